// The CA that is to succeed another one: like it, under another name and with a key of its own. Its
// cross-certificate lets those who trust the old one alone trust what it issues.
import { TlsmithError } from '../../errors.js';
import { checkIssuedCa } from '../../checks/certificate/issued.js';
import { encodeCertificates } from '../../formats/containers/pem.js';
import { pathIn } from '../../path-in.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime, type WantedValidity } from '../../pki/certificate/validity.js';
import { issueCertificate } from '../../pki/issuing/issue.js';
import { type IssuerByBytes, isSelfIssued, requireSigning } from '../../pki/issuing/issuer.js';
import { encodeSuccessorLine } from '../../pki/issuing/ledger.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { caFiles, makeCa, type NewCa, type NewCaRequest } from '../making/authority.js';
import { refuseFaults } from '../making/identity.js';
import { validityBelow } from '../making/validity.js';
import { isCaFolder } from '../reading/ca-folder.js';
import { loadIssuer } from '../reading/key/issuer.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { keyTypeLike, lifeLike } from '../renewing/reissued.js';
import type { RenewPorts } from '../renewing/ports.js';
import { appendLines, type Issuance, ledgerSteps } from '../writing/ledger.js';
import {
  fingerprintOf,
  type PlannedFile,
  summarizeCertificate,
  textFile,
  type WriteSummary,
} from '../writing/plan.js';
import { writeFiles, type WritingSteps } from '../writing/write-files.js';
import { caPassword } from './ca-password.js';
import { limitsOf } from './limits.js';
import { parentOf } from './parent.js';
import {
  CROSS_CERTIFICATE,
  readStandingCa,
  type StandingCa,
} from '../renewing/rollover/standing-ca.js';
import { successorName } from './successor-name.js';

export interface SuccessorTerms {
  /** Its folder. */
  out: string;
  /** Whether that was said: then a CA that stands there is taken. */
  isNamed: boolean;
  /** Opens the key of the old one, and protects the new one. */
  password: PasswordSource | undefined;
  /** Of the CA above, where there is one. */
  parent: { folder: string | undefined; password: PasswordSource | undefined };
  /** None: as long as the old one. */
  validity: WantedValidity | undefined;
  dryRun: boolean;
}

export interface MadeSuccessor extends WriteSummary {
  ca: StandingCa;
  /** Why it has no cross-certificate, as the rest of a sentence. */
  noCross: string | undefined;
}

/** Throws what `ca create` does. */
export async function makeSuccessor(
  old: StandingCa,
  terms: SuccessorTerms,
  ports: RenewPorts,
): Promise<MadeSuccessor> {
  const now = ports.clock.now();
  const { out, dryRun } = terms;
  const password = await caPassword(old.folder, terms.password, ports);
  const issuer = requireSigning(
    await loadIssuer({ source: { folder: old.folder }, password }, ports),
    'a cross-certificate',
  );
  if (terms.isNamed && (await isCaFolder(out, ports.files))) {
    return adopt(old, issuer, out, { now, dryRun }, ports);
  }
  const parent = await parentOf(old, terms.parent, ports);
  const made = await makeCa(likeOf(old, terms, now, ports), parent, now, ports);
  const { cross, reason } = await crossCertificate(old, made, issuer, now, ports);
  const key = password && { text: password.text, isGenerated: false };
  const path = pathIn(out, 'ca.crt');
  const files = [...(await caFiles(made, key, [], ports)), ...crossFile(cross)];
  const steps = withSteps([
    parent && ledgerSteps(parent.ledger, [caIssuance(made.certificate, path)], now, ports),
    succession(old, made.certificate, { out, cross, now }, ports),
  ]);
  const plan = { folder: out, files, force: false, inputs: issuer.inputs, dryRun };
  const written = await writeFiles(plan, ports, steps);
  const chain = [made.certificate, ...made.chain] as const;
  return {
    ca: { folder: out, chain, ledger: pathIn(out, 'ledger.jsonl'), cross },
    noCross: reason,
    files: written,
    certificates: [summarizeCertificate(made.certificate, path, ports.crypto)],
  };
}

/** One that stands already, as `ca create` has made it: nothing of it is changed. */
async function adopt(
  old: StandingCa,
  issuer: IssuerByBytes,
  out: string,
  { now, dryRun }: { now: Date; dryRun: boolean },
  ports: RenewPorts,
): Promise<MadeSuccessor> {
  const standing = await readStandingCa(out, ports);
  const [certificate, ...chain] = standing.chain;
  checkIsAnother(old, certificate, out);
  const made = { certificate, chain };
  const { cross, reason } = await crossCertificate(old, made, issuer, now, ports);
  const steps = succession(old, certificate, { out, cross, now }, ports);
  const files = standing.cross ? [] : crossFile(cross);
  const plan = { folder: out, files, force: false, inputs: issuer.inputs, dryRun };
  const written = files.length > 0 ? await writeFiles(plan, ports, steps) : [];
  if (files.length === 0 && !dryRun) await steps.record?.();
  const ca = { ...standing, cross: standing.cross ?? cross };
  return { ca, noCross: reason, files: written, certificates: [] };
}

