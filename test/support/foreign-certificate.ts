// Certificates as other software makes them, right or wrong in any detail: DER by hand, signed by Node.
import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { type IssuerByBytes, issuerByKey } from '../../src/pki/issuing/issuer.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import {
  bitString,
  boolean,
  commonNames,
  explicit,
  integer,
  nul,
  octetString,
  oid,
  sequence,
  time,
  tlv,
} from './der.js';
import { daysFromNow } from './fixed-clock.js';

export interface ForeignKey {
  privateKey: KeyObject;
  /** PKCS#8, DER. */
  privateKeyInfo: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
}

export function foreignKey(privateKey: KeyObject): ForeignKey {
  return {
    privateKey,
    privateKeyInfo: privateKey.export({ type: 'pkcs8', format: 'der' }),
    subjectPublicKeyInfo: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  };
}

export function ecKey(namedCurve = 'P-256'): ForeignKey {
  return foreignKey(generateKeyPairSync('ec', { namedCurve }).privateKey);
}

export function keyFromPem(pem: string): ForeignKey {
  return foreignKey(createPrivateKey(pem));
}

export interface ForeignContent {
  key: ForeignKey;
  /** Whose signature; the key itself if not said. */
  signer?: ForeignKey;
  /** DER of the names; the issuer is the subject if not said. */
  subject?: Uint8Array;
  issuer?: Uint8Array;
  /** Octets of the INTEGER. */
  serialNumber?: Uint8Array;
  notBefore?: Date;
  notAfter?: Date;
  /** In order; those of a root if not said. An empty list leaves the field out. */
  extensions?: readonly Uint8Array[];
  /** In place of the key's own. */
  subjectPublicKeyInfo?: Uint8Array;
  /** In place of the one that fits the signer: AlgorithmIdentifier, DER. */
  signatureAlgorithm?: Uint8Array;
  /** In place of the one that fits the signer, really signed with. */
  signing?: Signing;
  /** 3 if not said. */
  version?: number;
  /** In place of both dates: the content of the SEQUENCE. */
  validity?: readonly Uint8Array[];
  /** What stands between the key and the extensions. */
  behindKey?: readonly Uint8Array[];
  /** What stands behind the extensions. */
  behindAll?: readonly Uint8Array[];
}

export interface Signing {
  /** AlgorithmIdentifier, DER. */
  identifier: Uint8Array;
  hash: string | null;
  /** RSASSA-PSS with a salt as long as the hash. */
  isPss?: boolean;
}

export function foreignCertificate(content: ForeignContent): Uint8Array {
  const signer = content.signer ?? content.key;
  const subject = content.subject ?? commonNames('Foreign CA');
  const extensions = content.extensions ?? rootExtensions();
  const fitting = content.signing ?? fittingAlgorithm(signer.privateKey);
  const algorithm = content.signatureAlgorithm ?? fitting.identifier;
  const tbs = sequence(
    ...(content.version === 1 ? [] : [explicit(0, integer((content.version ?? 3) - 1))]),
    integer(content.serialNumber ?? Uint8Array.of(0x41, ...randomBytes(15))),
    algorithm,
    content.issuer ?? subject,
    sequence(
      ...(content.validity ?? [
        time(content.notBefore ?? daysFromNow(-30)),
        time(content.notAfter ?? daysFromNow(3000)),
      ]),
    ),
    subject,
    content.subjectPublicKeyInfo ?? content.key.subjectPublicKeyInfo,
    ...(content.behindKey ?? []),
    ...(extensions.length > 0 ? [explicit(3, sequence(...extensions))] : []),
    ...(content.behindAll ?? []),
  );
  return sequence(tbs, algorithm, bitString(signed(tbs, fitting, signer.privateKey)));
}

/** RSASSA-PSS with a salt as long as the hash. */
export function pssSigning(hash: string, hashOid: string, length: number): Signing {
  const algorithm = sequence(oid(hashOid), nul);
  const mask = sequence(oid('1.2.840.113549.1.1.8'), algorithm);
  const parameters = sequence(tlv(0xa0, algorithm), tlv(0xa1, mask), tlv(0xa2, integer(length)));
  return { identifier: sequence(oid('1.2.840.113549.1.1.10'), parameters), hash, isPss: true };
}

export const PSS_SHA256 = pssSigning('sha256', '2.16.840.1.101.3.4.2.1', 32);

export function signed(tbs: Uint8Array, { hash, isPss }: Signing, key: KeyObject): Buffer {
  if (!isPss) return sign(hash, tbs, key);
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
  return sign(hash, tbs, { key, padding, saltLength });
}

function fittingAlgorithm(key: KeyObject): Signing {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return { identifier: sequence(oid('1.2.840.113549.1.1.11'), nul), hash: 'sha256' };
    case 'ec':
      return { identifier: sequence(oid('1.2.840.10045.4.3.2')), hash: 'sha256' };
    case 'dsa':
      return { identifier: sequence(oid('2.16.840.1.101.3.4.3.2')), hash: 'sha256' };
    case 'ed25519':
      return { identifier: sequence(oid('1.3.101.112')), hash: null };
    case 'ed448':
      return { identifier: sequence(oid('1.3.101.113')), hash: null };
    default:
      throw new Error(`no algorithm for ${key.asymmetricKeyType}`);
  }
}

export function rootExtensions(): Uint8Array[] {
  return [basicConstraints({ ca: true }), keyUsage(5, 6)];
}

export function extension(type: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(oid(type), ...(critical ? [boolean(true)] : []), octetString(value));
}

export function basicConstraints({ ca, pathLength }: { ca: boolean; pathLength?: number }) {
  const length = pathLength === undefined ? [] : [integer(pathLength)];
  return extension('2.5.29.19', true, sequence(...(ca ? [boolean(true)] : []), ...length));
}

/** Bits as RFC 5280 numbers them: 0 is digitalSignature, 5 keyCertSign. */
export function keyUsage(...bits: readonly number[]): Uint8Array {
  const last = Math.max(...bits);
  const octets = new Uint8Array(Math.floor(last / 8) + 1);
  for (const bit of bits) {
    const at = Math.floor(bit / 8);
    octets[at] = (octets[at] as number) | (0x80 >> (bit % 8));
  }
  return extension('2.5.29.15', true, bitString(octets, 7 - (last % 8)));
}

export function extKeyUsage(...types: readonly string[]): Uint8Array {
  return extension('2.5.29.37', false, sequence(...types.map(oid)));
}

export function subjectKeyIdentifier(octets: Uint8Array): Uint8Array {
  return extension('2.5.29.14', false, octetString(octets));
}

/** An issuer of these certificates, the first of which belongs to the key. */
export function foreignIssuer(
  key: ForeignKey,
  own: Uint8Array,
  ...above: readonly Uint8Array[]
): IssuerByBytes {
  const chain = [parseCertificate(own), ...above.map(parseCertificate)] as const;
  return issuerByKey({ chain, privateKeyInfo: key.privateKeyInfo }, nodeCrypto);
}
