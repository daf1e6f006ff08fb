// Small rules of use-cases: names of certificates, variables of secrets, passwords, dates below an issuer, files in failures.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSubject, parseCertificateName } from '../../src/app/reading/names.js';
import { inFile } from '../../src/app/reading/in-file.js';
import { validityBelow } from '../../src/app/making/validity.js';
import { loadNewPassword, loadPassword } from '../../src/app/reading/key/passwords.js';
import { pathIn } from '../../src/path-in.js';
import { modeOf } from '../../src/app/writing/plan.js';
import { secretsFile } from '../../src/app/writing/secrets.js';
import { purposeOf, variableOf } from '../../src/targets/secret.js';
import { type Statement, TlsmithError } from '../../src/errors.js';
import { isUnseen } from '../../src/quote.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { daysFromNow, NOW } from '../support/fixed-clock.js';
import { ecKey, foreignCertificate } from '../support/foreign-certificate.js';
import { codeOf, refusalOf } from '../support/refusal-of.js';
import { silentReporter } from '../support/silent-reporter.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';

const home = temporaryFolder();
const ports = testPorts();

describe('parseCertificateName', () => {
  it.each([
    ['es01', 'es01', 'es01'],
    ['es-01_a.lan', 'es-01_a.lan', 'es-01_a.lan'],
    ['ES01', 'ES01', 'ES01'],
    ['*.lan', '_wildcard.lan', '*.lan'],
    ['*.es.example.org', '_wildcard.es.example.org', '*.es.example.org'],
    ['a'.repeat(180), 'a'.repeat(180), 'a'.repeat(180)],
    ['car', 'car', 'car'],
    ['ca.lan', 'ca.lan', 'ca.lan'],
  ])('reads %s', (text, stem, commonName) => {
    expect(parseCertificateName(text)).toEqual({ stem, commonName });
  });

  it.each([
    '',
    ' ',
    'es 01',
    'es01 ',
    'es\t01',
    'es01\n',
    '.hidden',
    '..',
    '.',
    'es01.',
    '-es01',
    'a/b',
    '../es01',
    '/etc/es01',
    'a\\b',
    'a:b',
    'b\u00fccher',
    'a\u0000b',
    'a\u202eb',
    'es*01',
    '*',
    '*.',
    'a.*.lan',
    '*.*.lan',
    'ca',
    'CA',
    'a'.repeat(181),
  ])('refuses %j', async (text) => {
    const error = await refusalOf(() => parseCertificateName(text));
    expect(error.code).toBe('name-invalid');
    expect([...error.sentence].some(isUnseen)).toBe(false);
  });

  it('shows the name escaped and cut, in the facts too', async () => {
    const { sentence, details } = await refusalOf(() => parseCertificateName('a\u202eb\u001b[31m'));
    const shown = Object.values(details).map(String);
    expect([...[sentence, ...shown].join('')].some(isUnseen)).toBe(false);
  });
});

describe('defaultSubject', () => {
  it('is the name as common name', () => {
    expect(defaultSubject('*.lan')).toEqual([[{ type: '2.5.4.3', value: '*.lan' }]]);
  });

  it('is empty where the name is longer than a common name: left out, not cut', () => {
    expect(defaultSubject('a'.repeat(64))).not.toEqual([]);
    expect(defaultSubject('a'.repeat(65))).toEqual([]);
  });
});

describe('variableOf', () => {
  it.each([
    ['heartbeat', 'HEARTBEAT_KEY_PASSWORD'],
    ['logstash-tcp', 'LOGSTASH_TCP_KEY_PASSWORD'],
    ['es01.lan', 'ES01_LAN_KEY_PASSWORD'],
    ['_wildcard.lan', '_WILDCARD_LAN_KEY_PASSWORD'],
    ['9beat', '_9BEAT_KEY_PASSWORD'],
  ])('of %s is %s', (folder, expected) => {
    expect(variableOf(folder, 'key')).toBe(expected);
  });

  it.each(['a', '0', 'a-b.c_d', 'A1'])('of %s is a name that a shell takes', (folder) => {
    expect(variableOf(folder, 'key')).toMatch(/^[A-Z_][A-Z0-9_]*$/);
  });

  it.each(['key', 'keyStore', 'trustStore', 'user', 'messageKey'] as const)(
    'of a %s says what it is for',
    (purpose) => {
      for (const folder of ['heartbeat', 'key', 'es-user', 'a.keystore', 'message']) {
        expect(purposeOf(variableOf(folder, purpose))).toBe(purpose);
      }
    },
  );
});

