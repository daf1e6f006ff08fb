// What the framework finds wrong with a call, in our words: our codes, and never a value that was typed.
import { Args, Errors, Flags, Parser } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../src/cli/exit-codes.js';
import { type Duration, parseDuration } from '../../src/pki/certificate/duration.js';
import { translateParseFailure } from '../../src/cli/parse-failure.js';
import { TlsmithError } from '../../src/errors.js';

const spec = {
  args: { name: Args.string({ required: true, ignoreStdin: true }) },
  flags: {
    json: Flags.boolean(),
    out: Flags.string({ char: 'o' }),
    san: Flags.string({ multiple: true, multipleNonGreedy: true }),
    days: Flags.custom<Duration>({ parse: async (text) => parseDuration(text) })(),
    'password-file': Flags.string(),
    color: Flags.string({ options: ['red', 'green'] }),
    first: Flags.string({ exclusive: ['second'] }),
    second: Flags.string(),
    below: Flags.string({ dependsOn: ['above'] }),
    above: Flags.string(),
  },
};

async function failureOf(...argv: string[]): Promise<TlsmithError> {
  try {
    await Parser.parse(argv, { ...spec, strict: true });
  } catch (error) {
    if (error instanceof TlsmithError) return error;
    const failure = translateParseFailure(error);
    if (failure) return failure;
    throw error;
  }
  throw new Error('the call was understood');
}

describe('a call that cannot be parsed', () => {
  it.each([
    [['es01', '--frobnicate'], 'flag-unknown', undefined],
    [['es01', '--frobnicate=CANARY'], 'flag-unknown', undefined],
    [['es01', '--frobnicate', 'CANARY'], 'flag-unknown', undefined],
    [['es01', '-z'], 'flag-unknown', undefined],
    [['es01', 'CANARY'], 'argument-unexpected', undefined],
    [['es01', 'CANARY', 'CANARY2'], 'argument-unexpected', undefined],
    [['es01', '--', 'CANARY'], 'argument-unexpected', undefined],
    [[], 'argument-missing', /NAME/],
    [['--json'], 'argument-missing', /NAME/],
    [['es01', '--out'], 'flag-value-missing', /--out/],
    [['es01', '--password-file'], 'flag-value-missing', /--password-file/],
    [['es01', '--san'], 'flag-value-missing', /--san/],
    [['es01', '--out', 'CANARY', '--out', 'CANARY'], 'flags-conflict', /--out/],
    [['es01', '--json=CANARY'], 'flag-value-invalid', undefined],
    [['es01', '--color', 'CANARY'], 'flag-value-invalid', undefined],
    [['es01', '--first', 'CANARY', '--second', 'CANARY'], 'flags-conflict', undefined],
    [['es01', '--below', 'CANARY'], undefined, undefined],
  ])('%j', async (argv, code, sentence) => {
    const failure = await failureOf(...argv).catch((error: unknown) => error);
    // What the framework lets pass is no failure of ours.
    if (!(failure instanceof TlsmithError)) {
      expect(String(failure)).toBe('Error: the call was understood');
      return;
    }
    expect(EXIT_CODES[failure.code]).toBe(2);
    if (code !== undefined && code !== 'flags-conflict' && code !== 'flag-value-invalid') {
      expect(failure.code).toBe(code);
    }
    if (sentence) expect(failure.sentence).toMatch(sentence);
    expect(JSON.stringify([failure.sentence, failure.details])).not.toContain('CANARY');
  });

  it('in the value of a flag keeps our own error', async () => {
    expect(await failureOf('es01', '--days', '0')).toMatchObject({
      code: 'number-invalid',
      sentence: expect.stringContaining('"0"'),
    });
  });
});

describe('translateParseFailure', () => {
  it.each([
    ['an error of JavaScript', new TypeError('x')],
    ['no error', 'x'],
    ['nothing', undefined],
    ['an error of the framework that is no parse error', new Errors.CLIError('CANARY')],
  ])('leaves %s alone', (_, error) => {
    expect(translateParseFailure(error)).toBeUndefined();
  });
});
