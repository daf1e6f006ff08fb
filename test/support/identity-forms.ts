// One identity in every form in which it may stand in a folder: what a renewal has to find, and to write again.
import { createPrivateKey } from 'node:crypto';
import { encodePkcs7 } from '../../src/formats/containers/pkcs7-encode.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { encryptPrivateKeyInfo } from '../../src/formats/keys/key-encryption.js';
import { encodeKeyStore, encodeTrustStore } from '../../src/formats/pkcs12/encode.js';
import { derOf } from './encrypted-keys.js';
import type { Generations } from './host-generations.js';
import { rememberingCrypto } from './remembering-crypto.js';
import { seededRandom } from './seeded-random.js';

export const FORM_PASSWORD = 'known-password';

export const ROUNDS = 1000;
const ports = { crypto: rememberingCrypto, random: seededRandom(7) };
const keyOf = (privateKeyInfo: Uint8Array) =>
  createPrivateKey({ key: Buffer.from(privateKeyInfo), format: 'der', type: 'pkcs8' });

/** The blocks of one generation. */
export interface Blocks {
  leaf: string;
  intermediate: string;
  root: string;
  pkcs8: string;
  /** PKCS#1 or SEC1. */
  traditional: string;
  traditionalDer: Uint8Array;
}

export function blocksOf(
  { intermediate, root }: Generations,
  { chain: [own], privateKeyInfo }: Generations['old'],
): Blocks {
  const key = keyOf(privateKeyInfo);
  const type = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1';
  const traditional = key.export({ type, format: 'pem' }).toString();
  return {
    leaf: encodePem('CERTIFICATE', own.der),
    intermediate: encodePem('CERTIFICATE', intermediate),
    root: encodePem('CERTIFICATE', root),
    pkcs8: encodePem('PRIVATE KEY', privateKeyInfo),
    ...{ traditional, traditionalDer: derOf(traditional) },
  };
}

export const PARAMETERS = encodePem('EC PARAMETERS', Buffer.from('06082a8648ce3d030107', 'hex'));
export const DH_PARAMETERS = encodePem('DH PARAMETERS', Buffer.from('3006020117020102', 'hex'));
export const CRL = encodePem('X509 CRL', Buffer.from('3003020101', 'hex'));

/** PEM by the order of its blocks. */
export const PEM_FORMS: readonly [what: string, (blocks: Blocks) => string][] = [
  ['a certificate alone', ({ leaf }) => leaf],
  ['a certificate and its chain', ({ leaf, intermediate }) => leaf + intermediate],
  ['a chain up to the root', ({ leaf, intermediate, root }) => leaf + intermediate + root],
  ['the root without what is between', ({ leaf, root }) => leaf + root],
  ['a chain the wrong way round', ({ leaf, intermediate, root }) => root + intermediate + leaf],
  ['a key in PKCS#8', ({ pkcs8 }) => pkcs8],
  ['a key in its traditional form', ({ traditional }) => traditional],
  ['key, certificate, chain', ({ pkcs8, leaf, intermediate }) => pkcs8 + leaf + intermediate],
  ['certificate, key', ({ leaf, traditional }) => leaf + traditional],
  ['certificate, key, chain', ({ leaf, pkcs8, intermediate }) => leaf + pkcs8 + intermediate],
  ['parameters and a key', ({ traditional }) => PARAMETERS + traditional],
  ['a certificate and parameters', ({ leaf, intermediate }) => leaf + intermediate + DH_PARAMETERS],
  ['a list of revoked ones before all', ({ leaf, pkcs8 }) => CRL + leaf + pkcs8],
];

/** Of one generation, by name of the file that it stands in. */
export async function binaryForms(
  generations: Generations,
  identity: Generations['old'],
): Promise<Record<string, Uint8Array>> {
  const { privateKeyInfo, chain, trustAnchors } = identity;
  const [own] = chain;
  const [anchor] = trustAnchors;
  const whole = [own.der, generations.intermediate];
  const modern = { compat: 'modern', iterations: ROUNDS } as const;
  const legacy = { compat: 'legacy', iterations: ROUNDS } as const;
  const entry = { privateKeyInfo, chain, alias: 'es' };
  const trusted = [{ certificate: anchor, alias: 'the ca' }];
  const { traditionalDer } = blocksOf(generations, identity);
  const encrypted = await encryptPrivateKeyInfo(privateKeyInfo, FORM_PASSWORD, ROUNDS, ports);
  return {
    'der.crt': own.der,
    'pkcs8.der': privateKeyInfo,
    'traditional.der': traditionalDer,
    'locked.der': encrypted,
    'locked.key': Buffer.from(encodePem('ENCRYPTED PRIVATE KEY', encrypted)),
    'bundle.p7b': encodePkcs7(whole),
    'bundle.p7c': Buffer.from(encodePem('PKCS7', encodePkcs7(whole))),
    'modern.p12': await encodeKeyStore(entry, FORM_PASSWORD, modern, ports),
    'legacy.p12': await encodeKeyStore(entry, FORM_PASSWORD, legacy, ports),
    'trusted.p12': await encodeKeyStore({ ...entry, trusted }, FORM_PASSWORD, modern, ports),
    'rooted.p12': await encodeKeyStore(
      { ...entry, chain: [...chain, anchor] },
      ...([FORM_PASSWORD, modern, ports] as const),
    ),
    'open.p12': await encodeKeyStore(entry, undefined, modern, ports),
    'trust.p12': await encodeTrustStore(
      [{ certificate: own, alias: 'itself' }, ...trusted],
      ...([FORM_PASSWORD, modern, ports] as const),
    ),
  };
}
