// A key or trust store as a value, and how it is put together from the bags of a PKCS#12 file.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes, toHex } from '../../pki/der/hex.js';
import { type ErrorCode, TlsmithError } from '../../errors.js';
import type { Crypto } from '../../ports.js';

/** What a store shows of a key whether or not it is opened. */
export interface KeyEntry {
  alias?: string | undefined;
  /**
   * The end entity first, then each certificate's issuer as far as the store has it; empty where no
   * certificate fits the key.
   */
  chain: Certificate[];
}

export interface StoredKey extends KeyEntry {
  /** Whether it stands in PKCS#12 without encryption: then Java does not see it. */
  isInTheClear?: boolean | undefined;
  /** PKCS#8, DER, as it stands in the store. */
  privateKeyInfo: Uint8Array;
}

export interface StoredCertificate {
  certificate: Certificate;
  alias?: string | undefined;
  /** False: no JDK shows or trusts it as an entry of its own. */
  isTrustedByJava: boolean;
}

export interface Protection {
  /** `HMAC-SHA256`, `PBMAC1 …`; undefined where nothing shows a change or a wrong password. */
  mac: string | undefined;
  macIterations: number | undefined;
  /** The schemes in use, each once; empty where all is in the clear. */
  encryption: string[];
  /** The lowest of them all: what the secrets are worth. */
  iterations: number | undefined;
}

export interface Store {
  keys: StoredKey[];
  /** Those that nobody wanted to be opened, where each may have a password of its own. */
  lockedKeys?: readonly KeyEntry[] | undefined;
  /**
   * Every certificate that is in no key's chain, and every one that is marked as trusted, wherever
   * else it is used; each once.
   */
  certificates: StoredCertificate[];
  /**
   * What the store holds beside keys and X.509 certificates: `CRL`, `secret`, or a dotted
   * identifier.
   */
  others: string[];
  protection: Protection;
  /** What a person should know of how it was read; sentences that follow its name. */
  notes?: readonly string[] | undefined;
}

export interface FoundKey {
  privateKeyInfo: Uint8Array;
  isInTheClear: true | undefined;
  friendlyName: string | undefined;
  localKeyId: Uint8Array | undefined;
}

export interface FoundCertificate {
  certificate: Certificate;
  friendlyName: string | undefined;
  localKeyId: Uint8Array | undefined;
  isTrustedByJava: boolean;
}

const UNREADABLE: readonly ErrorCode[] = ['key-unsupported', 'input-malformed'];

/** Keys with their chains, and the certificates that are left. */
export function arrange(
  foundKeys: readonly FoundKey[],
  found: readonly FoundCertificate[],
  crypto: Crypto,
): Pick<Store, 'keys' | 'certificates'> {
  const bySubject = groupedBySubject(found);
  const keys = foundKeys.map((key) => {
    const first = certificateOf(key, found, crypto);
    const alias = key.friendlyName ?? first?.friendlyName;
    return {
      privateKeyInfo: key.privateKeyInfo,
      isInTheClear: key.isInTheClear,
      alias,
      chain: first ? chainOf(first.certificate, bySubject) : [],
    };
  });
  const inChains = new Set(keys.flatMap(({ chain }) => chain).map(({ der }) => toHex(der)));
  return { keys, certificates: remaining(found, inChains) };
}

/**
 * By localKeyID (RFC 2985, 5.5.2), where several carry it the one with the key; without one by the
 * key alone.
 */
function certificateOf(
  { privateKeyInfo, localKeyId }: FoundKey,
  found: readonly FoundCertificate[],
  crypto: Crypto,
): FoundCertificate | undefined {
  const marked = found.filter(
    (one) => localKeyId && one.localKeyId && equalBytes(one.localKeyId, localKeyId),
  );
  if (marked.length === 1) return marked[0];
  const publicKey = publicKeyOf(privateKeyInfo, crypto);
  const fits = ({ certificate }: FoundCertificate) =>
    publicKey !== undefined && equalBytes(certificate.subjectPublicKeyInfo, publicKey);
  return marked.find(fits) ?? marked[0] ?? found.find(fits);
}

/**
 * Undefined for a key that is not supported here, which OpenSSL does not tell from a damaged one:
 * it is kept without certificates.
 */
function publicKeyOf(privateKeyInfo: Uint8Array, crypto: Crypto): Uint8Array | undefined {
  try {
    return crypto.publicKeyOf(privateKeyInfo);
  } catch (error) {
    if (error instanceof TlsmithError && UNREADABLE.includes(error.code)) return undefined;
    throw error;
  }
}

function chainOf(
  endEntity: Certificate,
  bySubject: ReadonlyMap<string, readonly Certificate[]>,
): Certificate[] {
  const chain = [endEntity];
  for (;;) {
    const last = chain.at(-1) as Certificate;
    const candidates = (bySubject.get(toHex(last.issuerDer)) ?? []).filter(
      (certificate) => !chain.some(({ der }) => equalBytes(der, certificate.der)),
    );
    const issuer =
      candidates.find(
        ({ subjectKeyIdentifier: id }) => id !== undefined && id === last.authorityKeyIdentifier,
      ) ?? candidates[0];
    if (!issuer || equalBytes(last.subjectDer, last.issuerDer)) return chain;
    chain.push(issuer);
  }
}

function groupedBySubject(found: readonly FoundCertificate[]): Map<string, Certificate[]> {
  const groups = new Map<string, Certificate[]>();
  for (const { certificate } of found) {
    const subject = toHex(certificate.subjectDer);
    const group = groups.get(subject);
    if (group) group.push(certificate);
    else groups.set(subject, [certificate]);
  }
  return groups;
}

function remaining(
  found: readonly FoundCertificate[],
  inChains: ReadonlySet<string>,
): StoredCertificate[] {
  const certificates = new Map<string, StoredCertificate>();
  for (const { certificate, friendlyName, isTrustedByJava } of found) {
    const id = toHex(certificate.der);
    const known = certificates.get(id);
    if (known) known.isTrustedByJava ||= isTrustedByJava;
    else if (isTrustedByJava || !inChains.has(id)) {
      const alias = friendlyName === undefined ? {} : { alias: friendlyName };
      certificates.set(id, { certificate, ...alias, isTrustedByJava });
    }
  }
  return [...certificates.values()];
}
