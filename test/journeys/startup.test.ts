// Proves that help, version and refused calls load none of the heavy libraries: start-up stays quick.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { PACKAGE_ROOT, PROGRAM_ROOT, runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** What reads, makes and keeps certificates, or talks; no refusal needs any of it. And what only the framework's start would. */
const HEAVY = [
  ...[
    '@peculiar/x509',
    'asn1js',
    'pkijs',
    'reflect-metadata',
    'tsyringe',
    'inquirer',
    '@inquirer/',
  ],
  ...['yaml', 'valibot', 'csv-parse', 'tar-stream', 'yazl'],
  ...['semver', 'minimatch', 'picomatch', 'cli-spinners'],
];
const LAYOUT = ['mustache', 'fast-string'];

interface Metafile {
  outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
}

const temporary = temporaryFolder();
const runner = join(temporary, 'run.cjs');
let inputsOf: Map<string, string[]>;

beforeAll(async () => {
  // Runs the program, and tells which of its chunks and files have run.
  await writeFile(
    runner,
    `const { writeFileSync } = require('node:fs');
const { linked, run } = require(${JSON.stringify(join(PROGRAM_ROOT, 'dist/program.cjs'))});
process.on('exit', () => {
  writeFileSync(process.env.LINKED, [...Object.keys(linked), ...Object.keys(require.cache)].join('\\n'));
});
run(process.argv.slice(2), ${JSON.stringify(PROGRAM_ROOT)});
`,
  );
  const meta = JSON.parse(await readFile(join(PACKAGE_ROOT, 'dist/meta.json'), 'utf8')) as Metafile;
  inputsOf = new Map(
    Object.entries(meta.outputs)
      .filter(([output]) => /^dist\/(program|packages)\//.test(output))
      .map(([output, { inputs }]) => [
        basename(output),
        Object.keys(inputs).filter((input) => (inputs[input]?.bytesInOutput ?? 0) > 0),
      ]),
  );
});

it.concurrent.each([
  ['--version', 0],
  ['--help', 0],
  ['-h', 0],
  ['', 0],
  ['ca --help', 0],
  ['ca create --help', 0],
  ['cert issue --help', 0],
  ['kit --help', 0],
  ['config show --help', 0],
  ['frobnicate', 2],
  ['frobnicate --json', 2],
  ['cert frobnicate', 2],
  ['cert issue', 2],
  ['cert issue x --frobnicate', 2],
  ['cert issue x --san', 2],
  ['cert issue x --days 0', 2],
  ['cert issue x --san a..b', 2],
  ['cert issue x y', 2],
  ['cert issue x -out y', 2],
  ['cert issue x --ca a --ca-cert b', 2],
  ['cert issue x --out -', 2],
  ['ca create --path-length many', 2],
  ['cert list --help', 0],
  ['cert list --state gone', 2],
  ['cert show 12', 2],
  ['kit --frobnicate', 2],
  ['kit --port 0', 2],
])('loads no heavy library for: tlsmith %s', async (line, exitCode) => {
  const run = await sourcesLoadedBy(line.split(' ').filter(Boolean));
  expect(run.exitCode).toBe(exitCode);
  expect(run.sources).toContain('src/cli/main.ts');
  expect(run.sources.filter(isOneOf([...HEAVY, ...LAYOUT]))).toEqual([]);
});

it.each([
  'ca create --out ca',
  'cert issue es01 --ca ca --profile server --san es01.lan',
  'cert list --ca ca',
  'inspect es01/es01.crt',
  'verify es01/es01.crt --ca ca',
  'kit heartbeat logstash --host logs.lan --no-handshake',
  'config show logstash',
])('needs no library for certificates: tlsmith %s', async (line) => {
  const run = await sourcesLoadedBy(line.split(' '));
  expect(run.exitCode).toBe(0);
  expect(run.sources.filter(isOneOf(HEAVY))).toEqual([]);
});

it('sees the libraries that a real run loads, so that the tests above can fail', async () => {
  const request = ['cert', 'request', 'x', '--profile', 'server', '--san', 'x.lan', '--dry-run'];
  const { sources, exitCode } = await sourcesLoadedBy(request);
  expect(exitCode).toBe(0);
  expect(sources.filter(isOneOf(HEAVY)).join(' ')).toMatch(/@peculiar\/x509/);
});

it('judges only templates of somebody else, and loads what judges them only then', async () => {
  const loadsJudge = async (args: readonly string[]) => {
    const { sources, exitCode } = await sourcesLoadedBy(args);
    expect(exitCode).toBe(0);
    return sources.some((source) => source.includes('node_modules/valibot'));
  };
  expect(await loadsJudge(['config', 'list'])).toBe(false);
  expect(await loadsJudge(['config', 'show', 'redis', '--dry-run'])).toBe(false);
  const own = join(temporary, 'own');
  await cp(join(PACKAGE_ROOT, 'templates/redis'), join(own, 'redis'), { recursive: true });
  expect(await loadsJudge(['config', 'list', '--templates', own])).toBe(true);
});

it('has every heavy library in some file, under the name that is looked for', () => {
  const all = [...inputsOf.values()].flat();
  for (const name of [...HEAVY, ...LAYOUT]) {
    expect(all.some((source) => source.includes(`node_modules/${name}`))).toBe(true);
  }
});

function isOneOf(packages: readonly string[]) {
  return (source: string) => packages.some((name) => source.includes(`node_modules/${name}`));
}

/** The source files, ours and those of libraries, whose code was loaded. */
async function sourcesLoadedBy(args: readonly string[]) {
  const log = join(temporary, `${args.join('_').replaceAll('/', '_')}.linked`);
  const { exitCode } = await runProgram(process.execPath, [runner, ...args], {
    cwd: temporary,
    env: { LINKED: log },
  });
  const chunks = (await readFile(log, 'utf8')).split('\n');
  return { exitCode, sources: chunks.flatMap((chunk) => inputsOf.get(basename(chunk)) ?? []) };
}
