// How a stack version is typed, which are known, and where a range ends.
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import {
  KNOWN_STACK_VERSIONS,
  NEWEST_STACK_VERSION,
  OLDEST_STACK_VERSION,
  compareStackVersions,
  formatStackVersion,
  isWithin,
  parseStackVersion,
} from '../../src/targets/stack-version.js';

describe('parseStackVersion', () => {
  it.each([
    ['7', '7.17'],
    ['7.x', '7.17'],
    ['7.17', '7.17'],
    ['7.17.29', '7.17'],
    ['8', '8.19'],
    ['8.x', '8.19'],
    ['8.0', '8.0'],
    ['8.7', '8.7'],
    ['8.12.3', '8.12'],
    ['9', '9.5'],
    ['9.5.2', '9.5'],
  ])('%s is %s, without a warning', (text, expected) => {
    const { version, warning } = parseStackVersion(text);
    expect(formatStackVersion(version)).toBe(expected);
    expect(warning).toBeUndefined();
  });

  it.each([
    ['7.18', '7.17'],
    ['8.20', '8.19'],
    ['8.20.1', '8.19'],
    ['9.17', '9.5'],
  ])('%s is newer than known, counts as %s and says so', (text, expected) => {
    const { version, warning } = parseStackVersion(text);
    expect(formatStackVersion(version)).toBe(expected);
    expect(warning).toContain(expected);
  });

  it.each([
    ...['6', '6.8', '7.0', '7.16', '7.16.3', '10', '10.0', '99'],
    ...[
      '',
      'x',
      'v8',
      '8.',
      '8.x.1',
      '08',
      '8.01',
      '8.1.x',
      ' 8',
      '8 ',
      '8\n',
      '-8',
      '8,1',
      'latest',
      '٨',
    ],
  ])('%j is refused', (text) => {
    expect(() => parseStackVersion(text)).toThrow(
      expect.objectContaining({ code: 'version-unknown' }),
    );
  });

  it('names a refused value escaped and cut at 100 characters', () => {
    const refusal = catchError(() => parseStackVersion(`9\u202e\n${'x'.repeat(500)}`));
    expect(refusal.sentence).toContain(`"9\\u{202e}\\u{a}${'x'.repeat(86)}…"`);
  });
});

function catchError(run: () => unknown): TlsmithError {
  try {
    run();
  } catch (error) {
    if (error instanceof TlsmithError) return error;
  }
  throw new Error('nothing was thrown');
}

describe('known versions', () => {
  it('are 7.17, 8.0 to 8.19 and 9.0 to 9.5, oldest first', () => {
    expect(KNOWN_STACK_VERSIONS).toHaveLength(1 + 20 + 6);
    expect([...KNOWN_STACK_VERSIONS].sort(compareStackVersions)).toEqual(KNOWN_STACK_VERSIONS);
    expect(KNOWN_STACK_VERSIONS.at(0)).toEqual(OLDEST_STACK_VERSION);
    expect(KNOWN_STACK_VERSIONS.at(-1)).toEqual(NEWEST_STACK_VERSION);
  });
});

describe('isWithin', () => {
  it.each([
    ['8.8', {}, true],
    ['8.8', { from: '8.8' }, true],
    ['8.7', { from: '8.8' }, false],
    ['8.10', { from: '8.8' }, true],
    ['8.7', { to: '8.7' }, true],
    ['8.10', { to: '8.7' }, false],
    ['9.0', { to: '8.19' }, false],
    ['7.17', { to: '8.2' }, true],
    ['8.5', { from: '8.3', to: '8.7' }, true],
  ])('%s in %j: %s', (text, range, expected) => {
    expect(isWithin(parseStackVersion(text).version, range)).toBe(expected);
  });
});
