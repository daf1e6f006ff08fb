// Has a CA that takes requests certify a key, and judges what comes back as if a person had brought
// it: what breaks the product is refused, what else the CA changed is told.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Chain } from '../../pki/certificate/identity.js';
import { formatTime } from '../../pki/certificate/validity.js';
import { equalBytes } from '../../pki/der/hex.js';
import { issueCertificate, type WantedCertificate } from '../../pki/issuing/issue.js';
import { type IssuerByRequest, intermediatesOf, trustAnchorOf } from '../../pki/issuing/issuer.js';
import {
  type EndEntityProfile,
  keyUsageOf,
  namesServer,
  PROFILES,
} from '../../pki/issuing/profile.js';
import { commonNameOnly, formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { comparableName, formatGeneralName } from '../../pki/names/general-name.js';
import { encodeName } from '../../pki/names/name-encoding.js';
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import type { Crypto, Random, Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import { warnOfNoRoot } from '../reading/certificate-chain.js';
import { acceptedChain, type AwaitedHost, type Certified } from './accepted.js';
import { throwawayIssuer } from './throwaway.js';
import type { PlannedValidity } from './validity.js';

/** How the answer of a CA is judged beside what was asked for. */
export interface AnswerTerms {
  /** None: all names and uses of the profile have to be there. */
  awaited?: AwaitedHost | undefined;
  /** Throws for what those who will read it could not. */
  accept?: ((certified: Certified) => void) | undefined;
  /** A dry run: what is asked for is certified by nobody, and no CA is asked. */
  isRehearsed?: boolean | undefined;
}

/** What a CA is asked for. */
export interface AskedCertificate {
  /** PKCS#10, DER. */
  request: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
  wanted: WantedCertificate &
    AnswerTerms & { profile: EndEntityProfile; validity: PlannedValidity };
  issuer: IssuerByRequest;
  now: Date;
}

const MINUTE = 60 * 1000;
/** By so much the clocks of others may be ahead. */
const CLOCK_TOLERANCE = 5 * MINUTE;
/** Dates that differ by less are the same: the CA counts from its own clock, and later than we. */
const SAME_DATE = 10 * MINUTE;

/**
 * Throws `key-mismatch`, `issuer-*` and `certificate-faulty`, each with the serial number of what
 * the CA issued in vain, and whatever the CA refuses.
 */
export async function certifyByRequest(
  asked: AskedCertificate,
  ports: { crypto: Crypto; random: Random; reporter: Reporter },
): Promise<Certified> {
  const { crypto, reporter } = ports;
  const { request, wanted, issuer } = asked;
  const { validity } = wanted;
  if (wanted.isRehearsed) return rehearsed(asked, ports);
  const answer = await issuer.certify(request, validity.wanted ?? { until: validity.notAfter });
  const certified = judged(asked, answer, crypto);
  const { chain, trustAnchors } = certified;
  const changes = changesOf(chain[0], asked);
  if (changes.length > 0) {
    reporter.note(`the CA changed what was asked for ${nameOf(wanted)}: ${changes.join('; ')}`);
  }
  if (!issuer.chain) warnOfNoRoot(trustAnchors[0], reporter);
  return certified;
}

/** As the CA would certify it if it changed nothing, in its name where that is known. */
async function rehearsed(
  { wanted, subjectPublicKeyInfo, issuer: { chain }, now }: AskedCertificate,
  ports: { crypto: Crypto; random: Random },
): Promise<Certified> {
  const subject = chain ? chain[0].subject : commonNameOnly('the CA that is asked');
  const { notAfter } = wanted.validity;
  const issuer = await throwawayIssuer({ subject, now, notAfter }, ports);
  const request = { ...wanted, subjectPublicKeyInfo };
  const certificate = await issueCertificate(request, issuer, now, ports);
  return certifiedBelow(certificate, chain ?? issuer.chain);
}

/** With those above it. */
export function certifiedBelow(certificate: Certificate, chain: Chain): Certified {
  return {
    chain: [certificate, ...intermediatesOf(chain)],
    trustAnchors: [trustAnchorOf(chain)],
  };
}

function judged(asked: AskedCertificate, answer: Chain, crypto: Crypto): Certified {
  const { subjectPublicKeyInfo, wanted, issuer, now } = asked;
  const pool = { signed: answer, authority: issuer.chain ?? answer.slice(1) };
  const host = wanted.awaited ?? {
    name: nameOf(wanted),
    names: wanted.subjectAltNames,
    role: wanted.profile,
    isDialled: namesServer(wanted.profile),
  };
  const terms = { now, clockTolerance: CLOCK_TOLERANCE };
  try {
    const publicKey = subjectPublicKeyInfo;
    const certified = acceptedChain({ pool, host, publicKey, ...terms }, crypto);
    wanted.accept?.(certified);
    return certified;
  } catch (error) {
    throw error instanceof TlsmithError ? issuedInVain(error, answer) : error;
  }
}

/** The CA counts it among those that it issued: who wants it revoked has to know which it is. */
function issuedInVain(error: TlsmithError, answer: Chain): TlsmithError {
  const isHost = ({ basicConstraints }: Certificate) => !basicConstraints?.ca;
  const { serialNumber } = answer.find(isHost) ?? answer[0];
  return new TlsmithError(
    error.code,
    `${error.sentence}; the CA issued it with the serial number ${serialNumber}, and it is not used`,
    { ...error.details, serialNumber },
    error,
  );
}

/** What a CA left out, put in or replaced: half a sentence each. */
function changesOf(certificate: Certificate, asked: AskedCertificate): string[] {
  const { wanted, subjectPublicKeyInfo } = asked;
  const { subject, profile, validity } = wanted;
  const changes: string[] = [];
  if (!equalBytes(encodeName(subject), certificate.subjectDer)) {
    changes.push(`its subject is ${shown(certificate)}, not ${shown(wanted)}`);
  }
  const { subjectAltNames, extKeyUsage, keyUsage } = certificate;
  const names = wanted.subjectAltNames.map(formatGeneralName);
  changes.push(...differences(names, subjectAltNames.map(comparableName)));
  // Without the extension it may be used for anything.
  const uses = PROFILES[profile].extKeyUsage;
  changes.push(...differences(uses, extKeyUsage ?? uses));
  const keyUses = wanted.keyUsage ?? keyUsageOf(profile, subjectPublicKeyInfo);
  changes.push(...differences(keyUses, keyUsage ?? keyUses));
  if (Math.abs(certificate.notAfter.getTime() - validity.notAfter.getTime()) >= SAME_DATE) {
    const [found, end] = [certificate, validity].map(({ notAfter }) => formatTime(notAfter));
    changes.push(`it is valid until ${found}, not until ${end}`);
  }
  return changes;
}

function differences(wanted: readonly string[], found: readonly string[]): string[] {
  const missing = wanted.filter((one) => !found.includes(one));
  const added = found.filter((one) => !wanted.includes(one));
  return [
    ...(missing.length > 0 ? [`it lacks ${missing.join(', ')}`] : []),
    ...(added.length > 0 ? [`it also has ${added.join(', ')}`] : []),
  ];
}

const shown = ({ subject }: Pick<WantedCertificate, 'subject'>) =>
  quote(formatDistinguishedName(subject));

function nameOf({ subject, subjectAltNames }: WantedCertificate): string {
  const [first] = subjectAltNames;
  if (subject.length > 0 || !first) return quote(formatDistinguishedName(subject));
  return quote(formatGeneralName(first));
}

/**
 * Somebody else's request is handed on as it stands: what it asks for has to be what is wanted.
 * Throws `request-refused`.
 */
export function checkAsksForThat(asked: CertificationRequest, wanted: WantedCertificate): void {
  const changes = differences(
    wanted.subjectAltNames.map(formatGeneralName),
    asked.subjectAltNames.map(comparableName),
  );
  if (!equalBytes(encodeName(wanted.subject), asked.subjectDer)) {
    changes.unshift(`its subject is ${shown(asked)}, not ${shown(wanted)}`);
  }
  if (changes.length === 0) return;
  throw new TlsmithError(
    'request-refused',
    `this CA takes a request as it stands, and it asks for other than is wanted: ${changes.join('; ')}`,
  );
}
