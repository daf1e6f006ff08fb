// Proves how an explanation is laid out: for a person, for a pipe, and where nothing was recognised.
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../../src/app/explain/log.js';
import { CHECK_COMMANDS } from '../../../src/cli/present/check-commands.js';
import { explanationDocument, presentExplanation } from '../../../src/cli/present/explanation.js';
import { MESSAGES } from '../../../src/tls/messages/messages.js';
import { capturedOutput } from '../../support/captured-stream.js';

const EXPLANATION: Explanation = {
  ok: true,
  file: null,
  linesRead: 9,
  lines: [
    {
      ...{ line: 'no cipher', first: 4, count: 2, code: 'c', who: 'Go', cause: 'a cause' },
      ...{ side: 'client', remedy: 'a remedy', check: 'nginx-config' },
    },
  ],
  more: 1,
};

function shown(explanation: Explanation, isTTY: boolean, isQuiet = false) {
  const output = capturedOutput(isTTY, isQuiet);
  presentExplanation(explanationDocument(explanation), output);
  return output.said();
}

describe('an explanation', () => {
  it('is a block for a person', () => {
    expect(shown(EXPLANATION, true).stdout).toMatch(
      /no cipher.*\n {2}line 4, 2 times; Go \(c\)\n {2}cause {3}a cause\n {2}side {4}the client/,
    );
  });

  it('is rows in a pipe, with the command of its check', () => {
    const { stdout, stderr } = shown(EXPLANATION, false);
    expect(stdout).toContain('\ncheck\tnginx -t\n');
    expect(stderr).toBe('not shown: 1 further line of these kinds\n');
  });

  it('is a sentence where nothing was recognised, unless it is to be quiet', () => {
    const nothing = { ...EXPLANATION, ok: false, lines: [], more: 0 };
    expect(shown(nothing, false)).toEqual({
      stdout: '',
      stderr: 'nothing recognised in 9 lines\n',
    });
    expect(shown(nothing, false, true).stderr).toBe('');
  });
});

it('has a command for each check, and a check for each command', () => {
  const used = new Set(MESSAGES.map(({ check }) => check));
  expect(Object.keys(CHECK_COMMANDS).sort()).toEqual([...used].sort());
});
