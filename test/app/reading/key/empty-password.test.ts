// An empty password: a file without one opens what stands under the empty password, and never protects what is written.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadNewPassword } from '../../../../src/app/reading/key/passwords.js';
import { loadPrivateKey } from '../../../../src/app/reading/key/private-key.js';
import { toHex } from '../../../../src/pki/der/hex.js';
import { keyFromPem } from '../../../support/foreign-certificate.js';
import { fixtureKey } from '../../../support/fixture-keys.js';
import { itNeeding, OPENSSL, opensslDoes } from '../../../support/peer.js';
import { codeOf } from '../../../support/refusal-of.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { testPorts } from '../../../support/test-ports.js';

const folder = temporaryFolder();
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

itNeeding({ openssl: OPENSSL })('an empty file opens PKCS#8 under the empty password', async () => {
  const key = join(folder, 'empty.key');
  const plain = file('plain.pem', fixtureKey('ec-p256'));
  await opensslDoes(['pkcs8', '-topk8', '-in', plain, '-out', key, '-passout', 'pass:']);
  for (const content of ['', '\n', '\r\n']) {
    const opened = await loadPrivateKey(key, { file: file('empty', content) }, testPorts());
    expect(toHex(opened.privateKeyInfo)).toBe(
      toHex(keyFromPem(fixtureKey('ec-p256')).privateKeyInfo),
    );
  }
});

it('an empty file opens nothing else, and an empty variable is none', async () => {
  const locked = file('locked.key', fixtureKey('ec-p256.pbes2-aes256'));
  const read = (source: { file: string } | { text: string }) =>
    codeOf(() => loadPrivateKey(locked, source, testPorts()));
  expect(await read({ file: file('empty', '') })).toBe('password-wrong');
  expect(await read({ text: '' })).toBe('password-unusable');
});

it('nothing is written under it', async () => {
  const source = { file: file('empty', '\n') };
  expect(await codeOf(() => loadNewPassword(source, testPorts()))).toBe('password-unusable');
});
