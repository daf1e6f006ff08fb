// JKS and JCEKS as every JDK here writes them, and keys as ssh-keygen does: read as they say themselves.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { decodeAnyStore } from '../../src/formats/containers/any-store.js';
import { openPrivateKey } from '../../src/formats/keys/opening.js';
import { findPrivateKey } from '../../src/formats/keys/private-key.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { describePublicKey } from '../../src/pki/key/public-key.js';
import { JDKS } from '../support/jdks.js';
import { keytoolOf } from '../support/keytool.js';
import { findOnPath, itNeeding } from '../support/peer.js';
import { does } from '../support/store-peers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const ports = { crypto: nodeCrypto };
const KEYS = [
  ['EC', '-groupname', 'secp384r1'],
  ['RSA', '-keysize', '2048'],
] as const;

for (const { name, path } of JDKS) {
  const test = itNeeding({ [name]: path });
  const asked = keytoolOf(path ?? 'java');
  test.each(['JKS', 'JCEKS'])(`${name} writes %s, and it is read`, async (kind) => {
    const store = join(folder, `${name}.${kind}`);
    const keytool = (...args: readonly string[]) =>
      asked.does(
        '-J-Djdk.jceks.iterationCount=10000',
        ...args,
        ...['-storetype', kind, '-storepass', 'store password'],
      );
    for (const [algorithm, ...size] of KEYS) {
      const names = ['-alias', `Schlüssel ${algorithm} 😀`, '-dname', `CN=${algorithm}`];
      const key = ['-keyalg', algorithm, ...size, '-keypass', `password of ${algorithm}`];
      await keytool('-genkeypair', ...names, ...key, '-keystore', store);
    }
    const exported = join(folder, `${name}.${kind}.crt`);
    const one = ['-alias', 'Schlüssel EC 😀', '-file', exported];
    await keytool('-exportcert', ...one, '-keystore', store);
    const trust = join(folder, `${name}.${kind}.trust`);
    const trusted = ['-noprompt', '-alias', 'Anker', '-file', exported];
    await keytool('-importcert', ...trusted, '-keystore', trust);

    const anchors = await decodeAnyStore(
      new Uint8Array(readFileSync(trust)),
      { password: 'store password' },
      ports,
    );
    expect(anchors.certificates.map(({ alias }) => alias)).toEqual(['anker']);
    expect(Buffer.from(anchors.certificates[0]?.certificate.der ?? [])).toEqual(
      readFileSync(exported),
    );
    // Two keys under two passwords: each is refused with the other's, so that the second entry names itself.
    await expect(
      decodeAnyStore(
        new Uint8Array(readFileSync(store)),
        { password: 'store password', keyPassword: 'password of EC' },
        ports,
      ),
    ).rejects.toMatchObject({ code: 'password-wrong', details: { alias: 'schlüssel rsa 😀' } });
    const rsa = ['-alias', 'Schlüssel RSA 😀', '-keypass', 'password of RSA'];
    await keytool('-keypasswd', ...rsa, '-new', 'password of EC', '-keystore', store);
    const { keys } = await decodeAnyStore(
      new Uint8Array(readFileSync(store)),
      { password: 'store password', keyPassword: 'password of EC' },
      ports,
    );
    const found = keys.map(({ alias, chain, privateKeyInfo }) => {
      const own = nodeCrypto.publicKeyOf(privateKeyInfo);
      const fits = nodeCrypto.isSamePublicKey(own, chain[0]?.subjectPublicKeyInfo ?? own);
      return `${alias} ${chain.length} ${fits}`;
    });
    expect(found.sort()).toEqual(['schlüssel ec 😀 1 true', 'schlüssel rsa 😀 1 true']);
  });
}

const SSH_KEYGEN = findOnPath('ssh-keygen');

itNeeding({ 'ssh-keygen': SSH_KEYGEN }).each([
  ['ed25519', 'Ed25519'],
  ['ecdsa', 'EC'],
  ['rsa', 'RSA'],
])('ssh-keygen writes %s, and what it says of a locked one works', async (type, algorithm) => {
  const path = join(folder, `id_${type}`);
  await does('ssh-keygen', ['-q', '-t', type, '-N', 'pass word', '-C', 'c', '-f', path]);
  const read = () => findPrivateKey(new Uint8Array(readFileSync(path)), 'brought');
  expect(read).toThrow(/ssh-keygen -p -N ""/);
  await does('ssh-keygen', ['-p', '-P', 'pass word', '-N', '', '-f', path]);
  const info = await openPrivateKey(read(), undefined, nodeCrypto);
  expect(describePublicKey(nodeCrypto.publicKeyOf(info)).algorithm).toBe(algorithm);
});
