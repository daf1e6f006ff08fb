// Scripts that call elasticsearch-certutil, with the program's name replaced; what is refused, with which exit code, and what is left behind.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileTree } from '../support/file-tree.js';
import { describePeer, itNeeding } from '../support/peer.js';
import { PROGRAM, runProgram } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { terminalSession } from '../support/terminal-session.js';
import { SCRIPT, UNZIP } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { zipEntries } from '../support/zip-entries.js';

const folder = temporaryFolder();
const SECRET = 'Canary7f3a91c2e85d46';
/** What a shell would take apart. */
const SHELL = `a$b!c 'd" \`e\` \\f`;

const certutil = (args: readonly string[], cwd: string) => runHere(['certutil', ...args], { cwd });
let count = 0;
const freshFolder = () => {
  const path = `${folder}/${(count += 1)}`;
  mkdirSync(path, { mode: 0o700 });
  return path;
};

beforeAll(async () => {
  expect((await certutil(['ca', '--pem', '--out', 'ca.zip'], folder)).exitCode).toBe(0);
  expect((await certutil(['ca', '--out', 'ca.p12', '--pass', SHELL], folder)).exitCode).toBe(0);
  for (const [name, { bytes }] of zipEntries(`${folder}/ca.zip`)) {
    writeFileSync(`${folder}/${name.replace('/', '-')}`, bytes, { mode: 0o600 });
  }
  writeFileSync(
    `${folder}/instances.yml`,
    'instances:\n  - name: es01\n    dns: [es01, localhost]\n',
  );
  writeFileSync(`${folder}/bad.yml`, '- {name: a, dsn: x}\n');
});

describe('scripts of certutil', () => {
  itNeeding({ unzip: UNZIP })(
    '[exit-0] [flag-silent] [flag-spelling] of docker compose, word for word',
    async () => {
      const cwd = freshFolder();
      const script = `
      set -e
      certutil() { '${process.execPath}' '${PROGRAM}' certutil "$@"; }
      certutil ca --silent --pem -out config/certs/ca.zip
      unzip -q config/certs/ca.zip -d config/certs
      certutil cert --silent --pem -out config/certs/certs.zip --in ../instances.yml \\
        --ca-cert config/certs/ca/ca.crt --ca-key config/certs/ca/ca.key`;
      const { exitCode, stdout, stderr } = await runProgram('sh', ['-c', script], { cwd });
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 0,
        stdout: 'config/certs/ca.zip\nconfig/certs/certs.zip\n',
        stderr: '',
      });
      expect([...zipEntries(`${cwd}/config/certs/certs.zip`).keys()]).toEqual([
        'es01/es01.crt',
        'es01/es01.key',
        'es01/ca.crt',
      ]);
    },
  );

  it('[password-shell] [flag-pass] [flag-ca-pass] with passwords that a shell would take apart', async () => {
    const cwd = freshFolder();
    const { exitCode, stdout, stderr } = await certutil(
      ['-s', 'cert', '-ca', '../ca.p12', '-ca-pass', SHELL, `-pass=${SHELL}`, '-name', 'n'],
      cwd,
    );
    expect([exitCode, stdout]).toEqual([0, 'n.p12\n']);
    expect(stderr.match(/^warning: a password among the arguments/gm)).toHaveLength(1);
    expect(stderr).not.toContain(SHELL);
    const inspected = await runHere(['inspect', 'n.p12', '--in-password-env', 'P', '--short'], {
      cwd,
      env: { P: SHELL },
    });
    expect([inspected.exitCode, inspected.stdout]).toEqual([0, expect.stringMatching(/CN=n/)]);
  });

  it('[password-sources] with passwords from stdin and from variables', async () => {
    const cwd = freshFolder();
    const args = ['cert', '--ca', '../ca.p12', '--ca-password-file', '-', '--password-env', 'P'];
    const { exitCode, stderr } = await runHere(['certutil', ...args, '--dns', 'a'], {
      cwd,
      input: `${SHELL}\n`,
      env: { P: SECRET },
    });
    expect(exitCode).toBe(0);
    expect(stderr).not.toMatch(/warning|Canary/);
  });

  it('as JSON: one document with what lies in the archive', async () => {
    const args = ['certutil', 'csr', '--dns', 'a.lan', '--pass', SECRET];
    const { document, stdout } = await runHereJson(args, { cwd: freshFolder() });
    expect(document).toMatchObject({
      ok: true,
      files: [{ path: 'csr-bundle.zip', kind: 'archive', mode: '0600' }],
      entries: [{ path: 'instance/instance.csr' }, { path: 'instance/instance.key', mode: '0600' }],
      warnings: [expect.stringMatching(/--password-file FILE/)],
    });
    expect(stdout).not.toContain(SECRET);
  });

  it('--dry-run writes nothing', async () => {
    const cwd = freshFolder();
    const { exitCode, stderr } = await certutil(['http', '--dns', 'a', '--dry-run'], cwd);
    expect([exitCode, readdirSync(cwd)]).toEqual([0, []]);
    expect(stderr).toMatch(/dry run: nothing was written/);
  });

  it('[flag-help] the help shows the flags of its mode', async () => {
    for (const flag of ['-h', '--help']) {
      const { exitCode, stdout } = await certutil(['cert', '-pem', flag], folder);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/--keep-ca-key[^]*--self-signed/);
      expect(stdout).not.toMatch(/--ca-days/);
    }
  });
});

