// What expires when: exact text on a terminal, in a pipe, as CSV, and what is said beside it.
import { describe, expect, it } from 'vitest';
import type { StatusFindings, StatusItem } from '../../../../src/app/status/report.js';
import { statusDocument } from '../../../../src/cli/present/status/document.js';
import {
  presentStatusAs,
  statusLayout,
  statusText,
} from '../../../../src/cli/present/status/forms.js';
import { presentStatus } from '../../../../src/cli/present/status/status.js';
import { presentStatusFile } from '../../../../src/cli/present/status/talk.js';
import { shownResult } from '../../../../src/cli/present/shown.js';
import { TlsmithError } from '../../../../src/errors.js';
import { capturedOutput } from '../../../support/captured-stream.js';
import { withEnvironment } from '../../../support/environment.js';
import { statusFindings, statusItem } from '../../../support/status-findings.js';

const plain = <T>(act: () => T) => withEnvironment({ NO_COLOR: '1', FORCE_COLOR: undefined }, act);

const over = statusItem('a', {
  ...{ path: 'es01/es01.crt', subject: 'CN=es01', state: 'expired', daysLeft: -3 },
  notAfter: '2026-11-17T10:00:00Z',
  renewal: { path: 'es01', ca: './ca' },
});
const again: StatusItem = { ...over, path: 'es01/keystore.p12', alias: 'es01' };
const soon = statusItem('b', {
  ...{ path: 'far/cert.pem', subject: '', subjectAltNames: ['dns:größe.lan'], state: 'expiring' },
  ...{ daysLeft: 20, notAfter: '2026-12-10T10:00:00Z' },
  renewal: { path: 'far away', ca: null },
});
const authority = statusItem('c', { path: 'ca/ca.crt', subject: 'CN=Test \u001b[31mCA', ca: true });
const copies = ['es01', 'es02'].map((host) => ({ ...authority, path: `${host}/ca.crt` }));
const list = statusItem('d', {
  ...{ path: 'ca/list.crl', type: 'crl', subject: 'CN=Test CA' },
  ...{ notAfter: null, daysLeft: null, serialNumber: undefined },
});
const items = [over, again, soon, authority, ...copies, list];
const unread = [{ path: 'x.p12', message: '"x.p12" is encrypted, and no password was given' }];
const found = statusFindings(items, { unread, files: 12 });

const documentOf = (findings: StatusFindings) => shownResult(statusDocument(findings));

