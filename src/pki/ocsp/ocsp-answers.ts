// What OCSP responses say about a certificate of a path, and whether they may be relied on (RFC
// 6960, 3.2 and 4.2.2.2).
import type { Crypto, DigestName } from '../../ports.js';
import type { RevocationStatus } from '../crl/revocation.js';
import type { Certificate } from '../certificate/certificate.js';
import { decodeCertificate, ifReadable } from '../certificate/certificate-encoding.js';
import { formatTime } from '../certificate/validity.js';
import { integerHex } from '../der/der-values.js';
import { toHex } from '../der/hex.js';
import { keyIdentifierOf, publicKeyBits } from '../key/public-key.js';
import { formatDistinguishedName } from '../names/distinguished-name.js';
import { nameKey } from '../names/name-comparison.js';
import { type PathCertificate, pathCertificate } from '../path/path-certificate.js';
import { type SignatureVerdict, verifySignature } from '../signature/signature.js';
import type { OcspAnswer, OcspResponse, SingleResponse } from './ocsp-response.js';

const HASHES: Readonly<Record<string, DigestName>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

const OCSP_NO_CHECK = '1.3.6.1.5.5.7.48.1.5';
/** More certificates in one response than any responder needs to show who it is. */
const MOST_SIGNERS = 10;
/** Nonce, CRL references, acceptable responses, archive cutoff, CRL entries, extended revoke. */
const KNOWN = [
  ...[1, 2, 3, 4, 6, 7, 9].map((number) => `1.3.6.1.5.5.7.48.1.${number}`),
  ...['2.5.29.21', '2.5.29.24', '2.5.29.29'],
];

/** Where a certificate stands. */
export interface OcspQuestion {
  certificate: PathCertificate;
  issuer: PathCertificate;
  /** With the parameters that it has from above. */
  issuerKey: Uint8Array;
  at: Date;
  isTarget: boolean;
  /** By what else is known; asked of who answers in the name of the issuer. */
  isRevoked(responder: PathCertificate): boolean;
}

export class OcspAnswers {
  readonly #responses: readonly OcspResponse[];
  readonly #crypto: Crypto;
  /** By what is signed and the key: a search asks the same of many paths. */
  readonly #verdicts = new Map<Uint8Array, Map<string, SignatureVerdict>>();

  constructor(responses: readonly OcspResponse[], crypto: Crypto) {
    this.#responses = responses;
    this.#crypto = crypto;
  }

