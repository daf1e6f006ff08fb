// Every error code has the exit code of its kind, and stands in the help topic.
import { describe, expect, it } from 'vitest';
import { EXIT_CODES, EXIT_MEANINGS } from '../../src/cli/exit-codes.js';
import { exitCodeTopic } from '../../src/cli/present/exit-codes.js';
import { ERROR_CODES } from '../../src/errors.js';

describe('exit codes', () => {
  it.each(ERROR_CODES)('%s has one with a meaning', (code) => {
    expect(Object.keys(EXIT_MEANINGS)).toContain(String(EXIT_CODES[code]));
  });

  it('exist for no code that is not listed', () => {
    expect(Object.keys(EXIT_CODES).sort()).toEqual([...ERROR_CODES].sort());
  });

  it('are those of the contract', () => {
    expect(Object.keys(EXIT_MEANINGS).map(Number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 70, 130]);
  });

  it.each([
    [/^(command|flag|argument|target|pair|version)-/, 2],
    [/^(input-(absent|unreadable|too-large|malformed|wrong-kind|limit)|template-invalid)$/, 3],
    [/^password-/, 4],
    [/^(output-|disk-full$|ca-in-the-way$)/, 5],
    [/^loopback-/, 6],
    [/^(issuer-|outlives-|key-|consumer-|roles-|certificate-faulty)/, 7],
    [/^bug$/, 70],
    [/^cancelled$/, 130],
  ])('of the kind %s are %i', (kind, expected) => {
    const codes = ERROR_CODES.filter((code) => kind.test(code));
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => EXIT_CODES[code] !== expected)).toEqual([]);
  });
});

describe('the help topic', () => {
  it('lists every code below its exit code, once', () => {
    const { text, exitCodes } = exitCodeTopic();
    for (const code of ERROR_CODES) {
      expect(text.split('\n').filter((line) => line.trim() === code)).toHaveLength(1);
      expect(exitCodes[String(EXIT_CODES[code])]).toContain(code);
    }
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toMatch(/\u001b/);
  });
});
