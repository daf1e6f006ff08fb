// Certificates with post-quantum keys and signatures: DER by hand, keys and signatures by a Node that knows the algorithms.
import { execFileSync } from 'node:child_process';
import { bitString, commonNames, explicit, integer, oid, sequence, time, tlv } from './der.js';
import { daysFromNow } from './fixed-clock.js';
import { basicConstraints, keyUsage } from './foreign-certificate.js';
import { aki, dnsName, san, ski } from './path-builder.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';

/** By Node's name of the algorithm. */
const IDENTIFIERS = {
  'ml-dsa-44': '2.16.840.1.101.3.4.3.17',
  'ml-dsa-65': '2.16.840.1.101.3.4.3.18',
  'ml-dsa-87': '2.16.840.1.101.3.4.3.19',
  'slh-dsa-sha2-128s': '2.16.840.1.101.3.4.3.20',
  'slh-dsa-shake-256f': '2.16.840.1.101.3.4.3.31',
  'ml-kem-768': '2.16.840.1.101.3.4.4.2',
} as const;
export type PostQuantumType = keyof typeof IDENTIFIERS;

export interface PostQuantumKey {
  type: PostQuantumType;
  /** PKCS#8, PEM. */
  privateKey: string;
  subjectPublicKeyInfo: Uint8Array;
}

const MAKE = `const { privateKey, publicKey } = crypto.generateKeyPairSync(input.type);
const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
print({ privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }), spki });`;
const SIGN = `const data = Buffer.from(input.data, 'base64');
print({ signature: crypto.sign(null, data, input.privateKey).toString('base64') });`;

function ask(node: string, program: string, input: object): Record<string, string> {
  const prelude = `const crypto = require('node:crypto');
const input = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
const print = (value) => process.stdout.write(JSON.stringify(value));
`;
  const options = { input: JSON.stringify(input), encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(node, ['-e', prelude + program], options));
}

export function postQuantumKey(node: string, type: PostQuantumType): PostQuantumKey {
  const { privateKey = '', spki = '' } = ask(node, MAKE, { type });
  return { type, privateKey, subjectPublicKeyInfo: Buffer.from(spki, 'base64') };
}

export interface PostQuantumContent {
  name: string;
  key: PostQuantumKey;
  /** Itself if not said. */
  issuer?: { name: string; key: PostQuantumKey };
  /** In place of the signer's. */
  algorithm?: Uint8Array;
}

/** A CA where nobody is its issuer, else the end entity `host.example`. */
export function postQuantumCertificate(node: string, content: PostQuantumContent): Uint8Array {
  const { name, key } = content;
  const signer = content.issuer ?? content;
  const algorithm = content.algorithm ?? sequence(oid(IDENTIFIERS[signer.key.type]));
  const identifierOf = (one: PostQuantumKey) =>
    nodeCrypto.digest('SHA-1', one.subjectPublicKeyInfo);
  const own = content.issuer
    ? [keyUsage(key.type.startsWith('ml-kem') ? 2 : 0), san(dnsName('host.example'))]
    : [basicConstraints({ ca: true }), keyUsage(5, 6)];
  const tbs = sequence(
    explicit(0, integer(2)),
    tlv(0x02, Uint8Array.of(0x11, 0x22)),
    algorithm,
    commonNames(signer.name),
    sequence(time(daysFromNow(-30)), time(daysFromNow(3000))),
    commonNames(name),
    key.subjectPublicKeyInfo,
    explicit(3, sequence(...own, ski(identifierOf(key)), aki(identifierOf(signer.key)))),
  );
  const { signature = '' } = ask(node, SIGN, {
    data: Buffer.from(tbs).toString('base64'),
    privateKey: signer.key.privateKey,
  });
  return sequence(tbs, algorithm, bitString(Buffer.from(signature, 'base64')));
}
