// Proves what is written and how: exact modes, whole folders, no link written through, nothing left by a run that fails.
import {
  cp,
  link,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileTree, modeOfPath, pathsBelow } from '../support/file-tree.js';
import { findOnPath, itNeeding } from '../support/peer.js';
import { PROGRAM, runProgram } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const temporary = temporaryFolder();
const ca = join(temporary, 'ca');
const issuingCa = join(temporary, 'issuing-ca');
const issueTo = (out: string, issuer: string, ...more: string[]) => {
  const call = ['cert', 'issue', 'x', '--profile', 'server', '--san', 'a.example'];
  return [...call, '--ca', issuer, '--out', out, ...more];
};
const issue = (...more: string[]) => issueTo('out', ca, ...more);
const KIT = ['kit', 'heartbeat', 'logstash', '--host', 'a.example', '--no-handshake'];

beforeAll(async () => {
  await succeed(['ca', 'create', '--out', ca], temporary);
  await succeed(['ca', 'create', '--out', issuingCa, '--issuer', ca], temporary);
});

describe.each(['000', '022', '077'])('modes under umask %s', (umask) => {
  it('are exact for a CA, a host and a kit', async () => {
    const cwd = await newFolder(`umask-${umask}`);
    await under(umask, ['ca', 'create', '--out', 'ca'], cwd);
    await under(umask, issue('--generate-password'), cwd);
    await under(umask, [...KIT, '--out', 'kit'], cwd);
    const modes = Object.fromEntries(
      await Promise.all(
        (await readdir(cwd, { recursive: true })).map(
          async (path) => [path, await modeOfPath(join(cwd, path))] as const,
        ),
      ),
    );
    expect(modes).toEqual({
      ca: '0700',
      'ca/ca.crt': '0644',
      'ca/ca.key': '0600',
      'ca/ledger.jsonl': '0600',
      out: '0700',
      'out/ca.crt': '0644',
      'out/x.crt': '0644',
      'out/x.key': '0600',
      'out/secrets.env': '0600',
      kit: '0700',
      'kit/README.md': '0644',
      'kit/ca': '0700',
      'kit/ca/ca.crt': '0644',
      'kit/ca/ca.key': '0600',
      'kit/ca/ledger.jsonl': '0600',
      'kit/heartbeat': '0700',
      'kit/heartbeat/ca.crt': '0644',
      'kit/heartbeat/heartbeat.crt': '0644',
      'kit/heartbeat/heartbeat.key': '0600',
      'kit/heartbeat/heartbeat.yml': '0644',
      'kit/logstash': '0700',
      'kit/logstash/ca.crt': '0644',
      'kit/logstash/logstash.conf': '0644',
      'kit/logstash/logstash.crt': '0644',
      'kit/logstash/logstash.key': '0600',
    });
  });
});

describe('in a git work tree', () => {
  it.each([
    ['ca create', ['ca', 'create', '--out', 'secret']],
    ['cert issue', issueTo('secret', ca)],
    ['kit', [...KIT, '--out', 'secret']],
  ])('%s keeps its new folder out of commits, and says so', async (name, args) => {
    const cwd = await newFolder(`git-${name.replace(' ', '-')}`);
    await mkdir(join(cwd, '.git'));
    await mkdir(join(cwd, 'deep'));
    const { document, exitCode } = await runHereJson<Written>(args, { cwd: join(cwd, 'deep') });
    expect(exitCode).toBe(0);
    expect(await readFile(join(cwd, 'deep/secret/.gitignore'), 'utf8')).toBe('*\n');
    expect(await modeOfPath(join(cwd, 'deep/secret/.gitignore'))).toBe('0644');
    expect(document.files).toContainEqual({
      path: 'secret/.gitignore',
      kind: 'ignore',
      mode: '0644',
    });
    await rm(join(cwd, 'deep/secret'), { recursive: true });
    const { stderr } = await runHere(args, { cwd: join(cwd, 'deep') });
    expect(stderr).toMatch(/git work tree/);
  });

  it('adds no .gitignore outside one', async () => {
    const cwd = await newFolder('no-git');
    await succeed(issue(), cwd);
    expect(await pathsBelow(cwd)).toEqual(['out/', 'out/ca.crt', 'out/x.crt', 'out/x.key']);
  });
});

