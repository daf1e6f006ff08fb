// Help in its two forms: --json changes how it is answered, never whether, and never the exit code.
import { expect, it } from 'vitest';
import { runHere, runHereJson } from '../support/run-here.js';

it.each([
  ['--help', 0],
  ['-h', 0],
  ['cert --help', 0],
  ['cert issue --help', 0],
  ['help', 0],
  ['help cert', 0],
  ['help cert issue', 0],
  ['--version', 0],
  ['--version --help', 0],
  ['-q --version', 0],
  ['cert nosuch --help', 2],
  ['help cert nosuch', 2],
  ['nosuch --help', 2],
  ['-json --help', 2],
  ['-help', 2],
  ['-version', 2],
])('tlsmith %s', async (line, exitCode) => {
  const words = line.split(' ');
  const [text, { document, ...inJson }] = [await runHere(words), await runHereJson(words)];
  expect([text.exitCode, inJson.exitCode]).toEqual([exitCode, exitCode]);
  expect(document.ok).toBe(exitCode === 0);
  const { help } = document as { help?: string };
  if (help !== undefined) expect(help.trim()).toBe(text.stdout.trim());
});

it.each(['-help', '-version', '-json'])('names the form with two dashes of %s', async (word) => {
  expect((await runHere([word])).stderr).toContain(`write -${word}`);
});

it('says of an empty word what it says without --help', async () => {
  const { document } = await runHereJson(['inspect', '', '--help']);
  expect(document).toMatchObject({ ok: false, error: { code: 'argument-missing' } });
});
