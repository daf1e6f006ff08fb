// Proves `export`: keys through every container and back, judged by openssl; stores from all that they may be made of.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { FIXTURE_PASSWORD } from '../support/fixture-keys.js';
import { modeOfPath, pathsBelow } from '../support/file-tree.js';
import { makeForeignCa, openssl } from '../support/foreign-ca.js';
import { itNeeding, OPENSSL } from '../support/peer.js';
import { PROGRAM, runProgram } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { INPUT_PASSWORD, keyFixture, makeStoreInputs } from '../support/store-inputs.js';
import type { StoreInputs } from '../support/store-inputs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
let inputs: StoreInputs;
const it = itNeeding({ openssl: OPENSSL });

beforeAll(async () => {
  inputs = await makeStoreInputs(join(folder, 'inputs'));
  await writeFile(at('a'), 'First of 2 passwords!\n');
  await writeFile(at('b'), `${FIXTURE_PASSWORD}\n`);
});

async function succeed(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runHere(args, { cwd: folder });
  expect([exitCode, stderr.match(/^error: .*/m)], args.join(' ')).toEqual([0, null]);
  return stdout;
}
const publicKey = (file: string, password = '') =>
  openssl(['pkey', '-in', file, '-passin', `pass:${password}`], ['-pubout'], folder);
const label = async (file: string) =>
  /BEGIN ([A-Z ]+)-/.exec(await readFile(at(file), 'utf8'))?.[1];

describe.each([
  { kind: 'RSA', key: keyFixture('rsa-2048'), traditional: 'RSA PRIVATE KEY' },
  { kind: 'EC', key: keyFixture('ec-p256'), traditional: 'EC PRIVATE KEY' },
])('a key, $kind', ({ kind, key, traditional }) => {
  const name = (step: string) => `${kind}-${step}`;
  const exported = (from: string, to: string, ...more: readonly string[]) =>
    succeed('export', 'key', '--in', from, '--out', name(to), ...more);

  it('goes through PKCS#8, traditional, encrypted and PKCS#12, and is the same', async () => {
    const original = await publicKey(key);
    const same = async (step: string, password?: string) =>
      expect(await publicKey(name(step), password), step).toBe(original);

    await exported(key, '1-pkcs8');
    await same('1-pkcs8');
    expect(await label(name('1-pkcs8'))).toBe('PRIVATE KEY');

    await exported(name('1-pkcs8'), '2-traditional', '--container', 'traditional');
    await same('2-traditional');
    expect(await label(name('2-traditional'))).toBe(traditional);

    await exported(name('2-traditional'), '3-encrypted', '--password-file', 'a');
    await same('3-encrypted', 'First of 2 passwords!');
    expect(await label(name('3-encrypted'))).toBe('ENCRYPTED PRIVATE KEY');

    const opened = ['--in-password-file', 'a'];
    await exported(name('3-encrypted'), '4-other', ...opened, '--password-file', 'b');
    await same('4-other', FIXTURE_PASSWORD);

    await openssl(
      ['req', '-x509', '-new', '-key', key, '-subj', '/CN=x', '-days', '9'],
      ['-out', name('x.crt')],
      folder,
    );
    await succeed(
      ...['export', 'keystore', '--cert', name('x.crt'), '--key', name('4-other')],
      ...['--in-password-file', 'b', '--out', name('5.p12'), '--password-file', 'a'],
    );
    await exported(name('5.p12'), '6-traditional', ...opened, '--container', 'traditional');
    await same('6-traditional');
    await exported(name('6-traditional'), '7-pkcs8');
    expect(await readFile(at(name('7-pkcs8')), 'utf8')).toBe(
      await readFile(at(name('1-pkcs8')), 'utf8'),
    );
    for (const step of ['1-pkcs8', '2-traditional', '3-encrypted', '5.p12', '6-traditional']) {
      expect(await modeOfPath(at(name(step))), step).toBe('0600');
    }
  });

  it('is written in PBES2 with AES-256-CBC and 600,000 rounds of HMAC-SHA256', async () => {
    await exported(key, 'sealed', '--password-file', 'a');
    const text = await openssl(['asn1parse', '-i'], ['-in', name('sealed')], folder);
    expect(text.match(/OBJECT +:\S+/g)?.map((line) => line.replace(/.*:/, ''))).toEqual([
      ...['PBES2', 'PBKDF2', 'hmacWithSHA256', 'aes-256-cbc'],
    ]);
    expect(text).toMatch(/INTEGER +:0927C0/);
  });

  it('comes from DER, and goes through stdin and stdout', async () => {
    const convert = ['pkcs8', '-topk8', '-nocrypt', '-in', key, '-outform', 'DER'];
    await openssl(convert, ['-out', name('x.der')], folder);
    const pem = await succeed('export', 'key', '--in', name('x.der'), '--out', '-');
    const { stdout } = await runHere(
      ['export', 'key', '--in', '-', '--out', '-', '--container', 'traditional'],
      { input: pem },
    );
    const back = await runHere(['export', 'key', '--in', '-', '--out', '-'], { input: stdout });
    expect(back.stdout).toBe(pem);
  });
});