describe('what certgen did', () => {
  it('[certgen-ca] [certgen-dn] [certgen-cert] [certgen-csr] [certgen-p12] other modes do', async () => {
    const cwd = freshFolder();
    const run = async (...args: string[]) =>
      expect(await certutil(args, cwd)).toMatchObject({ exitCode: 0 });
    await run('ca', '--ca-dn', 'CN=x,O=y', '--days', '99', '--keysize', '2048', '--out', 'ca.p12');
    writeFileSync(`${cwd}/list.yml`, '- {name: a, dns: a, format: [pem, pkcs12]}\n');
    await run('cert', '--ca', 'ca.p12', '--in', 'list.yml');
    expect([...zipEntries(`${cwd}/certificate-bundle.zip`).keys()]).toEqual([
      ...['a/a.crt', 'a/a.key', 'a/ca.crt', 'a/a.p12'],
    ]);
    await run('csr', '--in', 'list.yml');
    const files = ['--ca-cert', '../ca-ca.crt', '--ca-key', '../ca-ca.key'];
    await run('cert', ...files, '--ca-password-file', 'list.yml', '--pem', '--out', 'b.zip');
  });
});

// Each runs in a folder of its own, which stays as it was.
describe('what is refused', () => {
  it.each<[string, string[], number, RegExp]>([
    ['[exit-64] no CA', ['cert'], 2, /it is not said who signs: --ca FILE/],
    ['[exit-64] a weak key', ['ca', '--keysize', '1024'], 7, /1024 bits is too weak/],
    ['[exit-64] no keyCertSign', ['ca', '--keyusage', 'cRLSign'], 7, /needs keyCertSign/],
    ['an unknown keyUsage', ['ca', '--keyusage', 'sign'], 2, /"sign" is no keyUsage/],
    ['an odd key size', ['csr', '--keysize', '2047'], 7, /too weak/],
    ['a large key', ['csr', '--keysize', '8192'], 2, /possible are 2048, 3072, 4096/],
    ['a bad number', ['ca', '--days', '-1'], 2, /--days needs a value/],
    ['[flag-unknown] an unknown flag', ['ca', '--passphrase', SECRET], 2, /no flag "--passphrase"/],
    ['a mode that there is not', ['certs', '--pem'], 2, /no command "certutil certs"/],
    ['a flag of another mode', ['csr', '--ca', 'x'], 2, /no flag "--ca"/],
    ['[exit-65] a CA of the wrong kind', ['cert', '--ca', '../instances.yml'], 3, /instances\.yml/],
    ['[exit-65] a request as CA', ['cert', '--ca', '../ca-ca.crt'], 3, /ca-ca\.crt/],
    ['[exit-74] a CA that is absent', ['cert', '--ca', 'absent.p12'], 3, /absent\.p12/],
    ['a list that is absent', ['csr', '--in', 'absent.yml'], 3, /absent\.yml/],
    [
      '[exit-74] [out-exists] an output that exists',
      ['ca', '--out', '../ca.p12'],
      5,
      /exists already/,
    ],
    ['[exit-73] a folder that cannot be', ['ca', '--out', '../ca.p12/x/y.p12'], 5, /ca\.p12/],
    [
      '[exit-78] a list with a fault',
      ['cert', '--self-signed', '--in', '../bad.yml'],
      3,
      /line 1: .*"dsn"/,
    ],
    ['[exit-78] a password beyond ASCII', ['ca', `--pass=${SECRET}ä`], 4, /printable ASCII/],
    [
      '[exit-78] a wrong password',
      ['cert', '--ca', '../ca.p12', '--ca-pass', SECRET],
      4,
      /password/,
    ],
    ['[password-none] a password to be asked for', ['ca', '--pass'], 4, /--password-file FILE/],
    ['a CA that is locked', ['cert', '--ca', '../ca.p12'], 4, /--ca-password-file FILE/],
    ['[flag-multiple] nobody to ask', ['cert', '--self-signed', '--multiple'], 2, /--in FILE/],
    ['a name that climbs', ['csr', '--name', '../x'], 2, /"\.\.\/x"/],
    ['a name of dots', ['csr', '--name', '..'], 2, /begins with a dot/],
    ['the name ca', ['csr', '--name', 'ca'], 2, /"ca"/],
    ['a name that is no DN', ['csr', '--name', 'x=y=z,'], 2, /x=y=z/],
    ['a bad address', ['csr', '--ip', 'host'], 2, /"host" is not an IP address/],
    ['[http-hosts] no host', ['http'], 2, /--dns NAMES/],
    ['an unknown version', ['http', '--dns', 'a', '--stack', '6'], 2, /"6"/],
  ])('[out-failure] %s: %j', async (_, args, exit, says) => {
    const cwd = freshFolder();
    const before = await fileTree(folder);
    const { exitCode, stdout, stderr } = await certutil(args, cwd);
    expect({ exitCode, stdout }).toEqual({ exitCode: exit, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain(SECRET);
    expect(await fileTree(folder)).toEqual(before);
  });
});

describePeer('on a terminal', { script: SCRIPT }, () => {
  const SECRET_TWICE = [
    { to: /Password for "my\.p12"/, text: 'geheim' },
    { to: /Once more/, text: 'geheim' },
  ];

  it('[flag-out] [flag-silent] [password-prompt] asks for file and password, also under -s', async () => {
    const cwd = freshFolder();
    const answers = [
      { to: /Output file \[elastic-stack-ca\.p12\]/, text: 'my.p12' },
      ...SECRET_TWICE,
    ];
    const shown = await terminalSession(['certutil', 'ca', '-s'], answers, cwd);
    expect(shown).not.toContain('geheim');
    expect(readdirSync(cwd)).toEqual(['my.p12']);
    const password = ['--in-password-env', 'P', '--short'];
    const inspected = await runHere(['inspect', 'my.p12', ...password], {
      cwd,
      env: { P: 'geheim' },
    });
    expect(inspected.exitCode).toBe(0);
  });

  it('[multiple-loop] [http-hosts] asks for instances, and http for names', async () => {
    const cwd = freshFolder();
    const answers = [
      { to: /Name of the instance/, text: 'es01' },
      { to: /folder and files \[es01\]/, text: '' },
      { to: /IP addresses/, text: '10.0.0.5' },
      { to: /DNS names/, text: 'es01.lan,es01' },
      { to: /One more\?/, text: '' },
    ];
    const call = ['certutil', 'csr', '--multiple', '--out', 'a.zip'];
    await terminalSession(call, answers, cwd);
    expect([...zipEntries(`${cwd}/a.zip`).keys()]).toEqual(['es01/es01.csr', 'es01/es01.key']);
    await terminalSession(
      ['certutil', 'http', '--csr', '--out', 'b.zip'],
      [
        { to: /Host names of Elasticsearch/, text: 'es.lan' },
        { to: /Password for/, text: '' },
      ],
      cwd,
    );
    expect([...zipEntries(`${cwd}/b.zip`).keys()]).toContain('elasticsearch/http-es.lan.key');
  });
});