/** Throws `name-conflict`: verifiers that go by names would take the one for the other. */
function checkIsAnother({ chain: [own] }: StandingCa, certificate: Certificate, out: string): void {
  const name = formatDistinguishedName(certificate.subject);
  if (formatDistinguishedName(own.subject) !== name) return;
  throw new TlsmithError(
    'name-conflict',
    (it) => `the CA in ${it} is called as the one that it is to succeed (${name})`,
    { path: out, name },
  );
}

/** What the old one says, in a request for the new one. Throws `certificate-faulty`, `key-*`. */
function likeOf(
  { chain: [own, ...above] }: StandingCa,
  { validity }: SuccessorTerms,
  now: Date,
  { reporter }: Pick<RenewPorts, 'reporter'>,
): NewCaRequest {
  if (own.subjectAltNames.length > 0) {
    reporter.note('the subjectAltName of the old CA is not taken over: a CA serves nobody itself');
  }
  return {
    subject: successorName(own, now),
    keyType: keyTypeLike(own.subjectPublicKeyInfo),
    validity: validity ?? lifeLike(own, above),
    ...limitsOf(own),
  };
}

interface Cross {
  cross: Certificate | undefined;
  /** Why there is none. */
  reason: string | undefined;
}

/**
 * Same subject, key and key identifier as the new CA (RFC 4949, cross-certificate), below the old
 * one: made only where a path through it would be valid.
 */
async function crossCertificate(
  old: StandingCa,
  { certificate, chain }: Omit<NewCa, 'privateKeyInfo'>,
  issuer: IssuerByBytes,
  now: Date,
  ports: RenewPorts,
): Promise<Cross> {
  const [own] = old.chain;
  if (!isSelfIssued(own)) {
    const reason = 'the CA above both has signed it, and whoever trusts that one trusts both';
    return { cross: undefined, reason };
  }
  if (chain.length > 0) {
    return { cross: undefined, reason: 'it is an intermediate, whose root has to be trusted' };
  }
  const allowed = own.basicConstraints?.pathLenConstraint;
  const lengths = [certificate.basicConstraints?.pathLenConstraint, allowed && allowed - 1];
  const known = lengths.filter((length) => length !== undefined);
  const { subject, subjectPublicKeyInfo, notAfter } = certificate;
  try {
    const request = {
      ...{ profile: 'ca' as const, subject, subjectAltNames: [], subjectPublicKeyInfo },
      ...limitsOf(certificate),
      validity: validityBelow({ until: earlier(notAfter, own.notAfter) }, issuer.chain, now, ports),
      pathLenConstraint: known.length > 0 ? Math.min(...known) : undefined,
      subjectKeyIdentifier: certificate.subjectKeyIdentifier,
    };
    const cross = await issueCertificate(request, issuer, now, ports);
    refuseFaults(checkIssuedCa(cross));
    return { cross, reason: undefined };
  } catch (error) {
    const isOfIssuer = error instanceof TlsmithError && /^(issuer|date)-/.test(error.code);
    if (!isOfIssuer) throw error;
    return { cross: undefined, reason: error.sentence };
  }
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function crossFile(cross: Certificate | undefined): PlannedFile[] {
  if (!cross) return [];
  return [textFile(CROSS_CERTIFICATE, encodeCertificates([cross]), 'certificate')];
}

function caIssuance(certificate: Certificate, path: string): Issuance {
  return { certificate, profile: 'ca', path };
}

/** In the old one's ledger: its cross-certificate, and who succeeds it. */
function succession(
  { ledger }: StandingCa,
  certificate: Certificate,
  { out, cross, now }: { out: string; cross: Certificate | undefined; now: Date },
  ports: RenewPorts,
): WritingSteps {
  const line = encodeSuccessorLine({
    at: formatTime(now),
    event: 'successor',
    subject: formatDistinguishedName(certificate.subject),
    sha256Fingerprint: fingerprintOf(certificate, ports.crypto),
    path: ports.files.absolute(out),
  });
  const path = pathIn(out, CROSS_CERTIFICATE);
  return withSteps([
    cross && ledgerSteps(ledger, [caIssuance(cross, path)], now, ports),
    { record: () => appendLines(ledger, [line], ports) },
  ]);
}

/** One after the other; an undo begins with the last. */
function withSteps(all: readonly (WritingSteps | undefined)[]): WritingSteps {
  return {
    record: async () => {
      for (const steps of all) await steps?.record?.();
    },
    abandon: async () => {
      for (const steps of [...all].reverse()) await steps?.abandon?.();
    },
  };
}