describe('the content of files', () => {
  it('is the end entity and its intermediates in NAME.crt, the root alone in ca.crt, LF, no BOM', async () => {
    const cwd = await newFolder('content');
    await succeed(issueTo('out', issuingCa), cwd);
    const bytes = await Promise.all(
      ['x.crt', 'x.key', 'ca.crt'].map((name) => readFile(join(cwd, 'out', name))),
    );
    for (const file of bytes) {
      expect(file.includes(0x0d)).toBe(false);
      expect(file.subarray(0, 5).toString()).toBe('-----');
      expect(file.subarray(-6).toString()).toBe('-----\n');
    }
    const [chain, key, anchor] = bytes.map(String) as [string, string, string];
    const [root] = certificatesOf(await readFile(join(ca, 'ca.crt'), 'utf8'));
    const [issuing] = certificatesOf(await readFile(join(issuingCa, 'ca.crt'), 'utf8'));
    expect(certificatesOf(chain).map(({ subject }) => subject)).toEqual(['CN=x', issuing?.subject]);
    expect(certificatesOf(chain)[0]?.verify((issuing as X509Certificate).publicKey)).toBe(true);
    expect(certificatesOf(anchor).map(({ raw }) => raw)).toEqual([root?.raw]);
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END PRIVATE/);
  });

  it('of an intermediate is its own certificate in ca.crt and its issuers in chain.crt, root last', async () => {
    const own = certificatesOf(await readFile(join(issuingCa, 'ca.crt'), 'utf8'));
    const chain = certificatesOf(await readFile(join(issuingCa, 'chain.crt'), 'utf8'));
    const root = certificatesOf(await readFile(join(ca, 'ca.crt'), 'utf8'));
    expect(own).toHaveLength(1);
    expect(chain.map(({ raw }) => raw)).toEqual(root.map(({ raw }) => raw));
    expect(own[0]?.verify((root[0] as X509Certificate).publicKey)).toBe(true);
  });
});

