// Proves `verify` through the program: verdicts as exit codes, chains and stores as people have them, and every bad call and file.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../src/app/judging/path.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { ca, crl, dnsName, endEntity, OID, san } from '../support/path-builder.js';
import { itNeeding, OPENSSL } from '../support/peer.js';
import { runProgram } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const pem = (...ders: Uint8Array[]) => ders.map((der) => encodePem('CERTIFICATE', der)).join('');

const root = ca('Root');
const middle = ca('Middle', root);
const SERIAL = Uint8Array.of(0x41, 9);
const leaf = endEntity(middle, { serialNumber: SERIAL });
/** The fixed clock of the unit tests, inside of all validities. */
const AT = ['--at', '2026-11-20T10:00:00Z'];

async function made(...words: string[]): Promise<void> {
  const { exitCode, stderr } = await runHere(words);
  if (exitCode !== 0) throw new Error(stderr);
}

beforeAll(async () => {
  const crlPem = (der: Uint8Array) => encodePem('X509 CRL', der);
  const files: Record<string, string | Uint8Array> = {
    'root.pem': pem(root.der),
    'root.der': root.der,
    'middle.pem': pem(middle.der),
    'leaf.pem': pem(leaf.der),
    'chain.pem': pem(leaf.der, root.der, middle.der),
    'other.pem': pem(ca('Other').der),
    'broken.pem': `${pem(root.der)}-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n`,
    'good.crl': crlPem(crl({ signer: middle })),
    'bad.crl': crl({ signer: middle, revoked: [{ serialNumber: SERIAL, reason: 1 }] }),
    empty: '',
    text: 'no certificate here\n',
    noise: Buffer.alloc(10 * 1024 * 1024, 'noise and more noise\n'),
    'cut.der': leaf.der.subarray(0, 100),
    huge: Buffer.alloc(17 * 1024 * 1024),
  };
  await Promise.all(Object.entries(files).map(([name, bytes]) => writeFile(at(name), bytes)));
  await made('ca', 'create', '--out', at('ca'));
  await made('ca', 'create', '--issuer', at('ca'), '--out', at('issuing'));
  await made(
    ...['cert', 'issue', 'es01', '--ca', at('issuing'), '--profile', 'server'],
    ...['--san', 'es01.lan', '--generate-password', '--out', at('es01')],
  );
  await writeFile(at('password'), 'correct horse battery\n');
  await made(
    ...['cert', 'issue', 'es01', '--ca', at('issuing'), '--profile', 'server', '--san', 'es01.lan'],
    ...['--format', 'pkcs12', '--password-file', at('password'), '--out', at('stores/es01')],
  );
});

const judge = (...args: readonly string[]) => runHereJson<Verification>(['verify', ...args]);
const codes = ({ findings }: Verification) => findings.map(({ code }) => code);

describe('what we made ourselves', () => {
  it.each(['ca', 'issuing'])('is good by the folder %s', async (name) => {
    const words = ['--ca', at(name), '--host', 'es01.lan', '--purpose', 'server'];
    const { exitCode, document } = await judge(at('es01/es01.crt'), ...words);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ ok: true, findings: [{ code: 'revocation-not-judged' }] });
    expect(document.path).toHaveLength(3);
  });

  it('is good by TLSMITH_CA, and by ./ca', async () => {
    const env = { TLSMITH_CA: at('ca') };
    expect((await runHere(['verify', at('es01/es01.crt')], { env })).exitCode).toBe(0);
    expect((await runHere(['verify', 'es01/es01.crt'], { cwd: folder })).exitCode).toBe(0);
  });

  it('is not good for another host and another purpose, the most specific first', async () => {
    const words = ['--ca', at('ca'), '--host', 'es02.lan', '--purpose', 'client'];
    const { exitCode, document, stderr } = await judge(at('es01/es01.crt'), ...words);
    expect([exitCode, document.ok, stderr]).toEqual([1, false, '']);
    expect(codes(document).slice(0, 2)).toEqual(['host-name', 'purpose']);
    const text = await runHere(['verify', at('es01/es01.crt'), ...words]);
    expect([text.exitCode, text.stdout.split('\n')[0]]).toEqual([1, 'verdict\tno']);
  });
});

