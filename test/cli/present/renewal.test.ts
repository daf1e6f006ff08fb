// A renewal as it is shown: paths on stdout, what became of each host on stderr, and the same as a document.
import { describe, expect, it } from 'vitest';
import type { RenewedHost, RenewSummary } from '../../../src/app/renew/summary.js';
import type { HostUptake } from '../../../src/app/renewing/uptake.js';
import type { Call } from '../../../src/cli/call.js';
import {
  presentRenewal,
  renewalDocument,
  renewalExitCode,
} from '../../../src/cli/present/renewal.js';
import { shownResult } from '../../../src/cli/present/shown.js';
import { TlsmithError } from '../../../src/errors.js';
import { capturedOutput } from '../../support/captured-stream.js';

const call: Call = { flags: new Map([['out', { isRepeatable: false }]]), given: new Set() };
const nginx: HostUptake = {
  ...{ target: 'nginx', version: '1.28', by: 'reload', command: 'sudo systemctl reload nginx' },
  sentence: 'nginx reads the files when it is reloaded.',
};
const heartbeat: HostUptake = {
  ...{ target: 'heartbeat', version: '9.5', by: 'itself' },
  sentence: 'Beats notice new files by themselves.',
};
const renewed = (path: string, changes: Partial<RenewedHost> = {}): RenewedHost => ({
  ...{ path, state: 'renewed', reason: 'until 2029-02-22T09:54:59Z', key: 'new' },
  ...changes,
});
const failedAt = (path: string, error: TlsmithError): RenewedHost => ({
  ...{ path, state: 'failed', reason: error.sentence, error },
});
const summary = (hosts: RenewedHost[], changes: Partial<RenewSummary> = {}): RenewSummary => ({
  ...{ ok: true, files: [], certificates: [], hosts, handshakes: [], ...changes },
});
const shown = (what: RenewSummary, isQuiet = false) => {
  const output = capturedOutput(false, isQuiet);
  const document = renewalDocument(what, call);
  presentRenewal(shownResult(document), output, document);
  return output.said();
};

const absent = new TlsmithError('input-absent', (it) => `${it} does not exist`, {
  path: 'hosts/c',
});
const whole = summary(
  [
    renewed('hosts/a', { uptake: nginx }),
    renewed('hosts/b', { key: 'kept', uptake: nginx }),
    renewed('hosts/h', { uptake: heartbeat }),
    failedAt('hosts/c', absent),
    { path: 'hosts/d', state: 'not-due', reason: 'ends at 2029-01-01T00:00:00Z: not due' },
  ],
  {
    ok: false,
    files: [{ path: 'hosts/a/a.crt', kind: 'certificate', mode: '0644' }],
    handshakes: Array(6).fill({ protocol: 'TLSv1.3', host: 'a', with: 'own', outcome: 'accepted' }),
    hook: { command: ['/bin/tell', 'all'], exitCode: 0, output: 'told\n' },
  },
);

it('tells paths on stdout, and on stderr who was renewed, who has to be told, and what failed', () => {
  expect(shown(whole)).toEqual({
    stdout: 'hosts/a/a.crt\n',
    stderr: `renewed: 3
  hosts/a: until 2029-02-22T09:54:59Z, new key
  hosts/b: until 2029-02-22T09:54:59Z, the same key
  hosts/h: until 2029-02-22T09:54:59Z, new key
left alone: 1
  hosts/d: ends at 2029-01-01T00:00:00Z: not due
proved by 6 handshakes
Copy the new files to their hosts, under the same names. Then:
nginx (reload): nginx reads the files when it is reloaded.
  sudo systemctl reload nginx
heartbeat (notices by itself): Beats notice new files by themselves.
the hook /bin/tell ended with 0
  told
error: "hosts/c" does not exist
`,
  });
});

it('tells errors alone where it is to be quiet', () => {
  expect(shown(whole, true).stderr).toBe('error: "hosts/c" does not exist\n');
});

it.each<[string, RenewSummary, stderr: string]>([
  ['nothing', summary([]), ''],
  [
    'a dry run',
    summary([{ path: 'a', state: 'due', reason: 'would end later', uptake: nginx }], {
      dryRun: true,
    }),
    'would be replaced: 1\n  a: would end later\ndry run: nothing was written\n',
  ],
  [
    'a rollback',
    summary([{ path: 'a', state: 'restored', reason: 'ends at x', uptake: heartbeat }]),
    `put back: 1
  a: ends at x
Copy the files back to their hosts, under the same names. Then:
heartbeat (notices by itself): Beats notice new files by themselves.
`,
  ],
  [
    'a request',
    summary([
      { path: 'a', state: 'requested', reason: 'a.renewal.csr goes to the CA', key: 'kept' },
    ]),
    'asked for: 1\n  a: a.renewal.csr goes to the CA, the same key\n',
  ],
  [
    'a hook that failed',
    summary([], { ok: false, hook: { command: ['x'], exitCode: 3, output: 'a\n\u001b[2Jb\n\n' } }),
    'error: the hook x ended with 3; the files stay, and the next run repeats it\n  a\n  \\u{1b}[2Jb\n',
  ],
  [
    'a hook that never ran',
    summary([], {
      ok: false,
      hook: { command: ['x'], exitCode: null, reason: 'permission denied (EACCES)', output: '' },
    }),
    'error: the hook x could not be run: permission denied (EACCES); the files stay, and the next run repeats it\n',
  ],
  [
    'a hook that was killed',
    summary([], {
      ok: false,
      hook: { command: ['x'], exitCode: null, signal: 'SIGKILL', output: 'a\n' },
    }),
    'error: the hook x was ended by SIGKILL; the files stay, and the next run repeats it\n  a\n',
  ],
])('tells of %s', (_, what, stderr) => {
  expect(shown(what).stderr).toBe(stderr);
});

it('lists twenty of a kind, and counts the others', () => {
  const { stderr } = shown(summary(Array.from({ length: 50 }, (_, at) => renewed(`h${at}`))));
  expect(stderr.split('\n').slice(0, 2)).toEqual([
    'renewed: 50',
    '  h0: until 2029-02-22T09:54:59Z, new key',
  ]);
  expect(stderr.trimEnd().split('\n').slice(-2)).toEqual([
    '  h19: until 2029-02-22T09:54:59Z, new key',
    '  and 30 more',
  ]);
});

describe('the document', () => {
  it('says each failure with its host, and the first of them as that of the call', () => {
    const { hosts, error, ok } = renewalDocument(whole, call);
    const worded = { code: 'input-absent', message: '"hosts/c" does not exist', exitCode: 3 };
    expect(ok).toBe(false);
    expect(hosts[3]).toMatchObject({ path: 'hosts/c', state: 'failed', error: worded });
    expect(error).toMatchObject({ ...worded, details: { path: 'hosts/c' } });
  });

  const revoked = new TlsmithError('rollback-revoked', 'no', { serialNumber: '1' });
  it.each<[string, RenewSummary, number]>([
    ['all is done', summary([renewed('a')]), 0],
    ['nothing is due', summary([{ path: 'a', state: 'not-due', reason: '' }]), 0],
    ['a hook failed', summary([renewed('a')], { ok: false }), 1],
    ['several failed', summary([failedAt('a', absent), failedAt('b', revoked)], { ok: false }), 3],
    [
      'another one failed first',
      summary([failedAt('b', revoked), failedAt('a', absent)], { ok: false }),
      7,
    ],
  ])('means exit where %s', (_, what, exitCode) => {
    expect(renewalExitCode(renewalDocument(what, call))).toBe(exitCode);
  });
});