describe('links in the way', () => {
  const bystander = 'do not touch\n';

  /** `cwd/target` beside whatever `place` makes; the run must end with exit 5 and change nothing. */
  async function expectRefused(
    name: string,
    args: string[],
    place: (cwd: string) => Promise<unknown>,
  ) {
    const cwd = await newFolder(name);
    await mkdir(join(cwd, 'target'));
    await writeFile(join(cwd, 'target/file'), bystander);
    await place(cwd);
    const before = await fileTree(cwd);
    const ledger = await readFile(join(ca, 'ledger.jsonl'), 'utf8');
    const { exitCode, stderr, document } = await runHereJson<{ error: { code: string } }>(args, {
      cwd,
    });
    expect(exitCode, stderr).toBe(5);
    expect(await fileTree(cwd)).toEqual(before);
    expect(await readFile(join(ca, 'ledger.jsonl'), 'utf8')).toBe(ledger);
    return document.error.code;
  }

  it.each([
    ['a link to a folder', 'target'],
    ['a dangling link', 'nowhere'],
  ])('--out that is %s is refused, even with --force', async (what, target) => {
    const place = (cwd: string) => symlink(target, join(cwd, 'out'));
    const stem = what.replaceAll(' ', '-');
    expect(await expectRefused(`out-${stem}`, issue(), place)).toBe('output-is-link');
    expect(await expectRefused(`out-force-${stem}`, issue('--force'), place)).toBe(
      'output-is-link',
    );
    const kit = [...KIT, '--out', 'out', '--force'];
    expect(await expectRefused(`kit-${stem}`, kit, place)).toBe('output-is-link');
    const create = ['ca', 'create', '--out', 'out', '--force'];
    expect(await expectRefused(`ca-${stem}`, create, place)).toBe('output-is-link');
  });

  it.each([
    ['a link to a file', '../target/file'],
    ['a dangling link', '../target/nothing'],
  ])('a target file that is %s is refused', async (what, target) => {
    const place = async (cwd: string) => {
      await mkdir(join(cwd, 'out'));
      await symlink(target, join(cwd, 'out/x.key'));
    };
    await expectRefused(`file-${what.replaceAll(' ', '-')}`, issue(), place);
  });

  it.each([
    ['a link to a file', '../target/file'],
    ['a dangling link', '../target/nothing'],
  ])(
    '--force replaces a target file that is %s and leaves what it names alone',
    async (what, target) => {
      const cwd = await newFolder(`force-${what.replaceAll(' ', '-')}`);
      await mkdir(join(cwd, 'out'));
      await mkdir(join(cwd, 'target'));
      await writeFile(join(cwd, 'target/file'), bystander);
      await symlink(target, join(cwd, 'out/x.key'));
      const { exitCode } = await runHere(issue('--force'), { cwd });
      // Refusing is as good as replacing: what counts is that nothing is written through.
      expect([0, 5]).toContain(exitCode);
      expect(await pathsBelow(join(cwd, 'target'))).toEqual(['file']);
      expect(await readFile(join(cwd, 'target/file'), 'utf8')).toBe(bystander);
      if (exitCode === 0) {
        expect(await readFile(join(cwd, 'out/x.key'), 'utf8')).toMatch(/PRIVATE KEY/);
        await expect(readlink(join(cwd, 'out/x.key'))).rejects.toThrow();
        expect(await modeOfPath(join(cwd, 'out/x.key'))).toBe('0600');
      } else {
        expect(await readlink(join(cwd, 'out/x.key'))).toBe(target);
      }
    },
  );

  it('a ca.key that is a link is never written through, even with --force', async () => {
    const place = async (cwd: string) => {
      await mkdir(join(cwd, 'out'));
      await symlink('../target/file', join(cwd, 'out/ca.key'));
    };
    const create = ['ca', 'create', '--out', 'out'];
    expect(await expectRefused('ca-key', create, place)).toBe('ca-in-the-way');
    expect(await expectRefused('ca-key-force', [...create, '--force'], place)).toBe(
      'ca-in-the-way',
    );
  });

  it('a host folder of a kit that is a link is refused, even with --force', async () => {
    const place = async (cwd: string) => {
      await mkdir(join(cwd, 'out'));
      await symlink('../target', join(cwd, 'out/logstash'));
    };
    const kit = [...KIT, '--out', 'out', '--force'];
    expect(await expectRefused('kit-host', kit, place)).toBe('output-is-link');
  });

  it('a ledger that is a link is not written through', async () => {
    const cwd = await newFolder('ledger-link');
    await cp(ca, join(cwd, 'ca'), { recursive: true });
    await rename(join(cwd, 'ca/ledger.jsonl'), join(cwd, 'elsewhere.jsonl'));
    await symlink('../elsewhere.jsonl', join(cwd, 'ca/ledger.jsonl'));
    const before = await fileTree(cwd);
    const { exitCode } = await runHere(issueTo('out', 'ca'), { cwd });
    expect(exitCode).toBe(5);
    expect(await fileTree(cwd)).toEqual(before);
  });

  it("a file that is another name of somebody's file is replaced by --force, not written into", async () => {
    const cwd = await newFolder('hard-link');
    await mkdir(join(cwd, 'out'));
    await writeFile(join(cwd, 'somebody'), bystander);
    await link(join(cwd, 'somebody'), join(cwd, 'out/x.key'));
    await succeed(issue('--force'), cwd);
    expect(await readFile(join(cwd, 'somebody'), 'utf8')).toBe(bystander);
  });

  it('reading through links works, as Kubernetes mounts secrets', async () => {
    const cwd = await newFolder('mounted');
    await cp(ca, join(cwd, '..data'), { recursive: true });
    await mkdir(join(cwd, 'mounted'));
    await symlink('../..data/ca.crt', join(cwd, 'mounted/tls.crt'));
    await symlink('../..data/ca.key', join(cwd, 'mounted/tls.key'));
    await symlink('..data', join(cwd, 'ca-link'));
    const files = ['--ca-cert', 'mounted/tls.crt', '--ca-key', 'mounted/tls.key'];
    const call = ['cert', 'issue', 'x', '--profile', 'client'];
    await succeed([...call, ...files], cwd);
    await succeed([...call, '--ca', 'ca-link', '--out', 'through-folder'], cwd);
    expect(await readdir(join(cwd, 'through-folder'))).toHaveLength(3);
  });
});