it('Ed25519 has no traditional form', async () => {
  await openssl(['genpkey', '-algorithm', 'ed25519'], ['-out', 'ed25519.key'], folder);
  await succeed('export', 'key', '--in', 'ed25519.key', '--out', 'ed25519-pkcs8.key');
  expect(await publicKey('ed25519-pkcs8.key')).toBe(await publicKey('ed25519.key'));
  const { document, exitCode } = await runHereJson<{ error: { code: string } }>(
    ['export', 'key', '--in', 'ed25519.key', '--out', 'never', '--container', 'traditional'],
    { cwd: folder },
  );
  expect([document.error.code, exitCode]).toEqual(['key-unsupported', 7]);
});

/** Names and certificates that openssl finds in a store. */
async function listed(file: string, password: string) {
  const open = ['pkcs12', '-in', file, '-passin', `pass:${password}`, '-nodes'];
  const text = await openssl(open, [], folder);
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found);
  return { names: all(/friendlyName: (.*)/g), subjects: all(/^subject=(.*)$/gm) };
}

const identity = {
  names: ['es01', 'es01'],
  subjects: ['CN = es01', 'CN = Intermediate'],
};

describe('a key store', () => {
  it.each<[string, (inputs_: StoreInputs) => readonly string[]]>([
    ['PEM', ({ at: i }) => ['--cert', i('es01.crt'), '--key', i('es01.key')]],
    [
      'DER',
      ({ at: i }) => [
        ...['--cert', i('es01.der'), '--key', i('es01-key.der'), '--chain', i('middle.crt')],
      ],
    ],
    [
      'an encrypted key',
      ({ at: i }) => [
        ...['--cert', i('es01.crt'), '--key', i('locked.key'), '--in-password-file', i('password')],
      ],
    ],
    ["a host's folder", ({ at: i }) => ['--dir', i('host')]],
    [
      "a host's folder with a store",
      ({ at: i }) => [...['--dir', i('store-host'), '--in-password-file', i('password')]],
    ],
    [
      'a store',
      ({ at: i }) => [
        ...['--cert', i('keystore.p12'), '--key', i('keystore.p12')],
        ...['--in-password-file', i('password')],
      ],
    ],
    [
      'a chain with the root in it, which is left out',
      ({ at: i }) => [
        ...['--cert', i('es01.crt'), '--key', i('es01.key'), '--chain', i('root.crt')],
      ],
    ],
  ])('is made of %s', async (what, call) => {
    const out = `${what.replace(/\W+/g, '-')}.p12`;
    await succeed('export', 'keystore', ...call(inputs), '--out', out, '--password-file', 'b');
    expect(await listed(out, FIXTURE_PASSWORD)).toEqual(identity);
    expect(await modeOfPath(at(out))).toBe('0600');
  });

  it('has the alias that was asked for, in lower case as Java has it', async () => {
    const host = ['--dir', inputs.at('host'), '--password-file', 'b'];
    await succeed('export', 'keystore', ...host, '--out', 'alias.p12', '--alias', 'My Host 1');
    expect((await listed('alias.p12', FIXTURE_PASSWORD)).names).toEqual(['my host 1', 'my host 1']);
  });

  it.each(['modern', 'legacy'])('goes to a pipe: %s', async (compat) => {
    const { stdout, exitCode } = await runProgram(
      'sh',
      [
        ...['-c', '"$@" | openssl pkcs12 -passin "pass:$PASS" -nokeys', 'sh', process.execPath],
        ...[PROGRAM, 'export', 'keystore', '--dir', inputs.at('host'), '--out', '-'],
        ...['--password-env', 'PASS', '--compat', compat],
      ],
      { env: { PASS: INPUT_PASSWORD } },
    );
    expect([exitCode, stdout.match(/BEGIN CERTIFICATE/g)?.length]).toEqual([0, 2]);
  });

  it('leaves a generated password beside it, and says what it wrote', async () => {
    const { document } = await runHereJson<{
      files: { path: string; kind: string; mode: string }[];
      certificates: { path: string; subject: string }[];
    }>(
      [
        ...['export', 'keystore', '--dir', inputs.at('host'), '--out', 'own/es-01.p12'],
        '--generate-password',
      ],
      { cwd: folder },
    );
    expect(document.files).toEqual([
      { path: 'own/es-01.p12', kind: 'keystore', mode: '0600' },
      { path: 'own/secrets.env', kind: 'secrets', mode: '0600' },
    ]);
    expect(document.certificates).toMatchObject([{ path: 'own/es-01.p12', subject: 'CN=es01' }]);
    const secrets = await readFile(at('own/secrets.env'), 'utf8');
    const [, password = ''] =
      /^ES_01_KEYSTORE_PASSWORD=([A-Za-z][A-Za-z0-9]{23})\n$/.exec(secrets) ?? [];
    expect(await listed('own/es-01.p12', password)).toEqual(identity);
  });

  it('is only announced by --dry-run, and replaced by --force', async () => {
    const call = ['export', 'keystore', '--dir', inputs.at('host'), '--password-file', 'b'];
    await succeed(...call, '--out', 'dry/x.p12', '--dry-run');
    expect(await pathsBelow(folder)).not.toContain('dry/');
    await writeFile(at('old.p12'), 'mine\n');
    await succeed(...call, '--out', 'old.p12', '--force');
    expect(await listed('old.p12', FIXTURE_PASSWORD)).toEqual(identity);
  });
});