describe('a chain', () => {
  it.each([
    ['of one file in any order', ['chain.pem', '--ca', 'root.pem']],
    ['of two files', ['leaf.pem', '--ca', 'root.pem', '--untrusted', 'middle.pem']],
    ['to an anchor in DER', ['chain.pem', '--ca', 'root.der']],
    ['to one anchor of two', ['chain.pem', '--ca', 'broken.pem']],
    ['with a CRL', ['chain.pem', '--ca', 'root.pem', '--crl', 'good.crl']],
    [
      'with policies that nobody requires',
      ['chain.pem', '--ca', 'root.pem', '--policy', '1.2.3.1', '--policy', '1.2.3.2'],
    ],
    [
      'without mappings and anyPolicy, of which there are none',
      ['chain.pem', '--ca', 'root.pem', '--inhibit-mapping', '--inhibit-any'],
    ],
  ])('%s', async (_, args) => {
    const { exitCode, document } = await runHereJson<Verification>(['verify', ...AT, ...args], {
      cwd: folder,
    });
    expect([exitCode, document.path]).toEqual([0, ['CN=host', 'CN=Middle', 'CN=Root']]);
  });

  it.each([
    ['without its intermediate', ['leaf.pem', '--ca', 'root.pem'], 'no-path'],
    ['to another root', ['chain.pem', '--ca', 'other.pem'], 'no-path'],
    ['too deep', ['chain.pem', '--ca', 'root.pem', '--max-depth', '0'], 'max-depth'],
    [
      'without a policy that is required',
      ['chain.pem', '--ca', 'root.pem', '--require-policy'],
      'certificate-policy',
    ],
    [
      'with a CRL that lists it',
      ['chain.pem', '--ca', 'root.pem', '--crl', 'good.crl', '--crl', 'bad.crl'],
      'revoked',
    ],
    ['for a mailbox', ['chain.pem', '--ca', 'root.pem', '--email', 'a@b.example'], 'email-address'],
    ['in another century', ['chain.pem', '--ca', 'root.pem', '--at', '2126-01-01'], 'expired'],
  ])('%s', async (_, args, code) => {
    const words = ['verify', ...(args.includes('--at') ? [] : AT), ...args];
    const { exitCode, document } = await runHereJson<Verification>(words, { cwd: folder });
    expect([exitCode, document.ok]).toEqual([1, false]);
    expect(document.findings[0]?.code === code || codes(document).includes(code)).toBe(true);
  });

  it('from stdin', async () => {
    const input = await readFile(at('chain.pem'), 'utf8');
    const { exitCode } = await runHere(['verify', '-', '--ca', at('root.pem'), ...AT], { input });
    expect(exitCode).toBe(0);
  });

  it('says which part of a file is damaged', async () => {
    const { stderr } = await runHere(['verify', at('chain.pem'), '--ca', at('broken.pem'), ...AT]);
    expect(stderr).toMatch(/broken\.pem" is left out/);
  });
});

it('takes stores, with their password', async () => {
  const store = [
    'verify',
    at('stores/es01/keystore.p12'),
    '--ca',
    at('stores/es01/truststore.p12'),
  ];
  const closed = await runHereJson<{ error: { code: string } }>(store);
  expect([closed.exitCode, closed.document.error.code]).toEqual([4, 'password-missing']);
  const opened = await runHere([...store, '--in-password-file', at('password')]);
  expect([opened.exitCode, opened.stderr]).toEqual([0, '']);
});

itNeeding({ openssl: OPENSSL })('takes a CRL that openssl made of a v1 kind', async () => {
  await writeFile(at('index.txt'), '');
  await writeFile(
    at('openssl.cnf'),
    '[ca]\ndefault_ca=x\n[x]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=30\n',
  );
  const words = ['ca', '-gencrl', '-config', 'openssl.cnf', '-out', 'issuing.crl'];
  const signer = ['-cert', 'issuing/ca.crt', '-keyfile', 'issuing/ca.key'];
  const made = await runProgram('openssl', [...words, ...signer], { cwd: folder });
  expect(made.exitCode, made.stderr).toBe(0);
  const { exitCode, document } = await judge(
    at('es01/es01.crt'),
    '--ca',
    at('ca'),
    '--crl',
    at('issuing.crl'),
  );
  expect([exitCode, codes(document)]).toEqual([0, ['revocation-unknown', 'name-not-judged']]);
});

describe('a bad call or file', () => {
  it.each<[string, string[], number, string, RegExp]>([
    ['no certificate', [], 2, 'argument-missing', /CERT/],
    [
      'an absent certificate',
      ['absent', '--ca', 'root.pem'],
      3,
      'input-absent',
      /absent" does not exist/,
    ],
    ['an absent CA', ['leaf.pem', '--ca', 'absent'], 3, 'input-absent', /absent" does not exist/],
    [
      'an absent CRL',
      ['leaf.pem', '--ca', 'root.pem', '--crl', 'absent'],
      3,
      'input-absent',
      /absent" does not exist/,
    ],
    [
      'an empty file',
      ['empty', '--ca', 'root.pem'],
      3,
      'input-wrong-kind',
      /empty" is an empty file/,
    ],
    ['text', ['text', '--ca', 'root.pem'], 3, 'input-wrong-kind', /text" is text without PEM/],
    [
      '10 MB of noise',
      ['noise', '--ca', 'root.pem'],
      3,
      'input-wrong-kind',
      /noise" is text without PEM/,
    ],
    [
      '10 MB of noise as CA',
      ['leaf.pem', '--ca', 'noise'],
      3,
      'input-wrong-kind',
      /noise" is text without PEM/,
    ],
    ['a file too large', ['huge', '--ca', 'root.pem'], 3, 'input-too-large', /huge/],
    [
      'a certificate that is cut off',
      ['cut.der', '--ca', 'root.pem'],
      3,
      'input-wrong-kind',
      /cut\.der" is binary data/,
    ],
    [
      'a CRL as certificate',
      ['good.crl', '--ca', 'root.pem'],
      3,
      'input-wrong-kind',
      /good\.crl" is a certificate revocation list, not a certificate/,
    ],
    [
      'a key as certificate',
      ['es01/es01.key', '--ca', 'root.pem'],
      3,
      'input-wrong-kind',
      /es01\.key" is an encrypted private key, not a certificate/,
    ],
    [
      'a certificate as CRL',
      ['leaf.pem', '--ca', 'root.pem', '--crl', 'root.pem'],
      3,
      'input-wrong-kind',
      /root\.pem" is a certificate, not a certificate revocation list/,
    ],
    [
      'a folder that is no CA',
      ['leaf.pem', '--ca', 'es01/..'],
      3,
      'input-wrong-kind',
      /without ca\.crt/,
    ],
    [
      'a host that is a URL',
      ['leaf.pem', '--ca', 'root.pem', '--host', 'https://a'],
      2,
      'name-invalid',
      /is a URL/,
    ],
    [
      'a host and a mailbox',
      ['leaf.pem', '--host', 'a', '--email', 'a@b.c'],
      2,
      'flags-conflict',
      /--host and --email/,
    ],
    [
      'no purpose',
      ['leaf.pem', '--purpose', 'both'],
      2,
      'flag-value-invalid',
      /server, client, any/,
    ],
    ['no time', ['leaf.pem', '--at', 'tomorrow'], 2, 'date-invalid', /tomorrow/],
    [
      'a time without a zone',
      ['leaf.pem', '--at', '2027-01-01T00:00:00'],
      2,
      'date-invalid',
      /zone/,
    ],
    ['no depth', ['leaf.pem', '--max-depth', '-1'], 2, 'number-invalid', /intermediates/],
    ['no policy', ['leaf.pem', '--policy', '3.1'], 2, 'name-invalid', /no object identifier/],
    [
      'a policy of a link',
      ['--pair', 'a', '--with', 'b', '--require-policy'],
      2,
      'flags-conflict',
      /require-policy/,
    ],
    ['stdin twice', ['-', '--ca', '-'], 2, 'flags-conflict', /stdin/],
  ])('%s', async (_, args, exit, code, says) => {
    const { exitCode, document, stdout } = await runHereJson<{
      error: { code: string; message: string };
    }>(['verify', ...args], { cwd: folder });
    expect([exitCode, document.error.code], stdout).toEqual([exit, code]);
    expect(document.error.message).toMatch(says);
    const text = await runHere(['verify', ...args], { cwd: folder });
    expect([text.exitCode, text.stdout]).toEqual([exit, '']);
    expect(text.stderr).toMatch(says);
  });
});

it('judges a certificate with other software in mind: one name of many is enough', async () => {
  const names = Array.from({ length: 500 }, (_, i) => dnsName(`h${i}.example`));
  const many = endEntity(middle, { changes: { [OID.san]: san(...names) } });
  await writeFile(at('many.pem'), pem(many.der, middle.der));
  const words = [at('many.pem'), '--ca', at('root.pem'), ...AT];
  expect((await judge(...words, '--host', 'h499.example')).document.ok).toBe(true);
  expect((await judge(...words, '--host', 'h500.example')).document.findings[0]?.message).toMatch(
    /and 495 more/,
  );
});