describe('on a terminal', () => {
  it('is a table in which each certificate stands once, and what to run next', () => {
    const output = capturedOutput(true);
    plain(() => presentStatus(documentOf(found), output));
    expect(output.said()).toEqual({
      stdout: `STATE     ENDS                      KIND  SUBJECT               WHERE
expired   3 days ago (2026-11-17)         CN=es01               es01/es01.crt (and 1 more)
expiring  in 20 days (2026-12-10)         dns:größe.lan         far/cert.pem
ok        in 365 days (2027-11-20)  CA    CN=Test \\u{1b}[31mCA  ca/ca.crt (and 2 more)
ok        never                     CRL   CN=Test CA            ca/list.crl

next: tlsmith cert renew es01 --ca ./ca
next: tlsmith cert renew 'far away' --request
`,
      stderr: `not read: "x.p12" is encrypted, and no password was given
4 certificates and CRLs in 12 files: 1 expired, 1 expiring (before 2026-12-20T10:00:00Z)
`,
    });
  });

  it('has its states in colour', () => {
    const output = capturedOutput(true);
    const colours = { NO_COLOR: undefined, FORCE_COLOR: undefined, TERM: 'xterm' };
    withEnvironment(colours, () => presentStatus(documentOf(found), output));
    const lines = output.said().stdout.split('\n');
    expect(lines[0]).toMatch(/^\u001b\[1mSTATE /);
    expect(lines[1]).toMatch(/^\u001b\[31mexpired \u001b\[39m {2}3 days ago/);
    expect(lines[2]).toMatch(/^\u001b\[33mexpiring\u001b\[39m {2}in 20 days/);
    expect(lines[3]).toMatch(/^\u001b\[32mok {6}\u001b\[39m {2}in 365 days/);
  });

  it('has rows as wide as a name of 60 characters, however long one is', () => {
    const long = statusItem('e', { subject: `CN=${'x'.repeat(200)}`, path: 'long.crt' });
    const output = capturedOutput(true);
    plain(() => presentStatus(documentOf(statusFindings([long, authority])), output));
    const [, first = '', second = ''] = output.said().stdout.split('\n');
    expect(first).toMatch(/x {2}long\.crt$/);
    expect(second.indexOf('ca/ca.crt')).toBe('ok     in 365 days (2027-11-20)  CA    '.length + 62);
  });

  it('is quiet where that is said', () => {
    const output = capturedOutput(true, true);
    plain(() => presentStatus(documentOf(found), output));
    expect(output.said().stderr).toBe('');
  });
});

it('is a row for each in each file in a pipe', () => {
  const output = capturedOutput(false);
  presentStatus(documentOf(found), output);
  expect(output.said().stdout).toBe(
    [
      'expired\t2026-11-17T10:00:00Z\t-3\tcertificate\tCN=es01\tes01/es01.crt\ttlsmith cert renew es01 --ca ./ca',
      'expired\t2026-11-17T10:00:00Z\t-3\tcertificate\tCN=es01\tes01/keystore.p12 (es01)\ttlsmith cert renew es01 --ca ./ca',
      "expiring\t2026-12-10T10:00:00Z\t20\tcertificate\tdns:größe.lan\tfar/cert.pem\ttlsmith cert renew 'far away' --request",
      'ok\t2027-11-20T10:00:00Z\t365\tCA\tCN=Test \\u{1b}[31mCA\tca/ca.crt\t',
      'ok\t2027-11-20T10:00:00Z\t365\tCA\tCN=Test \\u{1b}[31mCA\tes01/ca.crt\t',
      'ok\t2027-11-20T10:00:00Z\t365\tCA\tCN=Test \\u{1b}[31mCA\tes02/ca.crt\t',
      'ok\t\t\tCRL\tCN=Test CA\tca/list.crl\t',
      '',
    ].join('\n'),
  );
});

const csv = await statusLayout('csv');

it('is CSV, with configs and commands', () => {
  const configs = [{ file: 'a.yml', line: 3, setting: 'ssl.certificate' }];
  const output = capturedOutput(false);
  const document = documentOf(statusFindings([{ ...soon, configs }, list]));
  presentStatusAs(csv)(document, output, document);
  const [headings, first, second, rest] = output.said().stdout.split('\r\n');
  expect(headings).toBe(
    'state,daysLeft,notAfter,notBefore,type,ca,subject,subjectAltNames,issuer,serialNumber,sha256Fingerprint,issuedBy,path,alias,configs,next',
  );
  expect(first).toBe(
    `expiring,20,2026-12-10T10:00:00Z,2026-01-01T00:00:00Z,certificate,false,,dns:größe.lan,CN=Test CA,${soon.serialNumber},${soon.sha256Fingerprint},,far/cert.pem,,a.yml:3,tlsmith cert renew 'far away' --request`,
  );
  expect(second).toBe(
    `ok,,,2026-01-01T00:00:00Z,crl,false,CN=Test CA,,CN=Test CA,,${list.sha256Fingerprint},,ca/list.crl,,,`,
  );
  expect(rest).toBe('');
});

it('in a file is the same text, and its path is what is answered', () => {
  const output = capturedOutput(false);
  presentStatusAs(csv)(documentOf(found), output, documentOf(found));
  expect(statusText(csv)(found)).toBe(output.said().stdout);
  const file = capturedOutput(false);
  const written = [{ path: 'x.csv', kind: 'report' as const, mode: '0644' }];
  presentStatusFile({ ...documentOf(found), written }, file);
  expect(file.said()).toEqual({ stdout: 'x.csv\n', stderr: output.said().stderr });
});

it('puts a path that begins as a flag does where it is none', () => {
  const odd = { ...over, renewal: { path: '-x', ca: null } };
  const { items: shown } = statusDocument(statusFindings([odd]));
  expect(shown[0]?.next).toEqual(['tlsmith', 'cert', 'renew', './-x', '--request']);
});

it('says what was named and could not be read as an error, once', () => {
  const absent = new TlsmithError('input-absent', (it) => `${it} does not exist`, { path: 'y' });
  const locked = new TlsmithError('password-missing', (it) => `${it} is encrypted`, { path: 'z' });
  const failures = [
    { path: 'z', error: locked },
    { path: 'y', error: absent },
  ];
  const all = failures.map(({ path, error }) => ({ path, message: error.sentence }));
  const findings = statusFindings([authority], { unread: [...unread, ...all], failures });
  const output = capturedOutput(false);
  presentStatus(documentOf(findings), output);
  expect(output.said().stderr).toBe(
    `not read: "x.p12" is encrypted, and no password was given
1 certificate or CRL in 3 files: 0 expired, 0 expiring (before 2026-12-20T10:00:00Z)
error: "z" is encrypted
error: "y" does not exist
hint: give it with --in-password-file FILE, or --in-password-env VAR
`,
  );
  const document = statusDocument(findings);
  expect(document).toMatchObject({
    ok: false,
    error: { code: 'input-absent', exitCode: 3 },
    errors: [{ path: 'z' }, { path: 'y' }],
  });
  const onlyLocked = statusFindings([], { failures: failures.slice(0, 1) });
  expect(statusDocument(onlyLocked).error?.exitCode).toBe(4);
});