describe('secretsFile', () => {
  it('is one assignment a line, for its owner alone', () => {
    const file = secretsFile('secrets.env', [
      { variable: 'A', text: 'x1' },
      { variable: 'B', text: 'y2' },
    ]);
    expect(file.path).toBe('secrets.env');
    expect(Buffer.from(file.bytes).toString()).toBe('A=x1\nB=y2\n');
    expect(modeOf(file.kind)).toBe(0o600);
  });
});

describe('modeOf', () => {
  it.each([
    ['certificate', 0o644],
    ['private-key', 0o600],
    ['snippet', 0o644],
    ['secrets', 0o600],
    ['ledger', 0o600],
    ['readme', 0o644],
    ['ignore', 0o644],
  ] as const)('of a %s is %i', (kind, mode) => {
    expect(modeOf(kind)).toBe(mode);
  });
});

describe('pathIn', () => {
  it.each([
    ['ca', 'ca.crt', 'ca/ca.crt'],
    ['./ca', 'ca.crt', './ca/ca.crt'],
    ['ca/', 'ca.crt', 'ca/ca.crt'],
    ['/', 'ca.crt', '/ca.crt'],
    ['.', 'ca.crt', './ca.crt'],
  ])('keeps %s as it was typed', (folder, name, expected) => {
    expect(pathIn(folder, name)).toBe(expected);
  });
});

describe('loadPassword', () => {
  const load = (content: string | Uint8Array) => {
    writeFileSync(`${home}/password`, content);
    return loadPassword({ file: `${home}/password` }, ports.files);
  };

  it.each([
    ['without line end', 'secret', 'secret'],
    ['with LF', 'secret\n', 'secret'],
    ['with CRLF', 'secret\r\n', 'secret'],
    ['with two LF, of which one is cut', 'secret\n\n', 'secret\n'],
    ['with blanks around, which belong to it', '  secret \n', '  secret '],
    ['with a line end inside', 'se\ncret', 'se\ncret'],
    ['of letters beyond ASCII', 'p\u00e4ss\n', 'p\u00e4ss'],
  ])('reads a file %s', async (_, content, expected) => {
    expect(await load(content)).toBe(expected);
  });

  it.each([
    ['empty', ''],
    ['one LF', '\n'],
    ['one CRLF', '\r\n'],
  ])(
    'takes a file that is %s for the empty password, which opens some keys and is written to none',
    async (_, content) => {
      expect(await load(content)).toBe('');
      const file = `${home}/password`;
      const error = await refusalOf(() => loadNewPassword({ file }, ports));
      expect(error.code).toBe('password-unusable');
      expect(error.sentence).toContain('password"');
    },
  );

  it('refuses a file that is no UTF-8', async () => {
    const error = await refusalOf(() => load(Uint8Array.of(0xff, 0xfe, 0x41)));
    expect(error.code).toBe('password-unusable');
    expect(error.sentence).toContain('password"');
  });

  it('refuses a file that is absent, a folder or large', async () => {
    const of = (file: string) => codeOf(() => loadPassword({ file }, ports.files));
    expect(await of(`${home}/absent`)).toBe('input-absent');
    expect(await of(home)).toBe('input-wrong-kind');
    writeFileSync(`${home}/large`, 'x'.repeat(64 * 1024 + 1));
    expect(await of(`${home}/large`)).toBe('input-too-large');
  });

  it('takes the text of a variable as it is, but not an empty one', async () => {
    expect(await loadPassword({ text: 'secret\n' }, ports.files)).toBe('secret\n');
    expect(await codeOf(() => loadPassword({ text: '' }, ports.files))).toBe('password-unusable');
  });
});

