// `cert batch --archive`: what tar, sha256sum and Python's zipfile make of it.
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { describePeer, OPENSSL, opensslDoes } from '../support/peer.js';
import { PYTHON } from '../support/python.js';
import { TAR } from '../support/strangers.js';
import { makes } from '../support/peer-certificate.js';
import { runProgram } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => `${folder}/${name}`;
/** Longer than the 100 characters that the oldest tar has for a name. */
const LONG = 'x'.repeat(170);

beforeAll(async () => {
  await makes(['ca', 'create', '--out', at('ca')]);
  writeFileSync(
    at('list'),
    `- { name: a, dns: a.lan }\n- { name: b, filename: "b [1]", dns: b.lan }\n- { name: c, filename: ${LONG}, dns: c.lan }\n`,
  );
  for (const name of ['a.tar.gz', 'a.zip']) {
    await makes(['cert', 'batch', at('list'), '--ca', at('ca'), '--archive', at(name)]);
  }
});

const FILES = ['a', 'b [1]', LONG].flatMap((stem) => [
  [`${stem}/${stem}.crt`, 0o644],
  [`${stem}/${stem}.key`, 0o600],
  [`${stem}/ca.crt`, 0o644],
]) as [string, number][];

it('is for its owner alone', () => {
  for (const name of ['a.tar.gz', 'a.zip']) expect(statSync(at(name)).mode & 0o777).toBe(0o600);
});

describePeer('tar', { tar: TAR }, () => {
  it('unpacks every file with its mode, whatever the umask, and the checksums are right', async () => {
    mkdirSync(at('unpacked'));
    const unpack = `umask 077; tar -xpzf ../a.tar.gz && sha256sum --quiet -c SHA256SUMS`;
    const { exitCode, stderr } = await runProgram('sh', ['-c', unpack], { cwd: at('unpacked') });
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const [path, mode] of FILES) {
      expect([path, statSync(at(`unpacked/${path}`)).mode & 0o777]).toEqual([path, mode]);
    }
    expect(readdirSync(at('unpacked')).sort()).toEqual(['SHA256SUMS', 'a', 'b [1]', LONG]);
    expect(statSync(at('unpacked/a')).mode & 0o777).toBe(0o755);
  });
});

describePeer("Python's zipfile", { Python: PYTHON }, () => {
  it('finds every file with its mode, and no fault', async () => {
    const code = `
import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps([[i.filename, (i.external_attr >> 16) & 0o777] for i in archive.infolist() if not i.is_dir()]))`;
    const { stdout, stderr } = await runProgram(PYTHON ?? 'python3', ['-c', code, at('a.zip')]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([...FILES, ['SHA256SUMS', 0o644]]);
  });
});

describePeer('openssl', { openssl: OPENSSL }, () => {
  it('verifies what lies in it, and the otherName of cn', async () => {
    writeFileSync(at('named'), '- { name: n, dns: n.lan, cn: [ n.node.cluster, "ü, =x" ] }\n');
    await makes(['cert', 'batch', at('named'), '--ca', at('ca'), '--out', at('hosts')]);
    const file = at('hosts/n/n.crt');
    expect(
      await opensslDoes(['verify', '-x509_strict', '-CAfile', at('ca/ca.crt'), file]),
    ).toContain(': OK');
    const names = await opensslDoes(['x509', '-in', file, '-noout', '-ext', 'subjectAltName']);
    expect(names).toMatch(
      /DNS:n\.lan, othername: commonName::n\.node\.cluster, othername: commonName::/,
    );
  });
});

it('leaves an archive alone that is there, before a key is made', async () => {
  const before = statSync(at('a.zip')).mtimeMs;
  const args = ['cert', 'batch', at('list'), '--ca', at('ca'), '--archive', at('a.zip')];
  const { exitCode, stderr } = await runHere(args);
  expect(exitCode).toBe(5);
  expect(stderr).toMatch(/a\.zip" exists already/);
  expect(statSync(at('a.zip')).mtimeMs).toBe(before);
});

it.each([
  ['another ending', ['--archive', 'a.rar'], /neither in \.zip nor in \.tar\.gz/],
  ['no name', ['--archive', '.zip'], /neither in/],
  ['a folder beside', ['--archive', 'a.zip', '--out', 'x'], /exclude each other/],
  ['a period', ['--archive', 'a.zip', '--within', '3'], /exclude each other/],
])('refuses %s', async (_, flags, says) => {
  const { exitCode, stderr } = await runHere(['cert', 'batch', at('list'), ...flags]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(says);
});
