// Passwords: which ones every reader takes, and how new ones are picked.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkPassword,
  checkPasswordForSecretsFile,
  generatePassword,
} from '../../../src/formats/keys/password.js';
import { systemRandom } from '../../../src/io/system-random.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { scriptedRandom, seededRandom } from '../../support/seeded-random.js';

describe('generatePassword', () => {
  it('is a letter, then letters and digits, 24 in all', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(generatePassword(seededRandom(seed))).toMatch(/^[A-Za-z][A-Za-z0-9]{23}$/);
      }),
    );
  });

  it('is taken by secrets.env and differs each time', () => {
    const passwords = Array.from({ length: 50 }, () => generatePassword(systemRandom));
    for (const password of passwords) checkPasswordForSecretsFile(password);
    expect(new Set(passwords).size).toBe(50);
  });

  const allOctets = Array.from({ length: 256 }, (_, octet) => octet);

  it('picks each letter equally often for the first place', () => {
    const counts = new Map<string, number>();
    // Octets that are thrown away need a next one: each octet in turn, then zeros.
    for (const octet of allOctets) {
      const used: number[] = [];
      const script = (function* () {
        for (const value of [octet, ...new Array<number>(40).fill(0)]) {
          used.push(value);
          yield value;
        }
      })();
      const password = generatePassword(scriptedRandom(script));
      const isThrownAway = used.length > 24;
      if (!isThrownAway) counts.set(password.charAt(0), (counts.get(password.charAt(0)) ?? 0) + 1);
    }
    expect(counts.size).toBe(52);
    expect(new Set(counts.values()).size).toBe(1);
  });

  it('picks each letter and digit equally often for the other places', () => {
    const counts = new Map<string, number>();
    for (const octet of allOctets) {
      const used: number[] = [];
      const script = (function* () {
        for (const value of [0, octet, ...new Array<number>(40).fill(0)]) {
          used.push(value);
          yield value;
        }
      })();
      const password = generatePassword(scriptedRandom(script));
      if (used.length === 24)
        counts.set(password.charAt(1), (counts.get(password.charAt(1)) ?? 0) + 1);
    }
    expect(counts.size).toBe(62);
    expect(new Set(counts.values()).size).toBe(1);
  });
});

describe('checkPassword', () => {
  it.each(['a', 'with blanks inside', ' ', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', 'x'.repeat(200)])(
    'takes %j',
    (password) => {
      expect(() => checkPassword(password)).not.toThrow();
    },
  );

  it.each([
    ['an empty one', ''],
    ['one of 201 characters', 'x'.repeat(201)],
    ['an umlaut', 'p\u00e4ss'],
    ['an emoji', 'pass\u{1f600}'],
    ['a tab', 'pa\tss'],
    ['a line end', 'pass\n'],
    ['a line end inside', 'pa\nss'],
    ['a zero octet', 'pa\u0000ss'],
    ['DEL', 'pass\u007f'],
    ['a byte order mark', '\ufeffpass'],
  ])('refuses %s and does not repeat it', async (_, password) => {
    const error = await refusalOf(() => checkPassword(password));
    expect(error.code).toBe('password-unusable');
    expect(error.details).toEqual({});
    if (password !== '') expect(error.sentence).not.toContain(password);
  });
});

describe('checkPasswordForSecretsFile', () => {
  it.each(['a', 'Abc123', 'Z9'])('takes %j', (password) => {
    expect(() => checkPasswordForSecretsFile(password)).not.toThrow();
  });

  it.each(['', '1abc', 'a-b', 'a b', 'a$b', 'a"b', "a'b", 'a\\b', 'a#b', 'a\n', 'a\u00e4'])(
    'refuses %j',
    async (password) => {
      expect(await codeOf(() => checkPasswordForSecretsFile(password))).toBe('password-unusable');
    },
  );
});
