// What is thrown anywhere becomes one of our failures, with the exit code of its kind.
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../src/cli/exit-codes.js';
import { failureOf } from '../../src/cli/failure-of.js';
import { TlsmithError } from '../../src/errors.js';

const systemError = (facts: Partial<NodeJS.ErrnoException>) =>
  Object.assign(new Error('as the system says it'), facts);

describe('failureOf', () => {
  it.each([
    ['no handle for a file', { code: 'EMFILE', syscall: 'open' }, 5, /too many files are open/],
    ['no handle in the system', { code: 'ENFILE', syscall: 'open' }, 5, /too many files are open/],
    [
      'no working folder',
      { code: 'ENOENT', syscall: 'uv_cwd' },
      3,
      /working folder does not exist/,
    ],
    ['no memory', { code: 'ENOMEM', syscall: 'mmap' }, 5, /no memory left/],
    ['anything else', { code: 'EWHATEVER' }, 70, /a bug of tlsmith/],
  ])('%s', (_, facts, exitCode, says) => {
    const failure = failureOf(systemError(facts));
    expect(failure.sentence).toMatch(says);
    expect(failure.sentence).not.toContain('as the system says it');
    expect(EXIT_CODES[failure.code]).toBe(exitCode);
  });

  it.each([[undefined], [null], ['text'], [{}]])('what is no error is a bug: %j', (thrown) => {
    expect(failureOf(thrown).code).toBe('bug');
  });

  it('leaves our own as they are', () => {
    const own = new TlsmithError('input-absent', 'x');
    expect(failureOf(own)).toBe(own);
  });
});
