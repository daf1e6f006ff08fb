// Flags whose values are checked and converted before a command sees them.
import { Parser } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { defaultIssuer, issuerRequest, typedIssuer } from '../../../src/cli/flags/issuer.js';
import { keyTypeFlag } from '../../../src/cli/flags/keys.js';
import { hostFlag, sanFlag, subjectFlag } from '../../../src/cli/flags/names.js';
import {
  newPasswordSource,
  passwordSource,
  forgetPasswordVariables,
} from '../../../src/cli/flags/passwords.js';
import { placeFlags } from '../../../src/cli/flags/place.js';
import { validityFlags, wantedValidity, withinFlag } from '../../../src/cli/flags/validity.js';
import { TlsmithError } from '../../../src/errors.js';
import { KEY_TYPES } from '../../../src/ports.js';
import { withEnvironment } from '../../support/environment.js';
import { refusalOf } from '../../support/refusal-of.js';

const spec = {
  ...keyTypeFlag,
  ...sanFlag,
  ...hostFlag,
  ...subjectFlag,
  ...placeFlags,
  ...validityFlags,
  ...withinFlag,
};

async function parsed(...argv: string[]) {
  const { flags } = await Parser.parse(argv, { flags: spec, args: {}, strict: true });
  return flags as Record<string, unknown>;
}

describe('values', () => {
  it.each<[string[], Record<string, unknown>]>([
    ...KEY_TYPES.map((type): [string[], Record<string, unknown>] => [
      ['--key-type', type],
      { 'key-type': type },
    ]),
    [['--port', '1'], { port: 1 }],
    [['--port', '65535'], { port: 65_535 }],
    [['--store', 'pkcs12'], { store: 'pkcs12' }],
    [['--days', '90'], { days: { days: 90 } }],
    [['--days', '90d'], { days: { days: 90 } }],
    [['--days', '18m'], { days: { months: 18 } }],
    [['--within', '1y'], { within: { months: 12 } }],
    [['--until', '2027-02-17'], { until: new Date('2027-02-17T23:59:59Z') }],
    [
      ['--san', 'B\u00dcCHER.example', '--san', '10.0.0.5'],
      {
        san: [
          { kind: 'dns', value: 'xn--bcher-kva.example' },
          { kind: 'ip', value: '10.0.0.5' },
        ],
      },
    ],
    [['--host', '[2001:DB8::1]'], { host: [{ kind: 'ip', value: '2001:db8::1' }] }],
    [['--subject', 'CN=a'], { subject: [[{ type: '2.5.4.3', value: 'a' }]] }],
    [['--subject', ''], { subject: [] }],
  ])('of %j are read', async (argv, expected) => {
    expect(await parsed(...argv)).toMatchObject(expected);
  });

  it.each([
    [['--key-type', 'rsa-1024'], 'flag-value-invalid'],
    [['--key-type', 'EC-P256'], 'flag-value-invalid'],
    [['--port', '0'], 'number-invalid'],
    [['--port', '65536'], 'number-invalid'],
    [['--port', '5e3'], 'number-invalid'],
    [['--port', ' 1'], 'number-invalid'],
    [['--store', 'jks'], 'flag-value-invalid'],
    [['--days', '0'], 'number-invalid'],
    [['--until', 'tomorrow'], 'date-invalid'],
    [['--san', 'a b'], 'name-invalid'],
    [['--san', '999.1.1.1'], 'name-invalid'],
    [['--host', 'https://a.lan'], 'name-invalid'],
    [['--host', 'a.lan:5044'], 'name-invalid'],
    [['--host', '*.lan'], 'name-invalid'],
    [['--subject', 'CN'], 'name-invalid'],
  ])('of %j are refused', async (argv, code) => {
    expect((await refusalOf(() => parsed(...argv))).code).toBe(code);
  });
});

