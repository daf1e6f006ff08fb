// What a server was seen to do, for people and for pipes, to the letter.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  type ProbeDocument,
  presentProbe,
  probeExitCode,
} from '../../../../src/cli/present/verification/probe.js';
import { shownResult } from '../../../../src/cli/present/shown.js';

beforeEach(() => {
  vi.stubEnv('NO_COLOR', '1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const report: ProbeDocument = {
  ...{ ok: false, endpoint: 'logs.lan:5044' },
  ...{ protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', keyExchange: 'X25519' },
  certificates: [
    {
      ...{ subject: 'CN=logs\u202e', issuer: 'CN=CA', serialNumber: '01', subjectAltNames: [] },
      ...{ notBefore: '', notAfter: '', extKeyUsage: [], sha256Fingerprint: '' },
    },
  ],
  ...{ asksForCertificate: true, acceptedIssuers: ['CN=CA'] },
  attempts: [
    { with: 'own', outcome: 'accepted', alert: undefined, message: 'it keeps the connection' },
    { with: 'none', outcome: 'accepted', alert: undefined, message: 'it keeps the connection' },
    { with: 'foreign', outcome: 'refused', alert: 'unknown_ca', message: 'it does not trust' },
  ],
  findings: [
    {
      ...{ code: 'accepts-without-certificate', severity: 'error', subject: 'logs.lan:5044' },
      ...{ message: 'the server takes clients', citation: 'RFC 8446, 4.4.2.4' },
    },
  ],
  runtimes: [{ runtime: 'go', version: '1.27', accepts: true, reason: '' }],
  also: [{ how: 'TLSv1.2', outcome: 'refused', alert: undefined, message: 'it closes' }],
};

function shown(isTTY: boolean, more: Partial<ProbeDocument> = {}): string {
  let text = '';
  const stdout = { isTTY, columns: 80, write: (part: string) => (text += part) } as never;
  presentProbe(shownResult({ ...report, ...more }), { stdout, stderr: stdout, isQuiet: false });
  return text;
}

it('through a pipe', () => {
  expect(shown(false)).toBe(
    [
      'verdict\tno',
      'attempt\town: accepted: it keeps the connection',
      'attempt\tnone: accepted: it keeps the connection',
      'attempt\tforeign: refused: it does not trust (alert unknown_ca)',
      'also\tTLSv1.2: refused: it closes',
      'protocol\tTLSv1.3',
      'cipher\tTLS_AES_256_GCM_SHA384',
      'key-exchange\tX25519',
      'asks-for\tCN=CA',
      'path\tCN=logs\\u{202e}',
      'finding\terror: logs.lan:5044: the server takes clients (accepts-without-certificate; RFC 8446, 4.4.2.4)',
      'runtime\tgo: accepts',
      '',
    ].join('\n'),
  );
});

it('on a terminal', () => {
  expect(shown(true)).toMatchInlineSnapshot(`
    "logs.lan:5044: not good

      accepted     our certificate
                   it keeps the connection
      accepted     no certificate
                   it keeps the connection
      refused      one of an unknown CA
                   it does not trust (alert unknown_ca)

      also seen, with our certificate
      refused      TLSv1.2
                   it closes

      protocol      TLSv1.3
      cipher        TLS_AES_256_GCM_SHA384
      key-exchange  X25519
      asks-for      CN=CA

      path  CN=logs\\u{202e}

      error: logs.lan:5044
        the server takes clients (accepts-without-certificate; RFC 8446, 4.4.2.4)
        What to do: have the server demand client certificates, not merely ask for
        them

      what runtimes would say
        accepts  Go (Fleet Server, other programs in Go)
    "
  `);
});

it.each<[string, Partial<ProbeDocument>, string]>([
  ['nobody', { asksForCertificate: false, acceptedIssuers: undefined }, 'nobody'],
  ['any CA', { acceptedIssuers: [] }, 'any CA'],
  ['not seen', { asksForCertificate: undefined, acceptedIssuers: undefined }, 'not seen'],
])('of whom it asks: %s', (_, more, text) => {
  expect(shown(false, more)).toContain(`asks-for\t${text}\n`);
});

it.each([
  [true, true, 0],
  [false, true, 1],
  [false, false, 6],
])('ok %s, examined %s: exit %i', (ok, isExamined, exitCode) => {
  expect(probeExitCode({ ...report, ok, isExamined })).toBe(exitCode);
});

it('what has to be refused is green where it is', () => {
  const attempts: ProbeDocument['attempts'] = [
    { with: 'wrong-purpose', outcome: 'refused', alert: undefined, message: 'it closes' },
    { with: 'expired', outcome: 'accepted', alert: undefined, message: 'it keeps it' },
  ];
  vi.stubEnv('NO_COLOR', '');
  const text = shown(true, { attempts });
  const [green, red] = ['refused', 'accepted'].map((word) => text.indexOf(word));
  expect(text.slice((green ?? 0) - 5, green)).toBe('\u001b[32m');
  expect(text.slice((red ?? 0) - 5, red)).toBe('\u001b[31m');
  expect(text).toMatch(/one for servers only[^]*one that has expired/);
});