  /** Undefined where none speaks about it. */
  statusOf(question: OcspQuestion): RevocationStatus | undefined {
    const reasons = new Set<string>();
    const usable: SingleResponse[] = [];
    for (const { responseStatus, answer } of this.#responses) {
      if (!answer) {
        if (question.isTarget) reasons.add(`the responder answers ${responseStatus}, and no more`);
        continue;
      }
      const about = answer.responses.filter((one) => this.#isAbout(one, question));
      const distrust = about.length > 0 ? this.#distrust(answer, question) : undefined;
      for (const one of about) {
        const fault = faultOf(answer, one, question.at) ?? distrust;
        if (fault === undefined) usable.push(one);
        else reasons.add(`the OCSP response of ${responderText(answer)} ${fault}`);
      }
    }
    return told(usable) ?? unknown(reasons);
  }

  #isAbout(
    { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }: SingleResponse,
    { certificate: { certificate }, issuerKey }: OcspQuestion,
  ): boolean {
    const hash = HASHES[hashAlgorithm];
    const serial = { tag: 2, content: certificate.serialNumberOctets, whole: new Uint8Array() };
    if (!hash || serialNumber !== integerHex(serial)) return false;
    const hashed = (octets: Uint8Array) => toHex(this.#crypto.digest(hash, octets));
    const bits = ifReadable(() => publicKeyBits(issuerKey));
    return (
      bits !== undefined &&
      issuerNameHash === hashed(certificate.issuerDer) &&
      issuerKeyHash === hashed(bits)
    );
  }

  /** 4.2.2.2: the issuer itself, or whom it has certified for this, with no one between. */
  #distrust(answer: OcspAnswer, question: OcspQuestion): string | undefined {
    const { issuer, issuerKey } = question;
    if (this.#isNamed(answer, issuer.certificate)) {
      const verdict = this.#verdictOf(answer.der, issuerKey);
      return verdict === 'valid' ? undefined : unverified(verdict);
    }
    let reason = 'shows no certificate of its responder';
    for (const der of answer.certificates.slice(0, MOST_SIGNERS)) {
      const responder = ifReadable(() => decodeCertificate(der));
      if (!responder || !this.#isNamed(answer, responder)) continue;
      const fault = this.#delegationFault(answer, { der, responder }, question);
      if (fault === undefined) return undefined;
      reason = fault;
    }
    return reason;
  }

  #delegationFault(
    answer: OcspAnswer,
    { der, responder }: { der: Uint8Array; responder: Certificate },
    { issuer, issuerKey, at, isRevoked }: OcspQuestion,
  ): string | undefined {
    const one = pathCertificate(responder, false);
    if (one.issuerKey !== issuer.subjectKey) return NOT_DELEGATED;
    if (this.#verdictOf(der, issuerKey) !== 'valid') return NOT_DELEGATED;
    if (!responder.extKeyUsage?.includes('OCSPSigning')) {
      return 'is signed by a responder whose extKeyUsage lacks OCSPSigning';
    }
    if (at < responder.notBefore || at > responder.notAfter) {
      return 'is signed by a responder whose certificate is not valid at that time';
    }
    const isUnchecked = responder.extensions.some(({ oid }) => oid === OCSP_NO_CHECK);
    if (!isUnchecked && isRevoked(one)) return 'is signed by a responder that is revoked';
    const verdict = this.#verdictOf(answer.der, responder.subjectPublicKeyInfo);
    return verdict === 'valid' ? undefined : unverified(verdict);
  }

  #verdictOf(signed: Uint8Array, subjectPublicKeyInfo: Uint8Array): SignatureVerdict {
    const known = this.#verdicts.get(signed) ?? new Map<string, SignatureVerdict>();
    this.#verdicts.set(signed, known);
    const key = toHex(subjectPublicKeyInfo);
    const verdict = known.get(key) ?? verifySignature(signed, subjectPublicKeyInfo, this.#crypto);
    known.set(key, verdict);
    return verdict;
  }

  #isNamed({ responderName, responderKeyHash }: OcspAnswer, signer: Certificate): boolean {
    if (responderName) return nameKey(responderName) === nameKey(signer.subject);
    const hash = () => keyIdentifierOf(signer.subjectPublicKeyInfo, this.#crypto);
    return ifReadable(hash) === responderKeyHash;
  }
}

const NOT_DELEGATED =
  'is signed by a responder that the issuer of the certificate has not certified';

function unverified(verdict: 'invalid' | 'unsupported'): string {
  return verdict === 'invalid'
    ? 'has a signature that does not verify with the key of its responder'
    : 'has a signature of an algorithm that is not verified here';
}

function faultOf(answer: OcspAnswer, one: SingleResponse, at: Date): string | undefined {
  const { thisUpdate, nextUpdate, certStatus } = one;
  const all = [...answer.extensions, ...one.extensions];
  const critical = all.find(({ critical, oid }) => critical && !KNOWN.includes(oid));
  if (critical) return `cannot be used: its critical extension ${critical.oid} is not known here`;
  if (at < thisUpdate) return `is valid only from ${formatTime(thisUpdate)} on`;
  if (nextUpdate && at > nextUpdate) {
    return `is outdated: the next one was due at ${formatTime(nextUpdate)}`;
  }
  return certStatus === 'unknown' ? 'says that it does not know the certificate' : undefined;
}

/** The newest says it: a hold may have ended since. */
function told(usable: readonly SingleResponse[]): RevocationStatus | undefined {
  const [newest] = usable.toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  if (!newest) return undefined;
  const { revocationTime, reason } = newest;
  if (!revocationTime) return { status: 'good' };
  return { status: 'revoked', entry: { revocationDate: revocationTime, reason }, isByOcsp: true };
}

function unknown(reasons: ReadonlySet<string>): RevocationStatus | undefined {
  return reasons.size === 0
    ? undefined
    : { status: 'unknown', reasons: [...reasons], isByOcsp: true };
}

function responderText({ responderName, responderKeyHash }: OcspAnswer): string {
  return responderName
    ? formatDistinguishedName(responderName)
    : `the key ${String(responderKeyHash)}`;
}
