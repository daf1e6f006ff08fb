// Proves that help, version and refused calls load none of the heavy libraries: start-up stays quick.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { PACKAGE_ROOT, PROGRAM, runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const HEAVY = [
  '@peculiar/x509',
  'asn1js',
  'pkijs',
  'inquirer',
  '@inquirer/',
  'yaml',
  'mustache',
  'reflect-metadata',
  'valibot',
  'fast-string',
];

interface Metafile {
  outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
}

const temporary = temporaryFolder();
const register = join(temporary, 'register.mjs');
let inputsOf: Map<string, string[]>;

beforeAll(async () => {
  // Notes each ES module that is loaded, and each CommonJS one.
  await writeFile(
    join(temporary, 'hooks.mjs'),
    `import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  appendFileSync(process.env.LOADED_FILES, url + '\\n');
  return next(url, context);
}
`,
  );
  await writeFile(
    register,
    `import { appendFileSync } from 'node:fs';
import module from 'node:module';
import { pathToFileURL } from 'node:url';
module.register('./hooks.mjs', import.meta.url);
const load = module.prototype.load;
module.prototype.load = function (filename) {
  appendFileSync(process.env.LOADED_FILES, pathToFileURL(filename) + '\\n');
  return load.call(this, filename);
};
`,
  );
  const meta = JSON.parse(await readFile(join(PACKAGE_ROOT, 'dist/meta.json'), 'utf8')) as Metafile;
  inputsOf = new Map(
    Object.entries(meta.outputs).map(([output, { inputs }]) => [
      output,
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
  ['kit --frobnicate', 2],
  ['kit --port 0', 2],
])('loads no heavy library for: tlsmith %s', async (line, exitCode) => {
  const run = await sourcesLoadedBy(line.split(' ').filter(Boolean));
  expect(run.exitCode).toBe(exitCode);
  expect(run.sources).toContain('src/cli/main.ts');
  expect(run.sources.filter(isHeavy)).toEqual([]);
});

it('sees the libraries that a real run loads, so that the tests above can fail', async () => {
  const { sources, exitCode } = await sourcesLoadedBy(['ca', 'create', '--dry-run']);
  expect(exitCode).toBe(0);
  expect(sources.filter(isHeavy).join(' ')).toMatch(/@peculiar\/x509/);
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

it('has every heavy library that is installed in some chunk, under the name that is looked for', () => {
  const all = [...inputsOf.values()].flat();
  for (const name of ['@peculiar/x509', 'asn1js', 'mustache', 'reflect-metadata', 'valibot']) {
    expect(all.some((source) => source.includes(`node_modules/${name}`))).toBe(true);
  }
});

function isHeavy(source: string): boolean {
  return HEAVY.some((name) => source.includes(`node_modules/${name}`));
}

/** The source files, ours and those of libraries, whose code was loaded. */
async function sourcesLoadedBy(args: readonly string[]) {
  const log = join(temporary, `${args.join('_').replaceAll('/', '_')}.loaded`);
  await writeFile(log, '');
  const { exitCode } = await runProgram(
    process.execPath,
    ['--import', pathToFileURL(register).href, PROGRAM, ...args],
    { cwd: temporary, env: { LOADED_FILES: log } },
  );
  const files = (await readFile(log, 'utf8'))
    .split('\n')
    .filter((url) => url.startsWith('file:'))
    .map((url) => relative(PACKAGE_ROOT, fileURLToPath(url)));
  return { exitCode, sources: files.flatMap((file) => inputsOf.get(file) ?? [file]) };
}
