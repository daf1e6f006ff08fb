// The signatures between the certificates of a search: each verified once, and not without end.
import type { Crypto } from '../../ports.js';
import type { PathCertificate } from './path-certificate.js';
import type { PathCrl } from '../crl/path-crl.js';
import type { CertificationPath } from './path-search.js';
import {
  lacksParameters,
  type SignatureVerdict,
  verificationCost,
  verifySignature,
  withParametersOf,
} from '../signature/signature.js';

/**
 * More work than any honest path costs, in verifications with a usual key: some tenths of a second.
 */
const MOST_WORK = 1_500;

export interface WrongSignature {
  subject: PathCertificate;
  issuer: PathCertificate;
  verdict: SignatureVerdict;
}

export class PathSignatures {
  readonly #crypto: Crypto;
  readonly #known = new Map<PathCertificate, Map<PathCertificate, SignatureVerdict>>();
  readonly #knownLists = new Map<PathCrl, Map<Uint8Array, SignatureVerdict>>();
  #work = 0;

  constructor(crypto: Crypto) {
    this.#crypto = crypto;
  }

  /**
   * Undefined where too much work was done already. A key without parameters is known with those
   * above it only, so that its signatures are taken for valid until the path is whole.
   */
  verdictOf(subject: PathCertificate, issuer: PathCertificate): SignatureVerdict | undefined {
    const known = this.#known.get(subject)?.get(issuer);
    if (known) return known;
    const { subjectPublicKeyInfo } = issuer.certificate;
    if (lacksParameters(subjectPublicKeyInfo)) return 'valid';
    this.#work += verificationCost(subjectPublicKeyInfo);
    if (this.#work > MOST_WORK) return undefined;
    const verdict = this.#verify(subject, subjectPublicKeyInfo);
    const ofSubject = this.#known.get(subject) ?? new Map<PathCertificate, SignatureVerdict>();
    this.#known.set(subject, ofSubject.set(issuer, verdict));
    return verdict;
  }

  /** Of a CRL with the key of its signer; a long list costs more. Undefined as above. */
  verdictOfList(list: PathCrl, key: Uint8Array): SignatureVerdict | undefined {
    const known = this.#knownLists.get(list)?.get(key);
    if (known) return known;
    const { der } = list.crl;
    this.#work += verificationCost(key) + der.length / 100_000;
    if (this.#work > MOST_WORK) return undefined;
    const verdict = verifySignature(der, key, this.#crypto);
    const ofList = this.#knownLists.get(list) ?? new Map<Uint8Array, SignatureVerdict>();
    this.#knownLists.set(list, ofList.set(key, verdict));
    return verdict;
  }

  /** The signatures with keys that have their parameters from above (RFC 5280, 6.1.4 d to f). */
  wrongInWhole(path: CertificationPath): WrongSignature[] {
    const keys = workingKeys(path);
    return path.slice(0, -1).flatMap((subject, at) => {
      const issuer = path[at + 1] as PathCertificate;
      if (!lacksParameters(issuer.certificate.subjectPublicKeyInfo)) return [];
      const verdict = this.#verify(subject, keys[at + 1] as Uint8Array);
      return verdict === 'valid' ? [] : [{ subject, issuer, verdict }];
    });
  }

  #verify({ certificate }: PathCertificate, key: Uint8Array): SignatureVerdict {
    return verifySignature(certificate.der, key, this.#crypto);
  }
}

/** The key of each certificate of a path, with the parameters that it has from above. */
export function workingKeys(path: CertificationPath): Uint8Array[] {
  const keys: Uint8Array[] = [];
  for (const { certificate } of path.toReversed()) {
    const above = keys[0];
    const own = certificate.subjectPublicKeyInfo;
    keys.unshift(above ? withParametersOf(own, above) : own);
  }
  return keys;
}