describe('--force', () => {
  it('replaces what the command writes and leaves everything else', async () => {
    const cwd = await newFolder('force');
    await succeed(issue(), cwd);
    await writeFile(join(cwd, 'out/notes.txt'), 'mine\n');
    const before = await readFile(join(cwd, 'out/x.key'), 'utf8');
    await succeed(issue('--force'), cwd);
    expect(await readFile(join(cwd, 'out/x.key'), 'utf8')).not.toBe(before);
    expect(await pathsBelow(join(cwd, 'out'))).toEqual(['ca.crt', 'notes.txt', 'x.crt', 'x.key']);
    expect(await modeOfPath(join(cwd, 'out/x.key'))).toBe('0600');
  });

  it('corrects the modes of the files that it replaces', async () => {
    const cwd = await newFolder('force-modes');
    await mkdir(join(cwd, 'out'));
    await writeFile(join(cwd, 'out/x.key'), 'old\n', { mode: 0o666 });
    await succeed(issue('--force'), cwd);
    expect(await modeOfPath(join(cwd, 'out/x.key'))).toBe('0600');
  });

  it('makes a kit anew around a CA that is named, and leaves its key and ledger alone', async () => {
    const cwd = await newFolder('force-kit');
    await succeed([...KIT, '--out', 'kit'], cwd);
    const key = await readFile(join(cwd, 'kit/ca/ca.key'), 'utf8');
    const ledger = await readFile(join(cwd, 'kit/ca/ledger.jsonl'), 'utf8');
    await succeed([...KIT, '--out', 'kit', '--ca', 'kit/ca', '--force'], cwd);
    expect(await readFile(join(cwd, 'kit/ca/ca.key'), 'utf8')).toBe(key);
    expect((await readFile(join(cwd, 'kit/ca/ledger.jsonl'), 'utf8')).startsWith(ledger)).toBe(
      true,
    );
  });
});

describe('secrets.env', () => {
  const host = (out: string) => ['export', 'truststore', '--ca', ca, '--out', out];
  const kit = ['kit', 'logstash-output', 'logstash-input', '--host', 'a.example', '--no-handshake'];

  it('keeps the password of one store when another is written beside it', async () => {
    const cwd = await newFolder('two-stores');
    await succeed([...host('a.p12'), '--generate-password'], cwd);
    await writeFile(join(cwd, 'secrets.env'), `# mine\n${await secretsIn(cwd)}`);
    await succeed([...host('b.p12'), '--generate-password'], cwd);
    const secrets = await secretsIn(cwd);
    expect(secrets).toMatch(
      /^# mine\nA_TRUSTSTORE_PASSWORD=\w{24}\nB_TRUSTSTORE_PASSWORD=\w{24}\n$/,
    );
    for (const name of ['a', 'b'])
      await expectOpens(`${name}.p12`, `${name.toUpperCase()}_TRUSTSTORE_PASSWORD`, secrets, cwd);
  });

  it('of a kit keeps its passwords, whatever is exported into its folder with --force', async () => {
    const cwd = await newFolder('export-into-kit');
    await succeed([...kit, '--store', 'pkcs12', '--out', 'kit'], cwd);
    const folder = join(cwd, 'kit/logstash-input');
    const before = await secretsIn(folder);
    const force = ['--generate-password', '--force'];
    await succeed([...host('extra.p12'), ...force], folder);
    expect(await secretsIn(folder)).toMatch(new RegExp(`^${before}EXTRA_TRUSTSTORE_PASSWORD=`));
    await expectOpens('keystore.p12', 'LOGSTASH_INPUT_KEYSTORE_PASSWORD', before, folder);
  });

  it('keeps the password of a file whose name only looks the same, even with --force', async () => {
    const cwd = await newFolder('same-variable');
    await succeed([...host('a.b.p12'), '--generate-password'], cwd);
    const before = await fileTree(cwd);
    for (const force of [[], ['--force']]) {
      const { exitCode, document, stdout } = await runHereJson<{ error: { code: string } }>(
        [...host('a-b.p12'), '--generate-password', ...force],
        { cwd },
      );
      expect([exitCode, document.error.code]).toEqual([5, 'secret-in-use']);
      expect(stdout).toContain('A_B_TRUSTSTORE_PASSWORD');
      expect(await fileTree(cwd)).toEqual(before);
    }
  });

  it('gets the new password of a file that --force writes over', async () => {
    const cwd = await newFolder('forced-store');
    await succeed([...host('a.p12'), '--generate-password'], cwd);
    const before = await secretsIn(cwd);
    await succeed([...host('a.p12'), '--generate-password', '--force'], cwd);
    const after = await secretsIn(cwd);
    expect(after).not.toBe(before);
    await expectOpens('a.p12', 'A_TRUSTSTORE_PASSWORD', after, cwd);
  });

  const secretsIn = (folder: string) => readFile(join(folder, 'secrets.env'), 'utf8');

  async function expectOpens(store: string, variable: string, secrets: string, cwd: string) {
    const password = new RegExp(`^${variable}=(.*)$`, 'm').exec(secrets)?.[1] ?? '';
    const args = ['inspect', store, '--in-password-env', 'P', '--json'];
    expect((await runHere(args, { cwd, env: { P: password } })).exitCode).toBe(0);
  }
});

