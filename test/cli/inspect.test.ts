// inspect for people and for pipes, to the letter; its document and its exit codes.
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inspect } from '../../src/app/inspect/files.js';
import type { Inspection } from '../../src/app/inspect/items.js';
import { relativeDate } from '../../src/cli/present/inspection/dates.js';
import {
  inspectionDocument,
  inspectionExitCode,
  presentInspection,
  presentInspectionShort,
} from '../../src/cli/present/inspection/inspection.js';
import { TlsmithError } from '../../src/errors.js';
import { FIXTURE_PASSWORD } from '../support/fixture-keys.js';
import { inspectFixture } from '../support/inspect-fixture.js';
import { testPorts } from '../support/test-ports.js';

beforeEach(() => {
  vi.stubEnv('NO_COLOR', '1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function look(...names: string[]): Promise<Inspection> {
  const request = { files: names.map(inspectFixture), password: { text: FIXTURE_PASSWORD } };
  const inspection = await inspect(request, testPorts());
  const items = inspection.items.map((item) => ({ ...item, file: basename(item.file) }));
  return { ...inspection, items };
}

interface Shown {
  stdout: string;
  stderr: string;
}

function show(
  inspection: Inspection,
  isTTY: boolean,
  present = presentInspection,
  isQuiet = false,
): Shown {
  const shown: Shown = { stdout: '', stderr: '' };
  const stream = (name: keyof Shown) =>
    ({ isTTY, columns: 80, write: (text: string) => (shown[name] += text) }) as never;
  const output = { stdout: stream('stdout'), stderr: stream('stderr'), isQuiet };
  present(inspectionDocument(inspection), output);
  return shown;
}

type Failing = 'password-missing' | 'password-wrong' | 'input-absent' | 'peer-unreachable';
const failure = (code: Failing) => ({
  file: 'x',
  error: new TlsmithError(code, `"x": ${code}`, { path: 'x' }),
});
const nothing: Inspection = { at: '2026-11-20T10:00:00Z', items: [], skipped: [], failures: [] };

describe('on a terminal', () => {
  it.each([
    'server.crt',
    'odd.crt',
    'request.csr',
    'list.crl',
    'public.pem',
    'keystore.p12',
    'openssl-trust.p12',
    'java-trust.p12',
    'bundle.p7b',
  ])('shows %s as the committed text', async (name) => {
    const { stdout, stderr } = show(await look(name), true);
    expect(stderr).toBe('');
    await expect(stdout).toMatchFileSnapshot(inspectFixture(`${name}.terminal.txt`));
  });

  it('shows one line each, aligned', async () => {
    const { stdout } = show(
      await look('server.crt', 'list.crl', 'public.pem', 'openssl-trust.p12'),
      true,
      presentInspectionShort,
    );
    await expect(stdout).toMatchFileSnapshot(inspectFixture('short.terminal.txt'));
  });

  it('aligns by columns, where letters are wide, combined or an emoji', async () => {
    const { items, ...others } = await look('server.crt', 'list.crl', 'public.pem', 'ca.crt');
    const names = ['サーバー証明書.crt', 'e\u0301.crl', '👩‍💻.pem', 'plain-and-long.crt'];
    const named = items.map((item, i) => ({ ...item, file: names[i] ?? '' }));
    const { stdout } = show({ ...others, items: named }, true, presentInspectionShort);
    // The names take 18, 5, 6 and 18 columns.
    expect(stdout.split('\n').map((line) => line.split(/(?<=^.* {2,})(?=\S)/)[0])).toEqual([
      'サーバー証明書.crt  ',
      `e\u0301.crl${' '.repeat(15)}`,
      // it has no state
      `👩‍💻.pem${' '.repeat(14 + 'current'.length + 2)}`,
      'plain-and-long.crt  ',
      '',
    ]);
  });

  it('colours the state word, and what is wrong', async () => {
    vi.stubEnv('NO_COLOR', '');
    vi.stubEnv('FORCE_COLOR', '');
    vi.stubEnv('TERM', 'xterm');
    const { stdout } = show(await look('server.crt', 'openssl-trust.p12'), true);
    expect(stdout).toContain(
      '\u001b[1mserver.crt\u001b[22m: certificate, \u001b[32mvalid\u001b[39m\n',
    );
    expect(stdout).toContain('trust store, \u001b[33mignored by Java\u001b[39m\n');
    expect(stdout).toContain('\u001b[33mwarning\u001b[39m: keytool would show');
  });
});

describe('in a pipe', () => {
  it.each(['server.crt', 'odd.crt', 'request.csr', 'list.crl', 'keystore.p12', 'bundle.p7b'])(
    'shows %s as the committed rows',
    async (name) => {
      const { stdout } = show(await look(name), false);
      await expect(stdout).toMatchFileSnapshot(inspectFixture(`${name}.pipe.txt`));
    },
  );

  it('shows one line each, with tabs', async () => {
    const { stdout } = show(
      await look('server.crt', 'keystore.p12'),
      false,
      presentInspectionShort,
    );
    expect(stdout).toBe(
      'server.crt\tvalid\tcertificate\tCN=es01,O=My Company,C=DE\tEC P-256\t2027-02-17T12:00:00Z\n' +
        'keystore.p12\tvalid\tkey store\tCN=es01,O=My Company,C=DE\t1 key, 2 certificates\t2027-02-17T12:00:00Z\n',
    );
  });
});

describe('failures', () => {
  it('stand on stderr, each hint once', () => {
    const inspection = {
      ...nothing,
      skipped: [{ file: 'y', label: 'DH PARAMETERS' }],
      failures: [failure('password-missing'), failure('password-missing')],
    };
    const { stdout, stderr } = show(inspection, false);
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toEqual([
      'note: y: a PEM block "DH PARAMETERS" is not described',
      'error: "x": password-missing',
      'error: "x": password-missing',
      expect.stringMatching(/^hint: .*--in-password-file/),
      '',
    ]);
    expect(show(inspection, false, presentInspection, true).stderr).not.toContain('note:');
  });

  it.each([
    [[], 0],
    [['password-missing'], 4],
    [['password-missing', 'password-wrong'], 4],
    [['password-missing', 'input-absent'], 3],
    [['input-absent'], 3],
    [['peer-unreachable'], 6],
    [['peer-unreachable', 'password-wrong'], 4],
    [['peer-unreachable', 'input-absent'], 3],
  ] as const)('%j exit with %i', (codes, exitCode) => {
    const inspection = { ...nothing, failures: codes.map(failure) };
    expect(inspectionExitCode(inspection)).toBe(exitCode);
    const document = inspectionDocument(inspection);
    expect(document.ok).toBe(exitCode === 0);
    expect(document.error?.exitCode ?? 0).toBe(exitCode);
    expect(document.errors?.map(({ code }) => code) ?? []).toEqual(codes);
  });
});

describe('a date on a terminal', () => {
  it.each([
    ['2027-02-17T12:00:00Z', 'in 89 days (2027-02-17)'],
    ['2026-11-21T10:00:00Z', 'in 1 day (2026-11-21)'],
    ['2026-11-21T09:59:59Z', 'in 23 hours (2026-11-21)'],
    ['2026-11-20T10:00:00Z', 'in less than an hour (2026-11-20)'],
    ['2026-11-20T08:59:00Z', '1 hour ago (2026-11-20)'],
    ['2026-11-18T10:00:00Z', '2 days ago (2026-11-18)'],
  ])('%s is %s', (time, text) => {
    expect(relativeDate(time, '2026-11-20T10:00:00Z')).toBe(text);
  });
});
