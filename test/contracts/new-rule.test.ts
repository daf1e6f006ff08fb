// `npm run new-rule`, in a copy of the sources: what it writes is formatted, compiles, stands in
// its list, and fails until it is filled in.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { check, resolveConfig } from 'prettier';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// JavaScript, as all scripts are.
import * as script from '../../scripts/new-rule.js';
import { rulesBelow } from '../support/rules.js';
import { PACKAGE_ROOT, runProgram } from '../support/run-cli.js';

const { newRule } = script as {
  newRule(code: string, room: string, root: string): Promise<string[]>;
};

// Inside of the package, where its dependencies are found.
const copy = `${PACKAGE_ROOT}.test-results/new-rule/`;
const ROOMS = ['certificate', 'extension', 'request', 'crl', 'path'];
const codeFor = (room: string) => `odd-${room}`;
const written: string[] = [];

beforeAll(async () => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(`${copy}test/checks`, { recursive: true });
  for (const folder of ['src', 'test/support', 'test/fixtures']) {
    cpSync(`${PACKAGE_ROOT}${folder}`, `${copy}${folder}`, { recursive: true });
  }
  cpSync(`${PACKAGE_ROOT}test/checks/path-fault-rows.ts`, `${copy}test/checks/path-fault-rows.ts`);
  for (const file of ['package.json', 'tsconfig.json']) {
    cpSync(`${PACKAGE_ROOT}${file}`, `${copy}${file}`);
  }
  for (const room of ROOMS) written.push(...(await newRule(codeFor(room), room, copy)));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('what is written', () => {
  it('is one file, one test and one line of a list', () => {
    expect(written.slice(0, 3)).toEqual([
      'src/checks/certificate/odd-certificate.ts',
      'test/checks/certificate/odd-certificate.test.ts',
      'src/checks/certificate/rules.ts',
    ]);
    const lines = (root: string) =>
      readFileSync(`${root}src/checks/certificate/rules.ts`, 'utf8').split('\n');
    const added = lines(copy).filter((line) => !lines(PACKAGE_ROOT).includes(line));
    expect(added).toEqual([
      "import { oddExtension } from '../extension/odd-extension.js';",
      "import { oddCertificate } from './odd-certificate.js';",
      '  oddCertificate,',
      '  oddExtension,',
    ]);
  });

  it('is formatted', async () => {
    for (const file of written) {
      const path = `${PACKAGE_ROOT}${file}`;
      const options = { ...(await resolveConfig(path)), filepath: path };
      expect(await check(readFileSync(`${copy}${file}`, 'utf8'), options), file).toBe(true);
    }
  });

  it('compiles', () => {
    const { config } = ts.readConfigFile(`${copy}tsconfig.json`, ts.sys.readFile) as {
      config: object;
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, copy);
    const paths = written.map((file) => `${copy}${file}`);
    const program = ts.createProgram(paths, options);
    // Of these files only: all others are the same as ever.
    const faults = paths.flatMap((path) => {
      const file = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    });
    expect(program.getSourceFile(paths[0] as string)).toBeDefined();
    expect(faults.map(({ messageText }) => messageText)).toEqual([]);
  });

  it('stands in its list, in the file of its code, and lacks a citation', async () => {
    const { rules, lists } = await rulesBelow(`${copy}src/checks/`);
    const fresh = rules.filter(({ rule }) => rule.code.startsWith('odd-'));
    expect(fresh.map(({ file }) => file)).toEqual(
      ROOMS.map((room) => `${room}/${codeFor(room)}`).sort(),
    );
    const listed = new Set([...lists.values()].flat());
    expect(fresh.filter(({ rule }) => !listed.has(rule))).toEqual([]);
    expect(fresh.map(({ rule }) => rule.citation)).toEqual(ROOMS.map(() => ''));
  });

  it('fails until what is faulty is said', async () => {
    const vitest = `${PACKAGE_ROOT}node_modules/vitest/vitest.mjs`;
    const run = await runProgram(process.execPath, [
      ...[vitest, 'run', '--root', copy, '--reporter=json', '--pool=threads'],
    ]);
    const report = JSON.parse(run.stdout) as {
      testResults: { assertionResults: { title: string; status: string }[] }[];
    };
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const titles = (wanted: string) =>
      results.filter(({ status }) => status === wanted).map(({ title }) => title);
    expect(titles('failed')).toEqual(ROOMS.map(() => 'is found'));
    expect(titles('passed')).toEqual(ROOMS.map(() => 'is not found in its twin'));
  });
});

describe('what is refused', () => {
  it.each([
    ['a code in capitals', 'Odd-Name', 'certificate', /is no code/],
    ['no code', '', 'certificate', /is no code/],
    ['a path', '../odd', 'certificate', /is no code/],
    ['another room', 'odd-name', 'nowhere', /none of certificate, extension/],
    ['a code that exists', 'key-size', 'certificate', /key-size\.ts exists.*another citation/],
    ['one of another room', 'key-identifiers', 'request', /extension\/key-identifiers\.ts exists/],
    ['a name that is taken', 'named-server', 'certificate', /namedServer is taken/],
    ['a word of the language', 'class', 'certificate', /class is taken/],
  ])('%s', async (_, code, room, sentence) => {
    await expect(newRule(code, room, copy)).rejects.toThrow(sentence);
  });

  it('with one line and no stack', async () => {
    const file = `${PACKAGE_ROOT}scripts/new-rule.js`;
    const { exitCode, stdout, stderr } = await runProgram(process.execPath, [file, 'key-size']);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
