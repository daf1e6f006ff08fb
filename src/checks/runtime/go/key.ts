// Public keys as Go reads them (parsePublicKey in crypto/x509/parser.go).
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { oidOf } from '../../../pki/der/der-values.js';
import { type DerElement, malformedDer, TAG } from '../../../pki/der/der.js';
import { CURVES } from '../../../pki/key/elliptic-curve.js';
import { DSA_KEY, EC_KEY, RSA_KEY } from '../../../pki/signature/signature-algorithm.js';
import { GoReader } from './reader.js';
import type { Refusal } from '../presented-chain.js';

const ED25519 = '1.3.101.112';
const X25519 = '1.3.101.110';

/** `parameters` are undefined where they are left out. Keys of other algorithms are not read. */
export function goKeyFormFault(
  oid: string,
  parameters: DerElement | undefined,
  octets: Uint8Array,
): Refusal {
  switch (oid) {
    case RSA_KEY:
      return parameters?.tag === TAG.null && parameters.content.length === 0
        ? rsaFault(octets)
        : 'x509: RSA key missing NULL parameters';
    case EC_KEY:
      return curveFault(parameters, octets);
    case ED25519:
      if (parameters) return 'x509: Ed25519 key encoded with illegal parameters';
      return octets.length === 32 ? undefined : 'x509: wrong Ed25519 public key size';
    case X25519:
      if (parameters) return 'x509: X25519 key encoded with illegal parameters';
      return octets.length === 32 ? undefined : 'crypto/ecdh: invalid public key';
    case DSA_KEY:
      return dsaFault(parameters, octets);
    default:
      return undefined;
  }
}

function rsaFault(octets: Uint8Array): Refusal {
  const members = ifReadable(() => new GoReader(octets).sequence());
  if (!members) return 'x509: invalid RSA public key';
  const modulus = ifReadable(() => members.bigInteger());
  if (!modulus) return 'x509: invalid RSA modulus';
  const exponent = ifReadable(() => members.int64());
  if (!exponent) return 'x509: invalid RSA public exponent';
  if (!isPositive(modulus)) return 'x509: RSA modulus is not a positive number';
  return exponent.isPositive ? undefined : 'x509: RSA public exponent is not a positive number';
}

function curveFault(parameters: DerElement | undefined, octets: Uint8Array): Refusal {
  const curve = parameters && ifReadable(() => oidOf(new GoReader(parameters.whole).smallOid()));
  if (curve === undefined) return 'x509: invalid ECDSA parameters';
  const known = CURVES[curve];
  if (!known || !['P-224', 'P-256', 'P-384', 'P-521'].includes(known.name)) {
    return 'x509: unsupported elliptic curve';
  }
  const size = Math.ceil(known.p.toString(2).length / 8);
  if (octets[0] !== 4 || octets.length !== 1 + 2 * size) {
    return 'ecdsa: invalid uncompressed public key';
  }
  const number = (from: number) =>
    BigInt(`0x${Buffer.from(octets.subarray(from, from + size)).toString('hex')}`);
  const [x, y] = [number(1), number(1 + size)];
  const { p, a, b } = known;
  const isOnCurve = x < p && y < p && (y * y - (x * x * x + a * x + b)) % p === 0n;
  return isOnCurve ? undefined : `${known.name.replace('-', '')} point not on curve`;
}

function dsaFault(parameters: DerElement | undefined, octets: Uint8Array): Refusal {
  const key = ifReadable(() => new GoReader(octets).bigInteger());
  if (!key) return 'x509: invalid DSA public key';
  const numbers = ifReadable(() => {
    if (!parameters) throw malformedDer();
    const members = new GoReader(parameters.whole).sequence();
    return [members.bigInteger(), members.bigInteger(), members.bigInteger()];
  });
  if (!numbers) return 'x509: invalid DSA parameters';
  return [key, ...numbers].every(isPositive) ? undefined : 'x509: zero or negative DSA parameter';
}

function isPositive(octets: Uint8Array): boolean {
  return (octets[0] as number) < 0x80 && octets.some((octet) => octet !== 0);
}
