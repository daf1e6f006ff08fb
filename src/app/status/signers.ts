// Which of the CAs that are found has signed each certificate and CRL: names and key identifiers
// decide who is asked, signatures decide. In whatever order they come.
import { verifySignature } from '../../pki/signature/signature.js';
import type { Crypto } from '../../ports.js';

/** What is signed: a certificate or a CRL. */
export interface SignedContent {
  sha256Fingerprint: string;
  der: Uint8Array;
  issuerDer: Uint8Array;
  authorityKeyIdentifier: string | undefined;
}

/** A certificate that may have signed others. */
export interface Signer {
  sha256Fingerprint: string;
  subjectDer: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
  subjectKeyIdentifier: string | undefined;
}

type KnownSigner = Omit<Signer, 'subjectDer'>;

/** Of one name there may be as many as somebody likes to make. */
const MOST_TRIES = 16;
/** What waits for its signer: a list of a public CA is megabytes. */
const MOST_PENDING_OCTETS = 64 * 1024 * 1024;

interface Pending {
  sha256Fingerprint: string;
  der: Uint8Array;
  tries: number;
}

export class Signers {
  readonly #signers = new Map<string, KnownSigner[]>();
  readonly #pending = new Map<string, Pending[]>();
  readonly #signedBy = new Map<string, string>();
  #pendingOctets = 0;

  constructor(private readonly crypto: Crypto) {}

  /** The fingerprint of the one that has signed it. */
  signerOf({ sha256Fingerprint }: { sha256Fingerprint: string }): string | undefined {
    return this.#signedBy.get(sha256Fingerprint);
  }

  addSigner({ sha256Fingerprint, subjectDer, ...key }: Signer): void {
    const name = keyOf(subjectDer);
    const { subjectKeyIdentifier } = key;
    const subjectPublicKeyInfo = new Uint8Array(key.subjectPublicKeyInfo);
    const signer = { sha256Fingerprint, subjectPublicKeyInfo, subjectKeyIdentifier };
    listIn(this.#signers, name).push(signer);
    const pending = this.#pending.get(name) ?? [];
    const left = pending.filter((one) => !this.#isBy(one, signer));
    this.#pendingOctets += octetsOf(left) - octetsOf(pending);
    if (left.length > 0) this.#pending.set(name, left);
    else this.#pending.delete(name);
  }

  /** Kept until its signer is found, as far as there is room. */
  addSigned({ sha256Fingerprint, der, issuerDer, authorityKeyIdentifier }: SignedContent): void {
    const name = keyOf(issuerDer);
    const isOther = ({ subjectKeyIdentifier }: KnownSigner) =>
      Number(subjectKeyIdentifier !== authorityKeyIdentifier);
    const signers = this.#signers.get(name)?.toSorted((a, b) => isOther(a) - isOther(b)) ?? [];
    const pending = { sha256Fingerprint, der, tries: 0 };
    if (signers.some((signer) => this.#isBy(pending, signer))) return;
    if (this.#pendingOctets + der.length > MOST_PENDING_OCTETS) return;
    this.#pendingOctets += der.length;
    listIn(this.#pending, name).push({ ...pending, der: new Uint8Array(der) });
  }

  #isBy(pending: Pending, { sha256Fingerprint, subjectPublicKeyInfo }: KnownSigner): boolean {
    if (pending.tries === MOST_TRIES) return false;
    pending.tries += 1;
    const isBy = verifySignature(pending.der, subjectPublicKeyInfo, this.crypto) === 'valid';
    if (isBy) this.#signedBy.set(pending.sha256Fingerprint, sha256Fingerprint);
    return isBy;
  }
}

/** Octets as a key of a map. */
function keyOf(octets: Uint8Array): string {
  return Buffer.from(octets).toString('latin1');
}

function listIn<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function octetsOf(pending: readonly Pending[]): number {
  return pending.reduce((sum, { der }) => sum + der.length, 0);
}
