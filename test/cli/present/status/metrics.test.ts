// Prometheus' text format: exact text, and that no label breaks a line or makes two series of one name.
import { expect, it } from 'vitest';
import { statusLayout, statusText } from '../../../../src/cli/present/status/forms.js';
import { statusFindings, statusItem } from '../../../support/status-findings.js';

const text = statusText(await statusLayout('prometheus'));

it('is a gauge for each kind, with times in seconds', () => {
  const own = statusItem('a', { path: 'k.p12', alias: 'own' });
  const authority = statusItem('b', { ca: true });
  const list = statusItem('c', { type: 'crl', serialNumber: undefined, subject: 'CN=Test CA' });
  const unread = [{ path: 'x', message: 'no' }];
  expect(text(statusFindings([own, authority, list], { unread }))).toBe(
    `# HELP tlsmith_certificate_not_after_timestamp_seconds When the certificate ends.
# TYPE tlsmith_certificate_not_after_timestamp_seconds gauge
tlsmith_certificate_not_after_timestamp_seconds{path="k.p12",alias="own",subject="CN=a",issuer="CN=Test CA",serial="${own.serialNumber}",ca="false"} 1826704800
tlsmith_certificate_not_after_timestamp_seconds{path="b.crt",subject="CN=b",issuer="CN=Test CA",serial="${authority.serialNumber}",ca="true"} 1826704800
# HELP tlsmith_crl_next_update_timestamp_seconds When the CRL is to be replaced.
# TYPE tlsmith_crl_next_update_timestamp_seconds gauge
tlsmith_crl_next_update_timestamp_seconds{path="c.crt",issuer="CN=Test CA"} 1826704800
# HELP tlsmith_status_files How many files were looked at.
# TYPE tlsmith_status_files gauge
tlsmith_status_files 3
# HELP tlsmith_status_unread_files How many files that look like certificates could not be read.
# TYPE tlsmith_status_unread_files gauge
tlsmith_status_unread_files 1
# HELP tlsmith_status_last_run_timestamp_seconds When the files were looked at.
# TYPE tlsmith_status_last_run_timestamp_seconds gauge
tlsmith_status_last_run_timestamp_seconds 1795168800
`,
  );
});

it('escapes what would end a label, and shows what nobody would see', () => {
  const odd = statusItem('a', { path: 'a"b\\c\nd', subject: 'CN=\u202e' });
  expect(text(statusFindings([odd]))).toContain(
    String.raw`{path="a\"b\\c\\u{a}d",subject="CN=\\u{202e}",issuer="CN=Test CA"`,
  );
});

it('has no two samples of the same labels: the first to end counts', () => {
  const [first, second] = ['2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'].map((notAfter) =>
    statusItem('a', { type: 'crl', notAfter, serialNumber: undefined }),
  ) as [ReturnType<typeof statusItem>, ReturnType<typeof statusItem>];
  const samples = text(statusFindings([first, second]))
    .split('\n')
    .filter((line) => line.startsWith('tlsmith_crl'));
  expect(samples).toEqual([
    'tlsmith_crl_next_update_timestamp_seconds{path="a.crt",issuer="CN=Test CA"} 1796083200',
  ]);
});

it('leaves out what does not end, and a kind of which there is none', () => {
  const list = statusItem('a', { type: 'crl', notAfter: null, daysLeft: null });
  expect(text(statusFindings([list]))).not.toMatch(/tlsmith_c/);
});
