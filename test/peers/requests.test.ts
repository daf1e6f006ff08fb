// Requests between us and others: OpenSSL, keytool and GnuTLS verify ours, and we sign theirs, or refuse what no CA should sign.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { KEY_TYPES } from '../../src/ports.js';
import { findJdks } from '../support/jdks.js';
import { describePeer, OPENSSL, openssl, opensslDoes } from '../support/peer.js';
import { CERTTOOL } from '../support/strangers.js';
import { makes } from '../support/peer-certificate.js';
import { runProgram } from '../support/run-cli.js';
import { runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => `${folder}/${name}`;
const java = findJdks().find(({ version }) => version >= 17)?.java;
const KEYTOOL = java === undefined ? undefined : join(dirname(java), 'keytool');

beforeAll(async () => {
  await makes(['ca', 'create', '--out', at('ca')]);
});

const sign = (file: string, name: string, ...flags: readonly string[]) =>
  runHereJson<{ certificates: { subjectAltNames: string[] }[]; error?: { code: string } }>([
    ...[
      'cert',
      'sign',
      file,
      '--ca',
      at('ca'),
      '--name',
      name,
      '-o',
      at(`signed-${name}`),
      ...flags,
    ],
  ]);
const isTrusted = (name: string, purpose: string) =>
  openssl([
    'verify',
    '-x509_strict',
    '-purpose',
    purpose,
    '-CAfile',
    `${at('ca')}/ca.crt`,
    `${at(`signed-${name}`)}/${name}.crt`,
  ]);

describePeer('requests of ours', { openssl: OPENSSL, GnuTLS: CERTTOOL }, () => {
  it.each(KEY_TYPES)(
    '%s: OpenSSL and GnuTLS read and verify it, and the answer fits the key',
    async (keyType) => {
      const out = at(`ours-${keyType}`);
      const { exitCode } = await runHereJson([
        ...[
          'cert',
          'request',
          'host',
          '--profile',
          'server',
          '--san',
          'a.example',
          '--san',
          '10.0.0.5',
        ],
        ...['--key-type', keyType, '-o', out],
      ]);
      expect(exitCode).toBe(0);
      const text = await opensslDoes([
        'req',
        '-in',
        `${out}/host.csr`,
        '-noout',
        '-verify',
        '-text',
      ]);
      expect(text).toContain('DNS:a.example, IP Address:10.0.0.5');
      const gnutls = await runProgram(CERTTOOL ?? 'certtool', [
        '--crq-info',
        '--infile',
        `${out}/host.csr`,
      ]);
      expect(gnutls.stdout).toContain('Self signature: verified');
      expect(
        await sign(`${out}/host.csr`, keyType, '--profile', 'server', '--copy-san'),
      ).toMatchObject({ exitCode: 0 });
      expect(await isTrusted(keyType, 'sslserver')).toMatchObject({ exitCode: 0, stderr: '' });
      const keyOf = (args: string[]) => opensslDoes(args);
      expect(await keyOf(['pkey', '-in', `${out}/host.key`, '-pubout'])).toBe(
        await keyOf([
          'x509',
          '-in',
          `${at(`signed-${keyType}`)}/${keyType}.crt`,
          '-noout',
          '-pubkey',
        ]),
      );
    },
  );
});

/** A request by OpenSSL with a new key; `more` goes to `openssl req`. */
async function theirs(
  name: string,
  key: readonly string[],
  ...more: readonly string[]
): Promise<string> {
  await opensslDoes([
    ...['req', '-new', '-nodes', '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`)],
    ...['-subj', `/C=DE/O=Elsewhere/CN=${name}`, '-newkey', ...key, ...more],
  ]);
  return at(`${name}.csr`);
}
const EC = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

describePeer('requests of OpenSSL', { openssl: OPENSSL }, () => {
  it.each([
    ['rsa', ['rsa:2048'], ['dns:a.example']],
    ['ec', EC, ['dns:a.example', 'ip:10.0.0.5', 'email:me@a.example', 'uri:https://a.example/']],
    ['sha512', ['rsa:3072', '-sha512'], ['dns:a.example']],
    ['pss', ['rsa:2048', '-sigopt', 'rsa_padding_mode:pss'], ['dns:a.example']],
  ])('%s is signed with the names that it asks for', async (name, key, names) => {
    const wanted = names
      .map((text) => text.replace(/^dns:/, 'DNS:').replace(/^ip:/, 'IP:').replace(/^uri:/, 'URI:'))
      .join(',');
    const file = await theirs(name, key, '-addext', `subjectAltName=${wanted}`);
    const { exitCode, document, stdout } = await sign(
      file,
      name,
      '--profile',
      'peer',
      '--copy-san',
    );
    expect([exitCode, document.certificates?.[0]?.subjectAltNames], stdout).toEqual([0, names]);
    for (const purpose of ['sslserver', 'sslclient']) {
      expect(await isTrusted(name, purpose)).toMatchObject({ exitCode: 0, stderr: '' });
    }
  });

  it.each([
    ['a key of 1024 bits', ['rsa:1024'], [], 'key-weak'],
    ['a CA by stealth', EC, ['-addext', 'basicConstraints=critical,CA:TRUE'], 'request-refused'],
    [
      'a critical extension that nobody knows',
      EC,
      ['-addext', '1.2.3.4=critical,DER:0500'],
      'request-refused',
    ],
    [
      'a name that no certificate may carry',
      EC,
      ['-addext', 'subjectAltName=DNS:a b'],
      'input-malformed',
    ],
  ])('%s is refused, and no file is written', async (what, key, more, code) => {
    const name = what.replaceAll(' ', '-').replaceAll('.', '');
    const file = await theirs(name, key, ...more);
    const names = more.some((word) => word.startsWith('subjectAltName'))
      ? ['--copy-san']
      : ['--san', 'a.example'];
    const { exitCode, document } = await sign(file, name, '--profile', 'server', ...names);
    expect([exitCode, document.error?.code]).toEqual([code === 'input-malformed' ? 3 : 7, code]);
    expect(existsSync(at(`signed-${name}`))).toBe(false);
  });

  it('names of rare kinds are certified as they stand', async () => {
    const more = [
      '-addext',
      'subjectAltName=RID:1.2.3,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:u@corp.lan',
    ];
    const file = await theirs('rare', EC, ...more);
    const { exitCode, stderr } = await sign(file, 'rare', '--profile', 'client', '--copy-san');
    expect(exitCode, stderr).toBe(0);
    const text = await opensslDoes(['x509', '-in', at('signed-rare/rare.crt'), '-noout', '-text']);
    expect(text).toMatch(/othername: UPN:*u@corp\.lan|Registered ID:1\.2\.3/);
    expect(text).toContain('Registered ID:1.2.3');
  });

  it('one bit more or less in what is signed is refused', async () => {
    const pem = await theirs('flipped', EC, '-addext', 'subjectAltName=DNS:a.example');
    await opensslDoes(['req', '-in', pem, '-outform', 'DER', '-out', at('flipped.der')]);
    const der = readFileSync(at('flipped.der'));
    const name = der.indexOf('flipped');
    der[name] = (der[name] ?? 0) ^ 1;
    writeFileSync(at('flipped.der'), der);
    const { exitCode, document } = await sign(
      at('flipped.der'),
      'flipped',
      '--profile',
      'server',
      '--copy-san',
    );
    expect([exitCode, document.error?.code]).toEqual([7, 'request-refused']);
  });
});

describePeer('requests of keytool', { 'JDK 17 or newer': KEYTOOL }, () => {
  it('are signed, and keytool takes the answer', async () => {
    const store = ['-keystore', at('k.p12'), '-storepass', 'changeit', '-alias', 'host'];
    const keytool = (...args: string[]) => runProgram(KEYTOOL ?? 'keytool', args);
    await keytool('-genkeypair', ...store, '-keyalg', 'RSA', '-dname', 'CN=host');
    const request = [
      '-certreq',
      ...store,
      '-ext',
      'san=dns:a.example,ip:10.0.0.5',
      '-file',
      at('k.csr'),
    ];
    expect(await keytool(...request)).toMatchObject({ exitCode: 0 });
    expect(await sign(at('k.csr'), 'keytool', '--profile', 'server', '--copy-san')).toMatchObject({
      exitCode: 0,
    });
    const trust = ['-keystore', at('k.p12'), '-storepass', 'changeit', '-noprompt', '-importcert'];
    expect(await keytool(...trust, '-alias', 'ca', '-file', `${at('ca')}/ca.crt`)).toMatchObject({
      exitCode: 0,
    });
    const answer = await keytool(
      ...trust,
      '-alias',
      'host',
      '-file',
      `${at('signed-keytool')}/keytool.crt`,
    );
    expect(answer.stdout + answer.stderr).toContain('installed in keystore');
  });
});
