// Every error code has an exit code and stands in the help topic that scripts' authors read.
import { describe, expect, it } from 'vitest';
import { EXIT_CODES, EXIT_MEANINGS } from '../../src/cli/exit-codes.js';
import { ERROR_CODES } from '../../src/errors.js';
import { runHere, runHereJson } from '../support/run-here.js';

describe('exit codes', () => {
  it.each(ERROR_CODES)('%s has an exit code that is explained', (code) => {
    expect(EXIT_MEANINGS).toHaveProperty(String(EXIT_CODES[code]));
  });

  it('are listed by help exit-codes, with every error code', async () => {
    const { stdout, exitCode } = await runHere(['help', 'exit-codes']);
    expect(exitCode).toBe(0);
    for (const code of ERROR_CODES) expect(stdout).toContain(`\n        ${code}\n`);
  });

  it('are listed as JSON too', async () => {
    const { document } = await runHereJson<{ ok: boolean; exitCodes: Record<string, string[]> }>([
      'help',
      'exit-codes',
    ]);
    expect(document.ok).toBe(true);
    expect(Object.values(document.exitCodes).flat().sort()).toEqual([...ERROR_CODES].sort());
  });
});
