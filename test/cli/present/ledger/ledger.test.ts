// A list of certificates and one of them: exact text, on a terminal, in a pipe and as CSV.
import { describe, expect, it } from 'vitest';
import type { ListedCertificate } from '../../../../src/app/ledger/listed.js';
import { csvRecord } from '../../../../src/cli/present/csv.js';
import { writeLongDocument } from '../../../../src/cli/present/document.js';
import { presentCsv, presentList } from '../../../../src/cli/present/ledger/ledger.js';
import { presentCertificate } from '../../../../src/cli/present/ledger/ledger-certificate.js';
import { shownGroups } from '../../../../src/cli/present/shown.js';
import { capturedOutput, capturedStream } from '../../../support/captured-stream.js';
import { withEnvironment } from '../../../support/environment.js';
import { entryOf } from '../../../support/ledger-of.js';

const SERIAL = '5f0c2a91b3d4e6112233445566778899aa';
const NEXT = '5f0c2a91b3d4e6112233445566778899bb';

const first: ListedCertificate = {
  serialNumber: SERIAL,
  state: 'expiring',
  subject: 'CN=es01',
  subjectAltNames: ['dns:es01.lan', 'ip:10.0.0.5'],
  profile: 'server',
  notBefore: '2026-11-01T00:00:00Z',
  notAfter: '2026-12-01T00:00:00Z',
  sha256Fingerprint: 'ab'.repeat(32),
  issuedAt: '2026-11-01T00:05:00Z',
  path: '/etc/es01/es01.crt',
};
const second: ListedCertificate = {
  ...first,
  ...{ serialNumber: NEXT, state: 'revoked', subject: '', subjectAltNames: ['dns:a\u202eb.lan'] },
  ...{ profile: 'client', notAfter: '2029-02-22T09:54:59Z', path: null },
};

const head = { ledger: './ca/ledger.jsonl', at: '2026-11-20T10:00:00Z', total: 5, count: 2 };

async function* groupsOf(...groups: ListedCertificate[][]) {
  yield* groups;
}

const answer = (changes: Partial<typeof head> = {}, ...groups: ListedCertificate[][]) => ({
  ...{ head: { ...head, ...changes }, name: 'certificates' },
  groups: shownGroups(groupsOf(...groups)),
});

const plain = <T>(act: () => T) => withEnvironment({ NO_COLOR: '1', FORCE_COLOR: undefined }, act);

