// The private keys of OpenSSH (its PROTOCOL.key): what stands in
// `-----BEGIN OPENSSH PRIVATE KEY-----` becomes PKCS#8.
import { TlsmithError } from '../../errors.js';
import { encodeDer, encodeOid, encodeUnsigned } from '../../pki/der/der-encoding.js';
import { TAG } from '../../pki/der/der.js';
import { equalBytes, toHex } from '../../pki/der/hex.js';
import { quote } from '../../quote.js';

const MAGIC = 'openssh-key-v1\0';

/**
 * PrivateKeyInfo, the public key beside it where its algorithm has a place for one, so that whoever
 * checks keys compares them. Throws `input-wrong-kind` for an encrypted one, `input-malformed`,
 * `key-unsupported`.
 */
export function decodeOpenSshKey(bytes: Uint8Array): Uint8Array {
  if (!Buffer.from(bytes.subarray(0, MAGIC.length)).equals(Buffer.from(MAGIC))) {
    throw malformed('it does not begin as one');
  }
  const outer = new SshData(bytes.subarray(MAGIC.length), MAGIC.length);
  const cipher = outer.text();
  outer.string(); // The derivation of the password, and its options.
  outer.string();
  const count = outer.number();
  if (count !== 1) throw malformed(`it holds ${count} keys, and not one`);
  outer.string(); // The public key, which stands beside the private one too.
  if (cipher !== 'none') throw encryptedKey();
  const secret = outer.string();
  const inner = new SshData(secret, outer.position - secret.length);
  if (inner.number() !== inner.number()) throw malformed('its two check numbers differ');
  const info = privateKeyInfoOf(inner);
  inner.string(); // The comment.
  inner.padding();
  return info;
}

function encryptedKey(): TlsmithError {
  const found = 'an OpenSSH private key';
  return new TlsmithError(
    'input-wrong-kind',
    (it) =>
      `${it} is ${found} under a password, which is not opened here; on a copy of it, ssh-keygen -p -N "" -f COPY takes the password away, and then it is read`,
    { expected: 'an OpenSSH private key without a password', found },
  );
}

function malformed(reason: string): TlsmithError {
  return new TlsmithError('input-malformed', `the OpenSSH private key is malformed: ${reason}`);
}

const CURVES: Readonly<Record<string, { oid: string; octets: number }>> = {
  nistp256: { oid: '1.2.840.10045.3.1.7', octets: 32 },
  nistp384: { oid: '1.3.132.0.34', octets: 48 },
  nistp521: { oid: '1.3.132.0.35', octets: 66 },
};

function privateKeyInfoOf(data: SshData): Uint8Array {
  const type = data.text();
  switch (type) {
    case 'ssh-ed25519':
      return ed25519(data);
    case 'ssh-rsa':
      return rsa(data);
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521':
      return ecdsa(data);
    default:
      throw new TlsmithError(
        'key-unsupported',
        `the OpenSSH private key is of type ${quote(type)}, which no certificate can have here`,
        { found: type, possible: ['ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp…'] },
      );
  }
}

/** Seed and public key, the latter twice. */
function ed25519(data: SshData): Uint8Array {
  const publicKey = data.string();
  const both = data.string();
  if (both.length !== 64 || !equalBytes(both.subarray(32), publicKey)) {
    throw malformed('its public key is not the one beside it');
  }
  const seed = encodeDer(TAG.octetString, both.subarray(0, 32));
  return encodeDer(
    TAG.sequence,
    integer(Uint8Array.of(1)),
    encodeDer(TAG.sequence, oid('1.3.101.112')),
    encodeDer(TAG.octetString, seed),
    encodeDer(0x81, Uint8Array.of(0), publicKey),
  );
}

function ecdsa(data: SshData): Uint8Array {
  const name = data.text();
  const curve = CURVES[name];
  if (!curve) throw malformed(`it is on the curve ${quote(name)}`);
  const point = data.string();
  const scalar = data.string();
  const bare = scalar.subarray(scalar.findIndex((octet) => octet !== 0));
  const padded = Buffer.concat([Buffer.alloc(Math.max(0, curve.octets - bare.length)), bare]);
  const key = encodeDer(
    TAG.sequence,
    integer(Uint8Array.of(1)),
    encodeDer(TAG.octetString, padded),
    encodeDer(0xa1, encodeDer(TAG.bitString, Uint8Array.of(0), point)),
  );
  const algorithm = encodeDer(TAG.sequence, oid('1.2.840.10045.2.1'), oid(curve.oid));
  return pkcs8(algorithm, key);
}

/** No number of the largest key that is read is longer, in octets. */
const LONGEST_NUMBER = 2049;

/** OpenSSH leaves out what follows from the others: the exponents for the two primes. */
function rsa(data: SshData): Uint8Array {
  const [n, e, d, coefficient, p, q] = Array.from({ length: 6 }, () => {
    const number = data.string();
    if (number.length > LONGEST_NUMBER) throw malformed('one of its numbers is too long');
    return BigInt(`0x${toHex(number) || '0'}`);
  }) as [bigint, bigint, bigint, bigint, bigint, bigint];
  if (p < 2n || q < 2n) throw malformed('one of its primes is none');
  const numbers = [0n, n, e, d, p, q, d % (p - 1n), d % (q - 1n), coefficient];
  const key = encodeDer(TAG.sequence, ...numbers.map((number) => integer(octetsOf(number))));
  const algorithm = encodeDer(TAG.sequence, oid('1.2.840.113549.1.1.1'), encodeDer(TAG.null));
  return pkcs8(algorithm, key);
}

function octetsOf(number: bigint): Uint8Array {
  const hex = number.toString(16);
  return encodeUnsigned(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

function pkcs8(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
  const version = integer(Uint8Array.of(0));
  return encodeDer(TAG.sequence, version, algorithm, encodeDer(TAG.octetString, key));
}

const integer = (content: Uint8Array) => encodeDer(TAG.integer, content);
const oid = (dotted: string) => encodeDer(TAG.oid, encodeOid(dotted));

/** The data types of SSH (RFC 4251, 5). */
class SshData {
  readonly #bytes: Buffer;
  #at = 0;
  /** Octets of the key before these. */
  readonly #before: number;

  constructor(bytes: Uint8Array, before: number) {
    this.#before = before;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #octets(length: number): Buffer {
    const left = this.#bytes.length - this.#at;
    if (length > left) {
      throw malformed(
        `it is cut off: at offset ${this.position} RFC 4251, 5, wants ${length} octets more, and ${left} are left`,
      );
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  get position(): number {
    return this.#before + this.#at;
  }

  number(): number {
    return this.#octets(4).readUInt32BE();
  }

  string(): Buffer {
    return this.#octets(this.number());
  }

  text(): string {
    return this.string().toString('latin1');
  }

  /** 1, 2, 3 … up to the end of a block. */
  padding(): void {
    const rest = this.#bytes.subarray(this.#at);
    if (!rest.every((octet, at) => octet === at + 1)) throw malformed('its padding is wrong');
  }
}
