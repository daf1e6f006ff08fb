// What people and scripts read: exact text, on a terminal and in a pipe.
import { describe, expect, it } from 'vitest';
import type { CertificateSummary } from '../../../src/app/writing/plan.js';
import { presentConfig } from '../../../src/cli/present/config.js';
import { failureDocument, writeDocument } from '../../../src/cli/present/document.js';
import { presentFailure } from '../../../src/cli/present/failure.js';
import { presentKit } from '../../../src/cli/present/kit.js';
import { paint } from '../../../src/cli/present/paint.js';
import { presentTargets } from '../../../src/cli/present/targets.js';
import { presentWritten } from '../../../src/cli/present/written.js';
import { TlsmithError } from '../../../src/errors.js';
import { capturedOutput, capturedStream } from '../../support/captured-stream.js';
import { withEnvironment } from '../../support/environment.js';

const plainTerminal = { NO_COLOR: undefined, FORCE_COLOR: undefined, TERM: 'xterm' };
const RED = '\u001b[31m';
const GREEN = '\u001b[32m';
const BOLD = '\u001b[1m';
const END = '\u001b[39m';
const BOLD_END = '\u001b[22m';

const certificate: CertificateSummary = {
  path: 'es01/es01.crt',
  subject: 'CN=es01',
  issuer: 'CN=tlsmith CA',
  serialNumber: '4a0b',
  notBefore: '2026-11-20T09:55:00Z',
  notAfter: '2029-02-22T09:54:59Z',
  subjectAltNames: ['dns:es01.lan', 'ip:10.0.0.5'],
  extKeyUsage: ['serverAuth', 'clientAuth'],
  sha256Fingerprint: 'ab'.repeat(32),
};
const files = [
  { path: 'es01/es01.crt', kind: 'certificate' as const, mode: '0644' },
  { path: 'es01/es01.key', kind: 'private-key' as const, mode: '0600' },
];

