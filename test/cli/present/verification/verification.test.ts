// The verdict of verify for people and for pipes, to the letter.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VerificationReport } from '../../../../src/app/verify/certificate.js';
import { shownResult } from '../../../../src/cli/present/shown.js';
import { presentVerification } from '../../../../src/cli/present/verification/verification.js';

beforeEach(() => {
  vi.stubEnv('NO_COLOR', '1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const good: VerificationReport = {
  ok: true,
  path: ['CN=es01', 'CN=Issuing', 'CN=Root'],
  findings: [
    {
      code: 'name-not-judged',
      severity: 'info',
      subject: 'CN=es01',
      message: 'no host and no mailbox was given, so the names of the certificate were not judged',
      citation: 'RFC 9525, 6',
    },
  ],
  runtimes: [{ runtime: 'go', version: '1.27', accepts: true, reason: '' }],
};

const bad: VerificationReport = {
  ok: false,
  path: ['', 'CN=Root\u202e'],
  findings: [
    {
      code: 'expired',
      severity: 'error',
      subject: '',
      message: 'the certificate expired at 2026-11-19T10:00:00Z',
      citation: 'RFC 5280, 4.1.2.5',
    },
    {
      code: 'encoding',
      severity: 'error',
      subject: 'CN=Root\u202e',
      message: 'the certificate is not encoded as DER: a NULL has content',
      citation: 'X.690, 10',
    },
    {
      code: 'unique-identifiers',
      severity: 'warning',
      subject: '',
      message: 'the certificate has unique identifiers, which no CA may write today',
      citation: 'RFC 5280, 4.1.2.8',
    },
  ],
  runtimes: [
    { runtime: 'python', version: '3.14', accepts: true, reason: '' },
    {
      runtime: 'jdk',
      version: '25',
      accepts: false,
      reason: `PKIX path validation failed: validity check failed (NotAfter: ${'\u202e'}Thu Nov 19)`,
    },
  ],
};

function shown(verification: VerificationReport, isTTY: boolean): string {
  let text = '';
  const stdout = { isTTY, columns: 80, write: (part: string) => (text += part) } as never;
  presentVerification(shownResult(verification), { stdout, stderr: stdout, isQuiet: false });
  return text;
}

describe('on a terminal', () => {
  it('a yes', () => {
    expect(shown(good, true)).toBe(`CN=es01: good

  path  CN=es01
          CN=Issuing
            CN=Root

  info: CN=es01
    no host and no mailbox was given, so the names of the certificate were not
    judged (name-not-judged; RFC 9525, 6)
    What to do: give the host that clients dial, or the mailbox

  what runtimes would say
    accepts  Go (Fleet Server, other programs in Go)
`);
  });

  it('a no', () => {
    expect(shown(bad, true)).toBe(`(empty subject): not good: 2 errors

  path  (empty subject)
          CN=Root\\u{202e}

  error: (empty subject)
    the certificate expired at 2026-11-19T10:00:00Z (expired; RFC 5280, 4.1.2.5)
    What to do: renew it; an expired CA needs a new certificate for its key

  error: CN=Root\\u{202e}
    the certificate is not encoded as DER: a NULL has content (encoding; X.690,
    10)
    What to do: have the certificate issued anew by software that keeps to the
    standard

  warning: (empty subject)
    the certificate has unique identifiers, which no CA may write today
    (unique-identifiers; RFC 5280, 4.1.2.8)

  what runtimes would say
    accepts  Python 3.13 or later
    refuses  JDK (Logstash, Elasticsearch)
             PKIX path validation failed: validity check failed (NotAfter:
             \\u{202e}Thu Nov 19)
`);
  });
});

describe('in a pipe', () => {
  it('a yes', () => {
    expect(shown(good, false)).toBe(
      [
        'verdict\tyes',
        'path\tCN=es01',
        'path\tCN=Issuing',
        'path\tCN=Root',
        'finding\tinfo: CN=es01: no host and no mailbox was given, so the names of the certificate were not judged (name-not-judged; RFC 9525, 6)',
        'runtime\tgo: accepts',
        '',
      ].join('\n'),
    );
  });

  it('a no', () => {
    expect(shown(bad, false)).toBe(
      [
        'verdict\tno',
        'path\t(empty subject)',
        'path\tCN=Root\\u{202e}',
        'finding\terror: (empty subject): the certificate expired at 2026-11-19T10:00:00Z (expired; RFC 5280, 4.1.2.5)',
        'finding\terror: CN=Root\\u{202e}: the certificate is not encoded as DER: a NULL has content (encoding; X.690, 10)',
        'finding\twarning: (empty subject): the certificate has unique identifiers, which no CA may write today (unique-identifiers; RFC 5280, 4.1.2.8)',
        'runtime\tpython: accepts',
        'runtime\tjdk: refuses: PKIX path validation failed: validity check failed (NotAfter: \\u{202e}Thu Nov 19)',
        '',
      ].join('\n'),
    );
  });
});
