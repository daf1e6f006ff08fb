// The library: CAs and certificates in memory, for programs and test suites that want them without
// files and without a terminal.
import { issueEndEntity } from '../app/making/identity.js';
import { validityBelow } from '../app/making/validity.js';
import { makeCa } from '../app/making/authority.js';
import { decodeCertificates } from '../formats/containers/certificate-file.js';
import { ITERATIONS_FOR_CHOSEN } from '../formats/keys/key-encryption.js';
import { encodeCertificates } from '../formats/containers/pem.js';
import {
  encodeKeyStore as encodeStore,
  encodeTrustStore as encodeTrust,
} from '../formats/pkcs12/encode.js';
import { openPrivateKey } from '../formats/keys/opening.js';
import {
  encodeEncryptedPrivateKey,
  encodePrivateKey,
  findPrivateKey,
} from '../formats/keys/private-key.js';
import { nodeCrypto } from '../io/node-crypto.js';
import { systemRandom } from '../io/system-random.js';
import type { Certificate } from '../pki/certificate/certificate.js';
import type { Chain } from '../pki/certificate/identity.js';
import { commonNameOnly, type DistinguishedName } from '../pki/names/distinguished-name.js';
import { parseGeneralName, withoutRepeats } from '../pki/names/general-name.js';
import { fitsCommonName } from '../pki/issuing/issue.js';
import { type IssuerByBytes, issuerByKey } from '../pki/issuing/issuer.js';
import { parseDistinguishedName } from '../pki/names/name-parser.js';
import type { EndEntityProfile, ExtKeyUsage } from '../pki/issuing/profile.js';
import type { WantedValidity } from '../pki/certificate/validity.js';
import type { KeyType } from '../ports.js';

export { TlsmithError, type ErrorCode } from '../errors.js';
export { KEY_TYPES, type KeyType } from '../ports.js';
export type { EndEntityProfile, ExtKeyUsage } from '../pki/issuing/profile.js';
export type { Verification } from '../app/judging/path.js';
export { verifyCertificate, type VerifyOptions } from './verification.js';
export { fixtures, type Fixtures, type FixturesOptions } from './fixtures.js';
export type { Manifest, ManifestItem } from '../app/fixtures/manifest.js';

/** A CA as text: it can be kept, sent, or written to files as it is. */
export interface CertificateAuthority {
  /** Its own certificate, PEM. */
  readonly certificate: string;
  /** PKCS#8, PEM, not encrypted. */
  readonly privateKey: string;
  /** Its issuers, the root last, PEM; empty for a root. */
  readonly chain: string;
}

/**
 * When a certificate is valid. Without `until` it is `days`, or the default of its kind. A default
 * is shortened to the end of its
 * issuer; so is what was asked for and goes beyond that end by less than a day. Further beyond is
 * refused (`outlives-issuer`).
 */
export interface ValidityOptions {
  /** 1 to 36525. */
  days?: number;
  until?: Date;
  /**
   * The time of issue, for those who want the same dates again; notBefore is five minutes earlier.
   */
  now?: Date;
}

export interface CaOptions extends ValidityOptions {
  /** Common name; by default one that no other CA has. */
  name?: string;
  /** RFC 4514 text, in place of `name`. */
  subject?: string;
  /** By default `ec-p256`. */
  keyType?: KeyType;
  /** How many intermediates may follow below; by default no limit, and 0 for an intermediate. */
  pathLength?: number;
  /**
   * Domains, networks and mailboxes that it may certify, and those that it may not; by default
   * every name. Each limits names of its
   * own kind only: with `permitDns` alone every address stays free.
   */
  permitDns?: readonly string[];
  permitIp?: readonly string[];
  excludeDns?: readonly string[];
  excludeIp?: readonly string[];
  permitEmail?: readonly string[];
  excludeEmail?: readonly string[];
  /** It may certify no address at all. */
  excludeAllIp?: boolean;
  /** What everything below it may be for; by default anything. */
  extKeyUsage?: readonly ExtKeyUsage[];
}

export interface CertificateOptions extends ValidityOptions {
  /**
   * subjectAltNames: DNS names, IP addresses, e-mail addresses, URIs. A server needs one at least.
   */
  names?: readonly string[];
  /** By default `peer`, which serves and dials; `client` where there are no names. */
  profile?: EndEntityProfile;
  /**
   * RFC 4514 text; by default the first name as common name, and none where that has more than 64
   * characters (RFC 5280, A.1).
   */
  subject?: string;
  /** By default `ec-p256`. */
  keyType?: KeyType;
}

/**
 * What a host needs: `tls.createServer({ cert: certificate, key: privateKey, ca: trustAnchors })`.
 */
export interface IssuedCertificate {
  /** The certificate, then its intermediates, PEM. */
  readonly certificate: string;
  /** PKCS#8, PEM, not encrypted. */
  readonly privateKey: string;
  /** Whom to trust: the root, PEM. */
  readonly trustAnchors: string;
  /** Lower-case hex. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** With the prefix of their kind: `dns:a.example`. */
  readonly subjectAltNames: readonly string[];
}

const PORTS = {
  crypto: nodeCrypto,
  random: systemRandom,
  // Nobody listens: what a person would be told is no failure.
  reporter: { note: () => undefined, warn: () => undefined },
};

/** A root CA. Throws TlsmithError, as everything here: its `code` says what was wrong. */
export function createCa(options: CaOptions = {}): Promise<CertificateAuthority> {
  return makeAuthority(options, undefined);
}

