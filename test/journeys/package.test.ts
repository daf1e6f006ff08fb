// The package as people get it: packed, installed without anything else, run by somebody who can only read it.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOBODY, isRoot } from '../support/program-of-somebody.js';
import { PACKAGE_ROOT, runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const base = temporaryFolder();
const prefix = join(base, 'prefix');
const installed = join(prefix, 'lib/node_modules/tlsmith');
const env = { npm_config_cache: join(base, 'cache'), npm_config_offline: 'true' };
const npm = (...args: string[]) => runProgram('npm', args, { cwd: base, env });
let file: string;

beforeAll(async () => {
  // Not by npm's own scripts: they would build the program anew, under the feet of other tests.
  await runProgram(process.execPath, [join(PACKAGE_ROOT, 'scripts/types.js')]);
  const packing = ['pack', PACKAGE_ROOT, '--ignore-scripts', '--json', '--pack-destination', base];
  const [packed] = JSON.parse((await npm(...packing)).stdout) as [{ filename: string }];
  file = join(base, packed.filename);
  const { exitCode, stderr } = await npm('install', '--global', '--prefix', prefix, file);
  expect([exitCode, stderr]).toEqual([0, '']);
  chmodSync(base, 0o755);
});

const README_COMMAND = [
  ...['kit', 'heartbeat', 'logstash'],
  ...['--host', 'logs.mycompany.com', '--host', '10.0.0.5'],
];

/** Each file with the digest of what it holds. */
function octetsBelow(folder: string, part: string): [name: string, sha256: string][] {
  const digestOf = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  if (statSync(join(folder, part)).isFile()) return [[part, digestOf(part)]];
  return readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort()
    .map((name) => [name, digestOf(name)]);
}

describe('the packed file', () => {
  it('weighs less than 1.5 MB', () => {
    expect(statSync(file).size).toBeLessThan(1_500_000);
  });

  it('holds the program that stands here, octet for octet', () => {
    for (const part of [
      'bin',
      'dist',
      'docs',
      'templates',
      'oclif.manifest.json',
      'package.json',
    ]) {
      const [ours, theirs] = [octetsBelow(PACKAGE_ROOT, part), octetsBelow(installed, part)];
      const isForBuilding = (name: string) => ['bin/dev.mjs', 'dist/meta.json'].includes(name);
      expect(theirs, part).toEqual(ours.filter(([name]) => !isForBuilding(name)));
    }
  });

  it('needs no other package, and runs nothing when it is installed', () => {
    const { dependencies, optionalDependencies, peerDependencies, scripts } = JSON.parse(
      readFileSync(join(installed, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string> | undefined>;
    expect([dependencies, optionalDependencies, peerDependencies]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) {
      expect(scripts).not.toHaveProperty(name);
    }
  });

  it('makes a proven kit for somebody who can only read it', async () => {
    const folder = join(base, 'work');
    mkdirSync(folder, { mode: 0o777 });
    chmodSync(folder, 0o777);
    const { exitCode, stderr } = await runProgram(join(prefix, 'bin/tlsmith'), README_COMMAND, {
      cwd: folder,
      env: { HOME: '/nonexistent' },
      ...(isRoot && { uid: NOBODY, gid: NOBODY }),
    });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('proved: heartbeat to 10.0.0.5');
    expect(statSync(join(folder, 'tlsmith-kit/README.md')).isFile()).toBe(true);
  });

  it('runs by npx', async () => {
    const { exitCode } = await npm(
      'exec',
      '--yes',
      '--package',
      file,
      '--',
      'tlsmith',
      ...README_COMMAND,
    );
    expect(exitCode).toBe(0);
    expect(statSync(join(base, 'tlsmith-kit/README.md')).isFile()).toBe(true);
  });

  it('is a library whose types need no other package', async () => {
    const folder = join(base, 'consumer');
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    const program = `import { createCa } from 'tlsmith';
const { certificate }: { certificate: string } = await createCa();
console.log(certificate.split('\\n')[0]);
`;
    writeFileSync(join(folder, 'use.mts'), program);
    writeFileSync(join(folder, 'package.json'), '{"dependencies":{}}');
    const { exitCode: linked } = await runProgram('ln', [
      '-s',
      installed,
      join(folder, 'node_modules/tlsmith'),
    ]);
    expect(linked).toBe(0);
    // `console` without the types of Node, which are a package.
    const compile = [
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023,dom',
      '--strict',
    ];
    const tsc = join(PACKAGE_ROOT, 'node_modules/typescript/bin/tsc');
    const compiled = await runProgram(process.execPath, [tsc, ...compile, 'use.mts'], {
      cwd: folder,
    });
    expect(compiled.stdout).toBe('');
    const { stdout } = await runProgram(process.execPath, [join(folder, 'use.mjs')]);
    expect(stdout).toBe('-----BEGIN CERTIFICATE-----\n');
  });
});

describe('what it holds of others', () => {
  const packages = () =>
    (
      JSON.parse(readFileSync(join(installed, 'sbom.cdx.json'), 'utf8')) as {
        components: { group?: string; name: string; version: string; licenses: object[] }[];
      }
    ).components.map(({ group, name, version }) => [group ? `${group}/${name}` : name, version]);

  it('is named in a bill of materials, each in the version that is installed here', () => {
    const versions = packages().map(([name]) => {
      const path = join(PACKAGE_ROOT, 'node_modules', name as string, 'package.json');
      return [name, (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version];
    });
    expect(packages().map(([name]) => name)).toEqual(
      expect.arrayContaining([
        '@oclif/core',
        '@peculiar/x509',
        'asn1js',
        'inquirer',
        'pkijs',
        'yaml',
      ]),
    );
    // Of some packages two versions are in: the one at the top is the one that is compared.
    for (const entry of versions) expect(packages()).toContainEqual(entry);
  });

  it('is shipped with its licence', () => {
    const text = readFileSync(join(installed, 'THIRD-PARTY.txt'), 'utf8');
    for (const [name, version] of packages()) expect(text).toContain(`\n${name} ${version} (`);
  });
});
