// Has a CA that takes requests certify a key, and judges what comes back as if a person had brought
// it: what breaks the product is refused, what else the CA changed is told.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Chain } from '../../pki/certificate/identity.js';
import { issueCertificate, type WantedCertificate } from '../../pki/issuing/issue.js';
import { type IssuerByRequest, intermediatesOf, trustAnchorOf } from '../../pki/issuing/issuer.js';
import { type EndEntityProfile, namesServer } from '../../pki/issuing/profile.js';
import { commonNameOnly, formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { formatGeneralName } from '../../pki/names/general-name.js';
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import type { Crypto, Random, Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import { warnOfNoRoot } from '../reading/certificate/chain.js';
import { acceptedChain, type AwaitedHost, type Certified } from './accepted.js';
import { changesOf, namingDifferences } from './differences.js';
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

/** By so much the clocks of others may be ahead. */
const CLOCK_TOLERANCE = 5 * 60 * 1000;

/**
 * Throws `key-mismatch`, `issuer-*` and `certificate-faulty`, each with the serial number of what
 * the CA issued in vain, and whatever the CA refuses.
 */
export async function certifyByRequest(
  asked: AskedCertificate,
  ports: { crypto: Crypto; random: Random; reporter: Reporter },
): Promise<Certified> {
  const { crypto, reporter } = ports;
  const { request, subjectPublicKeyInfo, wanted, issuer } = asked;
  const { validity } = wanted;
  if (wanted.isRehearsed) return rehearsed(asked, ports);
  const answer = await issuer.certify(request, validity.wanted ?? { until: validity.notAfter });
  const certified = judged(asked, answer, crypto);
  const { chain, trustAnchors } = certified;
  const changes = changesOf(chain[0], { ...wanted, subjectPublicKeyInfo });
  if (changes.length > 0) {
    reporter.note(`the CA changed what was asked for ${nameOf(wanted)}: ${changes.join('; ')}`);
  }
  if (!issuer.chain) warnOfNoRoot(trustAnchors[0], reporter);
  return certified;
}

/**
 * As the CA would certify it if it changed nothing, in its name where that is known: stores are put
 * in order by the names.
 */
async function rehearsed(
  { wanted, subjectPublicKeyInfo, issuer: { chain }, now }: AskedCertificate,
  ports: { crypto: Crypto; random: Random },
): Promise<Certified> {
  const subject = chain ? chain[0].subject : commonNameOnly('the CA that is asked');
  const { notAfter } = wanted.validity;
  const throwaway = await throwawayIssuer({ subject, now, notAfter }, ports);
  const [root] = throwaway.chain;
  const { subjectDer, subjectKeyIdentifier } = chain ? chain[0] : root;
  const issuer = { ...throwaway, chain: [{ ...root, subjectDer, subjectKeyIdentifier }] as const };
  const request = { ...wanted, subjectPublicKeyInfo };
  const certificate = await issueCertificate(request, issuer, now, ports);
  return certifiedBelow(certificate, chain ?? throwaway.chain);
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

function nameOf({ subject, subjectAltNames }: WantedCertificate): string {
  const [first] = subjectAltNames;
  const isNamed = subject.length > 0 || !first;
  return quote(isNamed ? formatDistinguishedName(subject) : formatGeneralName(first));
}

/**
 * Somebody else's request is handed on as it stands: what it asks for has to be what is wanted.
 * Throws `request-refused`.
 */
export function checkAsksForThat(asked: CertificationRequest, wanted: WantedCertificate): void {
  const differences = namingDifferences(asked, wanted);
  if (differences.length === 0) return;
  throw new TlsmithError(
    'request-refused',
    `this CA takes a request as it stands, and it asks for other than is wanted: ${differences.join('; ')}`,
  );
}