describe('a kit that holds a CA of its own', () => {
  it('is not filled by another CA, even with --force: its own would no longer fit', async () => {
    const cwd = await newFolder('kit-of-other-ca');
    await succeed([...KIT, '--out', 'kit'], cwd);
    const before = await fileTree(cwd);
    for (const force of [[], ['--force']]) {
      const { exitCode, stderr } = await runHere([...KIT, '--ca', ca, '--out', 'kit', ...force], {
        cwd,
      });
      expect([exitCode, stderr]).toEqual([5, expect.stringMatching(/kit\/ca\/ca.key.*\n.*move/)]);
      expect(await fileTree(cwd)).toEqual(before);
    }
  });
});

describe('a run that fails late', () => {
  it('takes its own files back when a later one cannot be written', async () => {
    const cwd = await newFolder('late');
    await mkdir(join(cwd, 'out/ca.crt'), { recursive: true });
    await writeFile(join(cwd, 'out/x.crt'), 'old certificate\n');
    const before = await fileTree(cwd);
    const { exitCode } = await runHere(issue('--force'), { cwd });
    expect(exitCode).toBe(5);
    expect(await fileTree(cwd)).toEqual(before);
  });

  it('leaves nothing when a limit of the file size is hit', async () => {
    const cwd = await newFolder('limit');
    const ledger = await readFile(join(ca, 'ledger.jsonl'), 'utf8');
    // `sh` counts in units of 512 bytes: a kit's README is larger than 2,048.
    const { exitCode, stderr } = await shell('ulimit -f 4; exec "$@"', KIT, cwd);
    expect(exitCode, stderr).toBe(5);
    expect(stderr).toMatch(/no space left|limit/);
    expect(await fileTree(cwd)).toEqual([]);
    expect(await readFile(join(ca, 'ledger.jsonl'), 'utf8')).toBe(ledger);
  });

  itNeeding({ root: process.getuid?.() === 0 ? '/' : undefined, mount: findOnPath('mount') })(
    'leaves nothing on a full disk',
    async () => {
      const disk = await newFolder('disk');
      const mount = ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk];
      const mounted = await runProgram('mount', mount);
      if (mounted.exitCode !== 0) {
        // A container may not mount; the limit of the file size above stands in.
        expect(mounted.stderr).toMatch(/permitted|denied/);
        return;
      }
      try {
        await writeFile(join(disk, 'ballast'), Buffer.alloc(52 * 1024));
        const before = await fileTree(disk);
        const { exitCode, document } = await runHereJson<{ error: { code: string } }>(KIT, {
          cwd: disk,
        });
        expect(exitCode).toBe(5);
        expect(document.error.code).toBe('disk-full');
        expect(await fileTree(disk)).toEqual(before);
      } finally {
        await runProgram('umount', [disk]);
      }
    },
  );

  it('writes no certificate that the full ledger could not take', async () => {
    const cwd = await newFolder('full-ledger');
    await cp(ca, join(cwd, 'ca'), { recursive: true });
    await writeFile(join(cwd, 'ca/ledger.jsonl'), `${'{}\n'.repeat(1360)}`);
    const args = issueTo('out', 'ca');
    const { exitCode, stderr } = await shell('ulimit -f 8; exec "$@"', args, cwd);
    expect(exitCode, stderr).toBe(5);
    expect(await readdir(cwd)).toEqual(['ca']);
    const whole = await runHere(args, { cwd });
    expect(whole.exitCode, whole.stderr).toBe(0);
    const certificate = new X509Certificate(await readFile(join(cwd, 'out/x.crt')));
    const fingerprints = (await readFile(join(cwd, 'ca/ledger.jsonl'), 'utf8'))
      .split('\n')
      .flatMap(fingerprintIn);
    expect(fingerprints).toEqual([certificate.fingerprint256.replaceAll(':', '').toLowerCase()]);
  });
});