/** An intermediate CA below `ca`. */
export function createIntermediateCa(
  ca: CertificateAuthority,
  options: CaOptions = {},
): Promise<CertificateAuthority> {
  return makeAuthority({ pathLength: 0, days: 1825, ...options }, ca);
}

/** A key and its certificate below `ca`. */
export async function issueCertificate(
  ca: CertificateAuthority,
  options: CertificateOptions = {},
): Promise<IssuedCertificate> {
  const issuer = await issuerOf(ca);
  const now = options.now ?? new Date();
  return issued(options, issuer, now);
}

/** A key and a certificate that is its own trust anchor. */
export function selfSignedCertificate(
  options: CertificateOptions = {},
): Promise<IssuedCertificate> {
  return issued(options, undefined, options.now ?? new Date());
}

/** PKCS#8 as PEM, encrypted with AES-256 (PBES2, PBKDF2 with HMAC-SHA256). */
export async function encryptPrivateKey(privateKey: string, password: string): Promise<string> {
  const opened = await openKey(privateKey);
  return encodeEncryptedPrivateKey(opened, password, ITERATIONS_FOR_CHOSEN, PORTS);
}

/** A PKCS#12 key store with the key and the certificates of a host, under one alias. */
export async function keyStore(
  issuedCertificate: Pick<IssuedCertificate, 'certificate' | 'privateKey'>,
  password: string,
  alias = 'tlsmith',
): Promise<Uint8Array> {
  const chain = certificatesIn(issuedCertificate.certificate);
  const privateKeyInfo = await openKey(issuedCertificate.privateKey);
  return encodeStore({ privateKeyInfo, chain, alias }, password, PROTECTION, PORTS);
}

/** A PKCS#12 trust store that every JVM sees, from trust anchors as PEM. */
export function trustStore(trustAnchors: string, password: string): Promise<Uint8Array> {
  const entries = certificatesIn(trustAnchors).map((certificate, i) => ({
    certificate,
    alias: `ca-${i + 1}`,
  }));
  return encodeTrust(entries, password, PROTECTION, PORTS);
}

const PROTECTION = { compat: 'modern', iterations: ITERATIONS_FOR_CHOSEN } as const;

async function makeAuthority(
  options: CaOptions,
  above: CertificateAuthority | undefined,
): Promise<CertificateAuthority> {
  const { name, subject, keyType = 'ec-p256', pathLength, now = new Date(), ...limits } = options;
  const byName = name ? commonNameOnly(name) : undefined;
  const named = subject === undefined ? byName : parseDistinguishedName(subject);
  const issuer = above && (await issuerOf(above));
  const made = await makeCa(
    {
      keyType,
      validity: wanted(options, 3650),
      ...limits,
      subject: named,
      pathLenConstraint: pathLength,
    },
    issuer,
    now,
    PORTS,
  );
  return {
    certificate: encodeCertificates([made.certificate]),
    privateKey: encodePrivateKey(made.privateKeyInfo),
    chain: encodeCertificates(made.chain),
  };
}

async function issued(
  options: CertificateOptions,
  issuer: IssuerByBytes | undefined,
  now: Date,
): Promise<IssuedCertificate> {
  const names = withoutRepeats((options.names ?? []).map((text) => parseGeneralName(text)));
  const host = await issueEndEntity(
    {
      profile: options.profile ?? (names.length > 0 ? 'peer' : 'client'),
      subject: subjectOf(options, names[0]?.value),
      subjectAltNames: names,
      validity: validityBelow(wanted(options, 825), issuer?.chain, now, PORTS),
      keys: await nodeCrypto.generateKeyPair(options.keyType ?? 'ec-p256'),
      issuer,
      now,
    },
    PORTS,
  );
  const { chain, trustAnchors, privateKeyInfo } = host;
  const { serialNumber, notBefore, notAfter, subjectAltNames } = chain[0];
  return {
    certificate: encodeCertificates(chain),
    privateKey: encodePrivateKey(privateKeyInfo),
    trustAnchors: encodeCertificates(trustAnchors),
    serialNumber,
    notBefore,
    notAfter,
    subjectAltNames,
  };
}

function subjectOf({ subject }: CertificateOptions, name = 'tlsmith'): DistinguishedName {
  if (subject !== undefined) return parseDistinguishedName(subject);
  return fitsCommonName(name) ? commonNameOnly(name) : [];
}

function wanted({ days, until }: ValidityOptions, byDefault: number): WantedValidity {
  if (until !== undefined) return { until };
  return { days: days ?? byDefault, isDefault: days === undefined };
}

/** The chain is taken as it was made: it came from here, or its maker answers for it. */
async function issuerOf(authority: CertificateAuthority): Promise<IssuerByBytes> {
  const { certificate, privateKey, chain } = authority;
  const certificates: Chain = [
    ...certificatesIn(certificate),
    ...(chain === '' ? [] : certificatesIn(chain)),
  ];
  const privateKeyInfo = await openKey(privateKey);
  return issuerByKey({ chain: certificates, privateKeyInfo }, nodeCrypto);
}

function certificatesIn(pem: string): [Certificate, ...Certificate[]] {
  return decodeCertificates(new TextEncoder().encode(pem));
}

function openKey(pem: string): Promise<Uint8Array> {
  return openPrivateKey(findPrivateKey(new TextEncoder().encode(pem)), undefined, nodeCrypto);
}
