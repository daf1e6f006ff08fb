// What `cert revoke` and `crl issue` say, for a person and in a pipe.
import { describe, expect, it } from 'vitest';
import type { IssueCrlSummary } from '../../../../src/app/crl/issue.js';
import type { RevokeSummary } from '../../../../src/app/ledger/revoke.js';
import { presentCrl } from '../../../../src/cli/present/ledger/crl.js';
import { presentRevocation } from '../../../../src/cli/present/ledger/revocation.js';
import { capturedOutput } from '../../../support/captured-stream.js';

const AT = '2026-11-20T10:00:00Z';
const certificate: RevokeSummary['certificate'] = {
  ...{ serialNumber: '5f0c2a91b3', subject: 'CN=es01', subjectAltNames: [], profile: 'server' },
  ...{ notBefore: AT, notAfter: AT, sha256Fingerprint: 'ab'.repeat(32), path: null },
};
const revoked: RevokeSummary = {
  ...{ ledger: 'ca/ledger.jsonl', certificate, event: 'revoked', reason: 'superseded' },
  revokedAt: AT,
};

describe('a revocation', () => {
  const said = (changes: Partial<RevokeSummary>) => {
    const output = capturedOutput(false);
    presentRevocation({ ...revoked, ...changes }, output);
    const { stdout, stderr } = output.said();
    return [stdout, stderr];
  };
  const ROW = `5f0c2a91b3\trevoked\tsuperseded\t${AT}\n`;

  it.each<[string, Partial<RevokeSummary>, string, string]>([
    ['is a row', {}, ROW, 'CN=es01 is refused where the next CRL is known: tlsmith crl issue\n'],
    [
      'of before is told of',
      { event: null },
      ROW,
      'CN=es01 was revoked before (superseded): nothing was recorded\n',
    ],
    [
      'that is taken back',
      { event: 'released', reason: null, revokedAt: null },
      '5f0c2a91b3\tnot revoked\n',
      'CN=es01 counts again where the next CRL is known: tlsmith crl issue\n',
    ],
  ])('%s', (_, changes, stdout, stderr) => {
    expect(said(changes)).toEqual([stdout, stderr]);
  });

  it('of a CA says who refuses what is below it', () => {
    const [, stderr] = said({ certificate: { ...certificate, profile: 'ca' } });
    expect(stderr).toContain('by those who ask the CRL of every CA of the chain');
  });
});

describe('a CRL', () => {
  const issued: IssueCrlSummary = {
    files: [{ path: 'ca/ca.crl', kind: 'crl', mode: '0644' }],
    certificates: [],
    crl: {
      ...{ issuer: 'CN=CA', crlNumber: '7', thisUpdate: AT, nextUpdate: AT, revokedCount: 2 },
      authorityKeyIdentifier: 'ab12',
    },
    ok: true,
  };
  const said = (changes: Partial<IssueCrlSummary>) => {
    const output = capturedOutput(false, true);
    const whole = { ...issued, ...changes };
    presentCrl(whole, output, whole);
    const { stdout, stderr } = output.said();
    return [stdout, stderr];
  };

  it('is a path, and nothing else where all is well and nobody wants to hear', () => {
    const hook = { command: ['sh'], exitCode: 0, output: 'said\n' };
    expect(said({ hook })).toEqual(['ca/ca.crl\n', '']);
  });

  it('whose hook failed is told of all the same, with what it said', () => {
    const hook = { command: ['sh'], exitCode: 3, output: 'no\u001b[1m such unit\n' };
    expect(said({ hook, ok: false })).toEqual([
      'ca/ca.crl\n',
      'error: the hook sh ended with 3; the files stay, and the next run repeats it\n  no\\u{1b}[1m such unit\n',
    ]);
  });
});