describe('folders', () => {
  it('fills an empty output folder, and leaves it as it is', async () => {
    const cwd = await newFolder('empty');
    await mkdir(join(cwd, 'out'), { mode: 0o755 });
    await succeed(issue(), cwd);
    expect(await pathsBelow(cwd)).toEqual(['out/', 'out/ca.crt', 'out/x.crt', 'out/x.key']);
    expect(await modeOfPath(join(cwd, 'out'))).toBe('0755');
  });

  it('fills the empty folder in which the person stands', async () => {
    const cwd = await newFolder('here');
    await succeed(issueTo('.', ca), cwd);
    expect(await readdir(cwd)).toEqual(['ca.crt', 'x.crt', 'x.key']);
  });

  it('makes the parents of --out', async () => {
    const cwd = await newFolder('parents');
    await succeed(issueTo('a/b/out', ca), cwd);
    expect(await pathsBelow(join(cwd, 'a'))).toEqual([
      'b/',
      'b/out/',
      'b/out/ca.crt',
      'b/out/x.crt',
      'b/out/x.key',
    ]);
  });

  it('takes back the parents that it has made when it fails', async () => {
    const cwd = await newFolder('parents-failing');
    const args = [...KIT, '--out', 'a/b/kit'];
    expect((await shell('ulimit -f 4; exec "$@"', args, cwd)).exitCode).toBe(5);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('removes the staging of a process that is gone, says so, and leaves that of a living one', async () => {
    const cwd = await newFolder('stale');
    const gone = '.out.tlsmith-4194303-0123456789ab';
    const living = `.out.tlsmith-${process.pid}-0123456789ab`;
    await mkdir(join(cwd, gone));
    await mkdir(join(cwd, living));
    await writeFile(join(cwd, gone, 'x.key'), 'a key\n');
    const { stderr } = await succeed(issue(), cwd);
    expect(stderr).toContain(gone);
    expect(await readdir(cwd)).toEqual([living, 'out']);
  });
});

describe('--dry-run', () => {
  it.each([
    ['ca create', ['ca', 'create', '--out', 'out']],
    ['cert issue', issue()],
    ['kit', [...KIT, '--out', 'out']],
  ])('of %s lists the paths of the real run and writes nothing', async (name, args) => {
    const cwd = await newFolder(`dry-${name.replace(' ', '-')}`);
    const ledger = await readFile(join(ca, 'ledger.jsonl'), 'utf8');
    const dry = await succeed([...args, '--dry-run'], cwd);
    const json = await runHereJson<Written>([...args, '--dry-run'], { cwd });
    expect(await fileTree(cwd)).toEqual([]);
    expect(await readFile(join(ca, 'ledger.jsonl'), 'utf8')).toBe(ledger);
    expect(json.document.dryRun).toBe(true);

    const real = await runHereJson<Written>(args, { cwd });
    expect(real.document.dryRun).toBeUndefined();
    expect(json.document.files).toEqual(real.document.files);
    expect(dry.stdout).toBe(real.document.files.map(({ path }) => `${path}\n`).join(''));
  });

  it('finds what would be in the way', async () => {
    const cwd = await newFolder('dry-in-the-way');
    await succeed(issue(), cwd);
    expect((await runHere(issue('--dry-run'), { cwd })).exitCode).toBe(5);
  });
});

interface Written {
  files: { path: string; kind: string; mode: string }[];
  dryRun?: boolean;
}

function certificatesOf(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

function fingerprintIn(line: string): string[] {
  try {
    const { sha256Fingerprint } = JSON.parse(line) as { sha256Fingerprint?: string };
    return sha256Fingerprint === undefined ? [] : [sha256Fingerprint];
  } catch {
    return [];
  }
}

async function newFolder(name: string): Promise<string> {
  const folder = join(temporary, name);
  await mkdir(folder);
  return folder;
}

async function succeed(args: readonly string[], cwd: string) {
  const result = await runHere(args, { cwd });
  expect(result.exitCode, result.stderr).toBe(0);
  return result;
}

/** A line of shell in which "$@" is the program with its arguments. */
function shell(line: string, args: readonly string[], cwd: string) {
  return runProgram('sh', ['-c', line, 'sh', process.execPath, PROGRAM, ...args], { cwd });
}

async function under(umask: string, args: readonly string[], cwd: string): Promise<void> {
  const { exitCode, stderr } = await shell(`umask ${umask}; exec "$@"`, args, cwd);
  expect(exitCode, stderr).toBe(0);
}
