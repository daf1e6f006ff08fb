// `cert sign`: a certificate from somebody else's request. The CA decides; what the request asks
// for counts where it is said so.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { encodeCertificates } from '../../formats/containers/pem.js';
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import { type DerElement, membersOf, readDer, TAG } from '../../pki/der/der.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { generalNameText } from '../../pki/names/general-name-encoding.js';
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import {
  type GeneralName,
  parseGeneralName,
  withoutRepeats,
} from '../../pki/names/general-name.js';
import type { Profile } from '../../pki/issuing/profile.js';
import type { InformationUrls } from '../../pki/certificate/information-urls.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import type { Clock } from '../../ports.js';
import { quote } from '../../quote.js';
import { nameAsItStands } from '../making/copied-names.js';
import { issueToRequest } from '../making/identity.js';
import { parseCertificateName } from '../reading/names.js';
import { checkServerNames } from '../making/consumers.js';
import { inFile } from '../reading/in-file.js';
import { readRequest } from '../reading/certificate/request.js';
import { validityBelow } from '../making/validity.js';
import { type IssuerPorts, type IssuerRequest, loadIssuer } from '../reading/key/issuer.js';
import { pathIn } from '../../path-in.js';
import { summarizeCertificate, textFile, unmadeFile, type WriteSummary } from '../writing/plan.js';
import { ledgerSteps } from '../writing/ledger.js';
import { checkCopiedNames, checkCopiedSubject, checkRequest } from '../making/request-rules.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';
import { warnOfNames } from '../making/certified-names.js';

export interface SignRequestRequest {
  /** PEM or DER; `-` is stdin. */
  file: string;
  /** Stem of the files; none: that of `file`. */
  name?: string | undefined;
  /** `ca` makes an intermediate. */
  profile: Profile;
  /** None: that of the request. */
  subject?: DistinguishedName | undefined;
  /** `copy` takes those of the request. */
  subjectAltNames: readonly GeneralName[] | 'copy';
  pathLenConstraint?: number | undefined;
  validity: WantedValidity;
  urls?: InformationUrls | undefined;
  issuer: IssuerRequest;
  /** None: `./STEM`. */
  out?: string | undefined;
  force: boolean;
  dryRun: boolean;
}

export type SignRequestPorts = IssuerPorts & WritingPorts & { clock: Clock };

export async function signRequest(
  request: SignRequestRequest,
  ports: SignRequestPorts,
): Promise<WriteSummary> {
  const now = ports.clock.now();
  const { stem } = parseCertificateName(request.name ?? stemOf(request.file));
  const asked = await readRequest(request.file, ports);
  await inFile(request.file, () => {
    checkRequest(asked, request.profile, ports.crypto);
    // Names that are said take the place of those that are asked for.
    if (!request.subject) checkCopiedSubject(asked);
    if (request.subjectAltNames.length === 0 || request.subjectAltNames === 'copy') {
      checkCopiedNames(asked);
    }
  });
  const names = await namesFor(request, asked);
  warnOfNames(names, ports);
  const issuer = await loadIssuer(request.issuer, ports);
  const folder = request.out ?? `./${stem}`;
  const { force, dryRun } = request;
  const inputs = [...issuer.inputs, ...(request.file === '-' ? [] : [request.file])];
  const plan = { folder, force, dryRun, inputs };
  const [own, trust] = [`${stem}.crt`, 'ca.crt'];
  // Said before a CA issues in vain.
  if (issuer.by === 'request') {
    const files = [own, trust].map((path) => unmadeFile(path, 'certificate'));
    await writeFiles({ ...plan, files, dryRun: true }, ports);
  }
  const { chain, trustAnchors } = await issueToRequest(
    {
      profile: request.profile,
      subject: request.subject ?? asked.subject,
      subjectAltNames: names,
      validity: validityBelow(request.validity, issuer.chain, now, ports),
      pathLenConstraint: request.profile === 'ca' ? (request.pathLenConstraint ?? 0) : undefined,
      ...request.urls,
      asked,
      issuer,
      now,
      isRehearsed: dryRun,
    },
    ports,
  );
  const [certificate] = chain;
  const files = [
    textFile(own, encodeCertificates(chain), 'certificate'),
    textFile(trust, encodeCertificates(trustAnchors), 'certificate'),
  ];
  const path = pathIn(folder, own);
  const issuance = { certificate, profile: request.profile, path };
  const steps = ledgerSteps(issuer.ledger, [issuance], now, ports);
  const written = await writeFiles({ ...plan, files }, ports, steps);
  return {
    files: written,
    certificates: [summarizeCertificate(certificate, path, ports.crypto)],
    dryRun: dryRun || undefined,
  };
}

/** `es01.csr` is `es01`; what comes through a pipe has no name of its own. */
function stemOf(file: string): string {
  if (file !== '-') return basename(file).replace(/\.(csr|req|pem|p10|der|txt)$/i, '');
  throw new TlsmithError('input-needed', 'a request from stdin has no name for its files', {
    answer: 'stem',
  });
}

/** Names that nobody has looked at are not certified: to copy them has to be said. */
async function namesFor(
  { file, profile, subjectAltNames }: SignRequestRequest,
  asked: CertificationRequest,
): Promise<GeneralName[]> {
  if (profile === 'ca') return [];
  if (subjectAltNames === 'copy') {
    return inFile(file, () => withoutRepeats(copiedNames(asked)));
  }
  if (subjectAltNames.length === 0 && asked.subjectAltNames.length > 0) {
    throw new TlsmithError(
      'input-needed',
      `the request asks for ${asked.subjectAltNames.map((name) => quote(name)).join(', ')}, and it is not said whether to certify that`,
      { answer: 'copy-san' },
    );
  }
  checkServerNames(profile, subjectAltNames);
  return withoutRepeats(subjectAltNames);
}

/** Every kind that we certify; what people type is judged as if it were typed. */
function copiedNames({ extensions }: CertificationRequest): GeneralName[] {
  const found = extensions.find(({ oid }) => oid === EXTENSION.subjectAltName);
  return found ? membersOf(readDer(found.value, TAG.sequence)).map(copiedName) : [];
}

function copiedName(element: DerElement): GeneralName {
  const copied = nameAsItStands(element);
  if (copied) return copied;
  const text = generalNameText(element);
  if (element.tag === 0xa3 || element.tag === 0xa5) {
    throw new TlsmithError(
      'input-malformed',
      (it) => `${it} asks for ${quote(text)}, a kind of name that is not certified here`,
      { found: quote(text) },
    );
  }
  try {
    return parseGeneralName(text);
  } catch (error) {
    const reason = error instanceof TlsmithError ? error.sentence : '';
    throw new TlsmithError(
      'input-malformed',
      (it) => `${it} asks for a name that no certificate may carry: ${reason}`,
      { found: quote(text) },
      error,
    );
  }
}