describe('loadNewPassword', () => {
  it('generates one, or checks the one that was chosen', async () => {
    expect(await loadNewPassword('generate', ports)).toMatch(/^[A-Za-z][A-Za-z0-9]{23}$/);
    expect(await loadNewPassword({ text: 'chosen one' }, ports)).toBe('chosen one');
    const code = await codeOf(() => loadNewPassword({ text: 'p\u00e4ss' }, ports));
    expect(code).toBe('password-unusable');
  });
});

describe('validityBelow', () => {
  const key = ecKey();
  const chain = (...ends: number[]) =>
    ends.map((days) =>
      parseCertificate(
        foreignCertificate({
          key,
          notBefore: daysFromNow(-days / 10),
          notAfter: daysFromNow(days),
        }),
      ),
    );

  it('shortens a default to the end of the shortest certificate above, and says so', () => {
    const reporter = silentReporter();
    const wanted = { days: 825, isDefault: true };
    const validity = validityBelow(wanted, chain(400, 200, 300), NOW, { reporter });
    expect(validity.notAfter).toEqual(daysFromNow(200));
    expect(reporter.notes).toEqual([expect.stringContaining('2027-06-08')]);
  });

  it('begins with the youngest certificate above', () => {
    const key2 = ecKey();
    const young = foreignCertificate({ key: key2, notBefore: new Date(NOW.getTime() - 60_000) });
    const old = foreignCertificate({ key: key2, notBefore: daysFromNow(-30) });
    const reporter = silentReporter();
    for (const certificates of [
      [young, old],
      [old, young],
    ]) {
      const above = certificates.map(parseCertificate);
      const { notBefore } = validityBelow({ days: 1, isDefault: true }, above, NOW, { reporter });
      expect(notBefore).toEqual(new Date(NOW.getTime() - 60_000));
    }
  });

  it('refuses what was asked for beyond that end, and says until when is possible', async () => {
    const reporter = silentReporter();
    const wanted = { days: 825, isDefault: false };
    const error = await refusalOf(() => validityBelow(wanted, chain(400, 200), NOW, { reporter }));
    expect(error.code).toBe('outlives-issuer');
    expect(error.details.latest).toBe('2027-06-08T10:00:00Z');
  });

  it('is free without an issuer', () => {
    const reporter = silentReporter();
    const validity = validityBelow({ days: 825, isDefault: true }, undefined, NOW, { reporter });
    expect(validity.notBefore).toEqual(new Date('2026-11-20T09:55:00Z'));
    expect(validity.notAfter).toEqual(new Date('2029-02-22T09:54:59Z'));
    expect(reporter.notes).toEqual([]);
  });
});

describe('inFile', () => {
  it.each<[string, Statement, string]>([
    ['the input is empty', (it) => `${it} is empty`, '"a" is empty'],
    ['the input asks to be a CA', (it) => `${it} asks to be a CA`, '"a" asks to be a CA'],
    ['no space left for the input', (it) => `no space left for ${it}`, 'no space left for "a"'],
    ['the key is bad', 'the key is bad', '"a": the key is bad'],
  ])('makes the file the subject of "%s"', async (unnamed, statement, named) => {
    const inner = new TlsmithError('input-malformed', statement, { found: 1 });
    const error = await refusalOf(() => inFile('a', () => Promise.reject(inner)));
    expect([inner.sentence, inner.message]).toEqual([unnamed, unnamed]);
    expect([error.sentence, error.message]).toEqual([named, named]);
    expect(error.details).toEqual({ path: 'a', found: 1 });
    expect(error.cause).toBe(inner);
  });

  it('follows a path that is replaced', () => {
    const { code, statement, sentence } = new TlsmithError('disk-full', (it) => `no ${it}`, {
      path: 'a',
    });
    expect(sentence).toBe('no "a"');
    expect(new TlsmithError(code, statement, { path: 'b' }).sentence).toBe('no "b"');
  });

  it('names a file once', async () => {
    const inner = new TlsmithError('input-absent', '"b" does not exist', { path: 'b' });
    expect(await refusalOf(() => inFile('a', () => Promise.reject(inner)))).toBe(inner);
  });

  it('lets other errors pass as they are', async () => {
    await expect(inFile('a', () => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError);
  });
});