describe('a trust store', () => {
  const trust = (...args: readonly string[]) =>
    runHere(['export', 'truststore', ...args, '--password-file', 'b'], { cwd: folder });
  const aliases = (...names: string[]) => ({
    names,
    subjects: ['CN = Root', 'CN = Other Root'].slice(0, names.length),
  });

  it.each<[string, (inputs_: StoreInputs) => readonly string[], string[]]>([
    ['a CA folder', ({ at: i }) => ['--ca', i('host')], ['ca']],
    ['a file of two CAs', ({ at: i }) => ['--ca', i('roots.crt')], ['ca-1', 'ca-2']],
    [
      'a trust store',
      ({ at: i }) => [...['--ca', i('truststore.p12'), '--in-password-file', i('password')]],
      ['ca-1', 'ca-2'],
    ],
    [
      'the same CA twice',
      ({ at: i }) => [...['--ca-cert', i('root.crt'), '--ca-cert', i('roots.crt')]],
      ['ca-1', 'ca-2'],
    ],
  ])('is made of %s', async (what, call, names) => {
    const out = `trust-${what.replace(/\W+/g, '-')}.p12`;
    const { exitCode, stderr } = await trust(...call(inputs), '--out', out);
    expect([exitCode, /1 certificate\(s\) given twice/.test(stderr)]).toEqual([
      ...[0, what.includes('twice')],
    ]);
    expect(await listed(out, FIXTURE_PASSWORD)).toEqual(aliases(...names));
    expect(await modeOfPath(at(out))).toBe('0644');
  });

  it('says that a CA in it has expired', async () => {
    const { certificateFile } = await makeForeignCa(at('old'), { fromDay: -9, untilDay: -1 });
    const { exitCode, stderr } = await trust('--ca', certificateFile, '--out', 'expired.p12');
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/CN=old expired at \d{4}-/)]);
  });
});