describe('a list', () => {
  it('is a table for a person', async () => {
    const output = capturedOutput(true);
    await plain(() => presentList(answer({}, [first, second]), output));
    expect(output.said()).toEqual({
      stdout: `STATE      ENDS                       PROFILE  SERIAL            SUBJECT
expiring   in 10 days (2026-12-01)    server   5f0c2a91b3d4e611  CN=es01
revoked    in 824 days (2029-02-22)   client   5f0c2a91b3d4e611  dns:a\\u{202e}b.lan
`,
      stderr: '',
    });
  });

  it('has its headings once, and its states in colour', async () => {
    const output = capturedOutput(true);
    const colours = { NO_COLOR: undefined, FORCE_COLOR: undefined, TERM: 'xterm' };
    await withEnvironment(colours, () => presentList(answer({}, [first], [second]), output));
    const lines = output.said().stdout.split('\n');
    expect(lines[0]).toMatch(/^\u001b\[1mSTATE /);
    expect(lines[1]).toMatch(/^\u001b\[33mexpiring \u001b\[39m {2}in 10 days/);
    expect(lines[2]).toMatch(/^\u001b\[31mrevoked  \u001b\[39m {2}in 824 days/);
  });

  it('is a row each in a pipe', async () => {
    const output = capturedOutput(false);
    await presentList(answer({}, [first], [second]), output);
    expect(output.said()).toEqual({
      stdout: `expiring\t2026-12-01T00:00:00Z\tserver\t${SERIAL}\tCN=es01\tdns:es01.lan, ip:10.0.0.5\t/etc/es01/es01.crt
revoked\t2029-02-22T09:54:59Z\tclient\t${NEXT}\t\tdns:a\\u{202e}b.lan\t
`,
      stderr: '',
    });
  });

  it.each([
    [true, 0, '"./ca/ledger.jsonl" has no certificate yet\n'],
    [false, 0, '"./ca/ledger.jsonl" has no certificate yet\n'],
    [false, 5, 'none of 5 in "./ca/ledger.jsonl" fits\n'],
  ])('says where there is none (terminal: %s, of %i)', async (isTTY, total, sentence) => {
    const output = capturedOutput(isTTY);
    await presentList(answer({ total, count: 0 }), output);
    expect(output.said()).toEqual({ stdout: '', stderr: sentence });
    const quiet = capturedOutput(isTTY, true);
    await presentList(answer({ total, count: 0 }), quiet);
    expect(quiet.said().stderr).toBe('');
  });

  it('is CSV with headings, each certificate on one line', async () => {
    const output = capturedOutput(false);
    await presentCsv(answer({}, [first], [second]), output);
    const [headings, ...rows] = output.said().stdout.split('\r\n');
    expect(headings).toBe(
      'state,notAfter,notBefore,profile,subject,subjectAltNames,serialNumber,sha256Fingerprint,issuedAt,path',
    );
    expect(rows).toEqual([
      `expiring,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z,server,CN=es01,"dns:es01.lan, ip:10.0.0.5",${SERIAL},${'ab'.repeat(32)},2026-11-01T00:05:00Z,/etc/es01/es01.crt`,
      `revoked,2029-02-22T09:54:59Z,2026-11-01T00:00:00Z,client,,dns:a\\u{202e}b.lan,${NEXT},${'ab'.repeat(32)},2026-11-01T00:05:00Z,`,
      '',
    ]);
  });

  it('is one JSON document, a line a certificate', async () => {
    const stdout = capturedStream(false);
    const groups = groupsOf([first], [], [second]);
    const tail = { warnings: ['torn'] };
    await writeLongDocument({ ok: true, ...head }, 'certificates', groups, tail, stdout.stream);
    expect(JSON.parse(stdout.text())).toEqual({
      ...{ ok: true, ...head },
      ...{ certificates: [first, second], warnings: ['torn'] },
    });
    expect(stdout.text()).toContain('dns:a\\u202eb.lan');
    expect(
      stdout
        .text()
        .split('\n')
        .filter((line) => line.startsWith('    {')),
    ).toHaveLength(2);
  });

  it('is an empty list in JSON where there is none', async () => {
    const stdout = capturedStream(false);
    await writeLongDocument({ ok: true }, 'certificates', groupsOf(), {}, stdout.stream);
    expect(stdout.text()).toBe('{\n  "ok": true,\n  "certificates": []\n}\n');
  });
});

it.each<[string, string[], string]>([
  ['plain', ['a', '', 'b c'], 'a,,b c\r\n'],
  ['with a comma', ['a,b'], '"a,b"\r\n'],
  ['with quotes', ['say "a"'], '"say ""a"""\r\n'],
  ['with line ends', ['a\nb', 'a\rb'], '"a\nb","a\rb"\r\n'],
  ...['=1+1', '+1', '-1', '@SUM(1)', '\t=1'].map((text): [string, string[], string] => [
    `that a spreadsheet would run: ${JSON.stringify(text)}`,
    [text],
    `'${text}\r\n`,
  ]),
  ['with a formula in the middle', ['CN==1'], 'CN==1\r\n'],
])('a cell of CSV %s', (_, cells, record) => {
  expect(csvRecord(cells)).toBe(record);
});

describe('one certificate', () => {
  const issued = entryOf(SERIAL, { at: '2026-11-01T00:05:00Z' });
  const renewal = entryOf(NEXT, {
    ...{ event: 'renewed', replaces: SERIAL, at: '2026-11-02T00:00:00Z' },
  });
  const events = [issued, renewal, { ...renewal, event: 'abandoned' as const }];
  const { ledger, at } = head;

  it('is a block for a person', async () => {
    const output = capturedOutput(true);
    const shown = { ok: true, ledger, at, certificate: first, events };
    await plain(() => presentCertificate(shown, output));
    expect(output.said().stdout).toBe(`CN=es01: expiring
  names    dns:es01.lan, ip:10.0.0.5
  profile  server
  valid    2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z, in 10 days (2026-12-01)
  serial   ${SERIAL}
  SHA-256  ${'ab'.repeat(32)}
  file     /etc/es01/es01.crt
  2026-11-01T00:05:00Z  issued
  2026-11-02T00:00:00Z  renewed by ${NEXT}
  2026-11-02T00:00:00Z  ${NEXT}, its successor, was abandoned
`);
  });

  it('is rows in a pipe', () => {
    const output = capturedOutput(false);
    const certificate = { ...second, subjectAltNames: [] };
    presentCertificate({ ok: true, ledger, at, certificate, events: [renewal] }, output);
    expect(output.said().stdout).toBe(`state\trevoked
subject\t
subjectAltNames\t
profile\tclient
notBefore\t2026-11-01T00:00:00Z
notAfter\t2029-02-22T09:54:59Z
serialNumber\t${NEXT}
sha256Fingerprint\t${'ab'.repeat(32)}
path\t
event\t2026-11-02T00:00:00Z issued in the place of ${SERIAL}
`);
  });

  it('is a sentence where there is none, unless it is to be quiet', () => {
    const nothing = { ok: false, ledger, at, certificate: null, events: [] };
    const output = capturedOutput(false);
    presentCertificate(nothing, output);
    expect(output.said()).toEqual({
      stdout: '',
      stderr: '"./ca/ledger.jsonl" has no such certificate\n',
    });
    const quiet = capturedOutput(false, true);
    presentCertificate(nothing, quiet);
    expect(quiet.said().stderr).toBe('');
  });
});
