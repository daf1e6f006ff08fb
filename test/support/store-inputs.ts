// Keys, certificates and stores, good and odd, for the journeys of `export` and `inspect`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePem } from '../../src/formats/containers/pem.js';
import { encodeKeyStore, encodeTrustStore } from '../../src/formats/pkcs12/encode.js';
import { encodeEncryptedPrivateKey } from '../../src/formats/keys/private-key.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { systemRandom } from '../../src/io/system-random.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { ecKey } from './foreign-certificate.js';
import { certificateBag, clearStore, keyBag, localKeyId } from './pkcs12-parts.js';
import { PACKAGE_ROOT } from './run-cli.js';
import { storeSamples } from './store-samples.js';

export const INPUT_PASSWORD = 'correct horse';

export interface StoreInputs {
  folder: string;
  at: (name: string) => string;
  /** A file of 17 MiB, outside `folder` so that comparing that stays cheap. */
  huge: string;
  samples: ReturnType<typeof storeSamples>;
}

/** Quick to open: few rounds. */
const PROTECTION = { compat: 'modern', iterations: 1000 } as const;

export async function makeStoreInputs(folder: string): Promise<StoreInputs> {
  const at = (name: string) => join(folder, name);
  const ports = { crypto: nodeCrypto, random: systemRandom };
  const samples = storeSamples();
  const { key, endEntity, intermediate, root, otherRoot } = samples;
  const stranger = ecKey();
  const pem = (...ders: readonly Uint8Array[]) =>
    ders.map((der) => encodePem('CERTIFICATE', der)).join('');
  const chain = [endEntity, intermediate].map(parseCertificate) as [C, C];
  const lockedKey = (privateKeyInfo: Uint8Array) =>
    encodeEncryptedPrivateKey(privateKeyInfo, INPUT_PASSWORD, PROTECTION.iterations, ports);
  const keystore = await encodeKeyStore(
    { privateKeyInfo: key.privateKeyInfo, chain, alias: 'es01' },
    INPUT_PASSWORD,
    PROTECTION,
    ports,
  );
  const anchors = [root, otherRoot].map(parseCertificate);
  const truststore = await encodeTrustStore(
    anchors.map((certificate, index) => ({ certificate, alias: `ca-${index + 1}` })),
    INPUT_PASSWORD,
    PROTECTION,
    ports,
  );
  const files: Readonly<Record<string, string | Uint8Array>> = {
    password: `${INPUT_PASSWORD}\n`,
    'wrong-password': 'wrong horse\n',
    umlaut: 'pässword\n',
    special: 'with-hyphen\n',
    empty: '',
    'es01.crt': pem(endEntity, intermediate),
    'es01.der': endEntity,
    'es01.key': encodePem('PRIVATE KEY', key.privateKeyInfo),
    'es01-key.der': key.privateKeyInfo,
    'locked.key': await lockedKey(key.privateKeyInfo),
    'stranger.key': encodePem('PRIVATE KEY', stranger.privateKeyInfo),
    'middle.crt': pem(intermediate),
    'root.crt': pem(root),
    'roots.crt': pem(root, otherRoot),
    'keystore.p12': keystore,
    'cut.p12': keystore.subarray(0, keystore.length - 40),
    'truststore.p12': truststore,
    'empty.p12': clearStore(),
    'two-keys.p12': clearStore(
      keyBag(key.privateKeyInfo, localKeyId('a')),
      certificateBag(endEntity, localKeyId('a')),
      keyBag(stranger.privateKeyInfo, localKeyId('b')),
    ),
    'lone-key.p12': clearStore(keyBag(key.privateKeyInfo)),
    'java.jks': Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 0),
    'java.jceks': Uint8Array.of(0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2, 0, 0, 0, 0),
    'host/es01.crt': pem(endEntity, intermediate),
    'host/es01.key': encodePem('PRIVATE KEY', key.privateKeyInfo),
    'host/ca.crt': pem(root),
    'store-host/keystore.p12': keystore,
    'two-key-host/a.key': encodePem('PRIVATE KEY', key.privateKeyInfo),
    'two-key-host/b.key': encodePem('PRIVATE KEY', stranger.privateKeyInfo),
    'bare/es01.crt': pem(endEntity),
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(at(name), '..'), { recursive: true });
    await writeFile(at(name), content);
  }
  const huge = `${folder}-17-mib`;
  await writeFile(huge, Buffer.alloc(17 * 1024 * 1024, 0x30));
  return { folder, at, huge, samples };
}
type C = ReturnType<typeof parseCertificate>;

/** A key of test/fixtures/keys. */
export const keyFixture = (name: string) => `${PACKAGE_ROOT}test/fixtures/keys/${name}.pem`;