describe('typedIssuer', () => {
  const none = { ca: undefined, 'ca-cert': undefined, 'ca-key': undefined, 'ca-p12': undefined };

  it('is a folder, a pair of files, or nothing', () => {
    expect(typedIssuer({ ...none, ca: './ca' })).toEqual({ folder: './ca' });
    expect(typedIssuer({ ...none, 'ca-cert': 'c', 'ca-key': 'k' })).toEqual({
      certificateFile: 'c',
      keyFile: 'k',
    });
    expect(typedIssuer({ ...none, 'ca-cert': 'c' })).toEqual({ storeFile: 'c' });
    expect(typedIssuer(none)).toBeUndefined();
  });

  it.each([
    [{ ...none, ca: 'x', 'ca-cert': 'c' }],
    [{ ...none, ca: 'x', 'ca-key': 'k' }],
    [{ ...none, 'ca-key': 'k' }],
  ])('refuses %j', async (flags) => {
    expect((await refusalOf(() => typedIssuer(flags))).code).toBe('flags-conflict');
  });

  it.each([
    [{}, './ca'],
    [{ TLSMITH_CA: '/srv/ca' }, '/srv/ca'],
    [{ TLSMITH_CA: '' }, './ca'],
  ])('defaults with %j to %s', (environment, folder) => {
    expect(defaultIssuer(environment)).toEqual({ folder });
  });

  it('carries the password of the CA', () => {
    const flags = { ...none, 'ca-password-file': 'p' };
    expect(issuerRequest({ folder: 'x' }, flags)).toEqual({
      source: { folder: 'x' },
      password: { file: 'p' },
    });
  });
});

describe('passwordSource', () => {
  it('reads a variable that two flags share, which is then taken out of the environment', async () => {
    await withEnvironment({ TLSMITH_TEST_SECRET: 'CANARY' }, () => {
      const flags = {
        'password-env': 'TLSMITH_TEST_SECRET',
        'ca-password-env': 'TLSMITH_TEST_SECRET',
      };
      expect(passwordSource(flags, 'ca-password')).toEqual({ text: 'CANARY' });
      expect(passwordSource(flags, 'password')).toEqual({ text: 'CANARY' });
      forgetPasswordVariables(flags);
      expect(process.env.TLSMITH_TEST_SECRET).toBeUndefined();
    });
  });

  it('keeps an empty variable, which is refused later', async () => {
    await withEnvironment({ TLSMITH_TEST_SECRET: '' }, () => {
      const source = passwordSource({ 'ca-password-env': 'TLSMITH_TEST_SECRET' }, 'ca-password');
      expect(source).toEqual({ text: '' });
    });
  });

  it('says which flag names a variable that is not set, and not the variable', async () => {
    await withEnvironment({ CANARY_VARIABLE: undefined }, async () => {
      const flags = { 'in-password-env': 'CANARY_VARIABLE' };
      const error = await refusalOf(() => passwordSource(flags, 'in-password'));
      expect(error.code).toBe('password-missing');
      expect(error.sentence).toContain('--in-password-env');
      expect(JSON.stringify([error.sentence, error.details])).not.toContain('CANARY');
    });
  });

  it('refuses file and variable together', async () => {
    const flags = { 'password-file': 'f', 'password-env': 'V' };
    expect((await refusalOf(() => passwordSource(flags, 'password'))).code).toBe('flags-conflict');
  });

  it('is nothing where nothing is said, or said of another password', () => {
    expect(passwordSource({}, 'password')).toBeUndefined();
    expect(passwordSource({ 'ca-password-file': 'f' }, 'password')).toBeUndefined();
  });

  it.each(['password-file', 'password-env'])(
    'refuses a generated password beside --%s',
    async (name) => {
      const flags = { 'generate-password': true, [name]: 'x' };
      expect((await refusalOf(() => newPasswordSource(flags))).code).toBe('flags-conflict');
    },
  );

  it('may be generated', () => {
    expect(newPasswordSource({ 'generate-password': true })).toBe('generate');
    expect(newPasswordSource({ 'generate-password': false })).toBeUndefined();
  });
});

describe('wantedValidity', () => {
  const until = new Date('2027-01-01T00:00:00Z');
  it.each([
    [
      { days: undefined, until: undefined },
      { days: 825, isDefault: true },
    ],
    [
      { days: { days: 825 }, until: undefined },
      { days: 825, isDefault: false },
    ],
    [
      { days: { months: 18 }, until: undefined },
      { months: 18, isDefault: false },
    ],
    [{ days: undefined, until }, { until }],
  ])('of %j is %j', (flags, expected) => {
    expect(wantedValidity(flags, 825)).toEqual(expected);
  });

  it('cannot be both', () => {
    expect(() => wantedValidity({ days: { days: 1 }, until }, 825)).toThrow(TlsmithError);
  });
});
