// The examples of docs/library.md run as they stand, on the built package, and print what they say that they print.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { PACKAGE_ROOT, runProgram } from '../support/run-cli.js';

const page = readFileSync(`${PACKAGE_ROOT}docs/library.md`, 'utf8');
const examples = [...page.matchAll(/^## (.+)\n+```js\n([^]*?)```/gm)].map(([, title, code]) => ({
  title: title as string,
  code: code as string,
}));

// Inside of the package its own name leads to what it exports.
const folder = `${PACKAGE_ROOT}.test-results/library`;
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(name: string, code: string) {
  const file = `${folder}/${name}`;
  writeFileSync(file, code);
  return runProgram(process.execPath, [file]);
}

describe('docs/library.md', () => {
  it('has an example for each thing', () => {
    expect(examples.length).toBeGreaterThan(3);
  });

  it.each(examples)('$title', async ({ title, code }) => {
    const expected = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => line);
    expect(expected.length).toBeGreaterThan(0);
    const { exitCode, stdout, stderr } = await run(`${title.replaceAll(/\W/g, '-')}.mjs`, code);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n')).toEqual(expected);
  });
});

describe('the package', () => {
  it('can be required', async () => {
    const code = `const { createCa } = require('tlsmith');
createCa().then(({ certificate }) => console.log(certificate.split('\\n')[0]));`;
    const { stdout, exitCode } = await run('required.cjs', code);
    expect([exitCode, stdout]).toEqual([0, '-----BEGIN CERTIFICATE-----\n']);
  });

  it('loads nothing of the command line', () => {
    const { outputs } = JSON.parse(readFileSync(`${PACKAGE_ROOT}dist/meta.json`, 'utf8')) as {
      outputs: Record<string, { inputs: object; imports: { path: string; kind: string }[] }>;
    };
    const seen = new Set<string>();
    const visit = (path: string) => {
      const output = outputs[path];
      if (output === undefined || seen.has(path)) return;
      seen.add(path);
      for (const { path: next, kind } of output.imports) {
        if (kind === 'import-statement') visit(next);
      }
    };
    visit('dist/library.js');
    const files = [...seen].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => /oclif|inquirer|mustache|src\/cli/.test(file))).toEqual([]);
  });
});