describe('paint', () => {
  it.each<[string, boolean, Record<string, string | undefined>, boolean]>([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['a terminal with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ])('on %s', async (_, isTTY, variables, isColoured) => {
    await withEnvironment({ ...plainTerminal, ...variables }, () => {
      const text = paint('word', 'red', capturedStream(isTTY).stream);
      expect(text).toBe(isColoured ? `${RED}word${END}` : 'word');
    });
  });
});

describe('a writing command', () => {
  const talk = `es01/es01.crt
  subject  CN=es01
  issuer   CN=tlsmith CA
  names    dns:es01.lan, ip:10.0.0.5
  use      serverAuth, clientAuth
  valid    2026-11-20T09:55:00Z to 2029-02-22T09:54:59Z
  serial   4a0b
  SHA-256  ${'ab'.repeat(32)}
`;

  it.each([true, false])('answers paths on stdout and talks on stderr (terminal: %s)', (isTTY) => {
    const output = capturedOutput(isTTY);
    presentWritten({ files, certificates: [certificate] }, output);
    expect(output.said()).toEqual({ stdout: 'es01/es01.crt\nes01/es01.key\n', stderr: talk });
  });

  it('says what a certificate lacks', () => {
    const output = capturedOutput(false);
    const bare = { ...certificate, subject: '', subjectAltNames: [], extKeyUsage: [] };
    presentWritten({ files, certificates: [bare] }, output);
    expect(output.said().stderr).toMatch(
      /subject {2}\(empty\)\n.*\n {2}names {4}none\n {2}use {6}CA\n/,
    );
  });

  it('is silent on stderr when quiet', () => {
    const output = capturedOutput(true, true);
    presentWritten({ files, certificates: [certificate], dryRun: true }, output);
    expect(output.said()).toEqual({ stdout: 'es01/es01.crt\nes01/es01.key\n', stderr: '' });
  });

  it('says last that a dry run wrote nothing', () => {
    const output = capturedOutput(false);
    presentWritten({ files, certificates: [certificate], dryRun: true }, output);
    expect(output.said().stderr).toBe(`${talk}dry run: nothing was written\n`);
  });
});

describe('a kit', () => {
  const kit = {
    files: [
      { path: 'kit/README.md', kind: 'readme' as const, mode: '0644' },
      { path: 'kit/ca/ca.crt', kind: 'certificate' as const, mode: '0644' },
    ],
    certificates: [certificate],
    choices: [{ what: 'key type', value: 'ec-p256', why: 'the smallest' }],
    handshakes: [
      ...['TLSv1.3', 'TLSv1.2'].flatMap((protocol) =>
        ['logs.lan', '10.0.0.5'].map((host) => ({
          protocol,
          host,
          with: 'own' as const,
          outcome: 'accepted' as const,
          client: 'heartbeat',
        })),
      ),
      ...(['none', 'foreign'] as const).map((kind) => ({
        protocol: 'TLSv1.3',
        host: 'logs.lan',
        with: kind,
        outcome: 'refused' as const,
        client: 'heartbeat',
      })),
    ],
  };
  const talk = (state: string) => `key type: ec-p256 (the smallest)
${state}: heartbeat to logs.lan over TLS 1.3 and TLS 1.2; refused without a certificate and with one of another CA
${state}: heartbeat to 10.0.0.5 over TLS 1.3 and TLS 1.2
next: kit/README.md says what goes where
`;

  it('says that who has no certificate comes in, where that was proved', () => {
    const output = capturedOutput(false);
    const handshakes = kit.handshakes.map((one) =>
      one.with === 'none' ? { ...one, outcome: 'accepted' as const } : one,
    );
    presentKit({ ...kit, handshakes }, output);
    expect(output.said().stderr).toContain(
      'over TLS 1.3 and TLS 1.2; accepted without a certificate too, refused with one of another CA\n',
    );
  });

  it('answers paths, choices and proofs in a pipe', () => {
    const output = capturedOutput(false);
    presentKit(kit, output);
    expect(output.said()).toEqual({
      stdout: 'kit/README.md\nkit/ca/ca.crt\n',
      stderr: talk('proved'),
    });
  });

  it('colours the state word alone on a terminal', async () => {
    await withEnvironment(plainTerminal, () => {
      const output = capturedOutput(true);
      presentKit(kit, output);
      expect(output.said().stderr).toBe(talk(`${GREEN}proved${END}`));
    });
  });

  it('says that nothing was proved', () => {
    const output = capturedOutput(false);
    presentKit({ ...kit, handshakes: [] }, output);
    expect(output.said().stderr).toContain('\nthe link was not proved by a handshake\nnext: ');
  });

  it('says last that a dry run wrote nothing', () => {
    const output = capturedOutput(false);
    presentKit({ ...kit, handshakes: [], dryRun: true }, output);
    expect(output.said().stderr).toBe(
      'key type: ec-p256 (the smallest)\ndry run: nothing was written\n',
    );
  });

  it('is silent on stderr when quiet', () => {
    const output = capturedOutput(true, true);
    presentKit(kit, output);
    expect(output.said().stderr).toBe('');
  });
});

describe('a snippet', () => {
  const summary = {
    target: 'logstash',
    stack: '9.5',
    configFile: '/etc/logstash/conf.d/logstash.conf',
    snippet: 'input {\n}\n',
    files: [],
    certificates: [],
  };

  it('is the answer itself', () => {
    const output = capturedOutput(false);
    presentConfig(summary, output);
    expect(output.said()).toEqual({ stdout: 'input {\n}\n', stderr: '' });
  });

  it('that was written is answered by its path', () => {
    const output = capturedOutput(false);
    const written = [{ path: 'x.conf', kind: 'snippet' as const, mode: '0644' }];
    presentConfig({ ...summary, files: written, dryRun: true }, output);
    expect(output.said()).toEqual({ stdout: 'x.conf\n', stderr: 'dry run: nothing was written\n' });
  });
});

describe('the list of targets', () => {
  const targets = [
    {
      name: 'heartbeat',
      title: 'Heartbeat',
      role: 'client' as const,
      versions: { from: '7.17' },
      reads: [
        { container: 'pkcs8', keyTypes: ['ec-p256', 'ec-p384', 'rsa-2048', 'ed25519'] as const },
        { container: 'pkcs8-encrypted', keyTypes: ['ec-p256'] as const, from: '8.10' },
      ],
      forms: [],
      spellings: ['7.17'],
      peers: ['logstash'],
      defaultPort: 5044,
      installFolder: '/etc/heartbeat/certs',
    },
    {
      name: 'old',
      title: 'Old',
      role: 'server' as const,
      versions: { to: '8.7' },
      reads: [],
      forms: [],
      spellings: [],
      peers: [],
      defaultPort: 1,
      installFolder: '/',
    },
  ];
  const schedules = [
    { name: 'timer', title: 'a timer', configFiles: ['/etc/t.service', '/etc/t.timer'] },
  ];

  it('is one plain row each in a pipe', () => {
    const output = capturedOutput(false);
    presentTargets({ targets, schedules }, output);
    expect(output.said().stdout).toBe(
      'heartbeat\tclient\t7.17+\tec rsa ed25519\t8.10+\tnone\tlogstash\nold\tserver\t7.17-8.7\tnone\tnone\tnone\t\ntimer\tschedule\tnone\tnone\tnone\tnone\tnone\n',
    );
  });

  it('is aligned below headings on a terminal', async () => {
    await withEnvironment(plainTerminal, () => {
      const output = capturedOutput(true);
      presentTargets({ targets, schedules }, output);
      expect(output.said().stdout).toBe(
        [
          `${BOLD}TARGET     ROLE    VERSIONS  PEM KEYS        ENCRYPTED  PKCS#12  TALKS TO${BOLD_END}`,
          'heartbeat  client  7.17+     ec rsa ed25519  8.10+      none     logstash',
          'old        server  7.17-8.7  none            none       none',
          '',
          `${BOLD}SCHEDULE  WHAT     FILE${BOLD_END}`,
          'timer     a timer  /etc/t.service',
          '',
        ].join('\n'),
      );
    });
  });
});

describe('a failure', () => {
  const failure = new TlsmithError('output-exists', '"x" exists already', { paths: ['x'] });

  it('is a sentence and a hint in a pipe', () => {
    const { stream, text } = capturedStream(false);
    presentFailure(failure, stream);
    expect(text()).toBe(
      'error: "x" exists already\nhint: --force overwrites it, --out PATH writes elsewhere, or --archive FILE writes elsewhere\n',
    );
  });

  it('has its first word coloured on a terminal', async () => {
    await withEnvironment(plainTerminal, () => {
      const { stream, text } = capturedStream(true);
      presentFailure(new TlsmithError('date-invalid', 'no date'), stream);
      expect(text()).toBe(`${RED}error:${END} no date\n`);
    });
  });

  it('is one document with --json', () => {
    const { stream, text } = capturedStream(false);
    writeDocument(failureDocument(failure), stream);
    expect(JSON.parse(text())).toEqual({
      ok: false,
      error: {
        code: 'output-exists',
        message: '"x" exists already',
        hint: '--force overwrites it, --out PATH writes elsewhere, or --archive FILE writes elsewhere',
        details: { paths: ['x'] },
        exitCode: 5,
      },
    });
    expect(text().endsWith('}\n')).toBe(true);
  });

  it('tells nothing of its cause in the document', () => {
    const secret = new TlsmithError('bug', 'x', {}, new Error('CANARY'));
    expect(JSON.stringify(failureDocument(secret))).not.toContain('CANARY');
  });

  it('without a hint has none in the document', () => {
    const { error } = failureDocument(new TlsmithError('date-invalid', 'x')) as { error: object };
    expect(Object.keys(error)).toEqual(['code', 'message', 'details', 'exitCode']);
  });
});
