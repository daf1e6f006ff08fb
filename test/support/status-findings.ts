// What `status` found, made by hand: right but for what a test changes.
import type { StatusFindings, StatusItem } from '../../src/app/status/report.js';

/** `letter` makes its fingerprint and serial number. */
export function statusItem(letter: string, changes: Partial<StatusItem> = {}): StatusItem {
  return {
    path: `${letter}.crt`,
    type: 'certificate',
    ca: false,
    subject: `CN=${letter}`,
    issuer: 'CN=Test CA',
    subjectAltNames: [],
    serialNumber: `5${letter}`.repeat(16),
    sha256Fingerprint: letter.repeat(64),
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2027-11-20T10:00:00Z',
    daysLeft: 365,
    state: 'ok',
    issuedBy: null,
    configs: [],
    ...changes,
  };
}

export function statusFindings(
  items: readonly StatusItem[],
  changes: Partial<StatusFindings> = {},
): StatusFindings {
  return {
    ok: items.every(({ state }) => state === 'ok'),
    at: '2026-11-20T10:00:00Z',
    until: '2026-12-20T10:00:00Z',
    files: 3,
    items,
    unread: [],
    failures: [],
    ...changes,
  };
}
