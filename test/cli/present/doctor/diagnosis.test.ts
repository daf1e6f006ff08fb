// What `doctor` found, for people, for pipes, as a plan and as SARIF, to the letter.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Diagnosis } from '../../../../src/app/doctor/diagnose.js';
import {
  diagnosisDocument,
  presentDiagnosis,
  presentFixPlan,
  presentSarif,
} from '../../../../src/cli/present/doctor/diagnosis.js';
import { shownResult } from '../../../../src/cli/present/shown.js';

beforeEach(() => {
  vi.stubEnv('NO_COLOR', '1');
  vi.stubGlobal('PROGRAM_VERSION', '1.2.3');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const diagnosis: Diagnosis = {
  ok: false,
  files: [
    { path: 'kit/heartbeat.yml', products: ['heartbeat 9.5'] },
    { path: 'kit/b\u202e.conf', products: ['logstash 9.5', 'logstash-http 9.5'] },
  ],
  links: [
    {
      client: { file: 'kit/heartbeat.yml', place: 'output.logstash' },
      server: { file: 'kit/b\u202e.conf', place: 'input beats' },
      hosts: ['logs.example:5044'],
    },
  ],
  findings: [
    {
      ...{ code: 'verification-off', severity: 'error', subject: 'output.logstash' },
      ...{
        message: 'heartbeat 9.5 takes any certificate of any server',
        citation: 'RFC 9525, 6.1',
      },
      place: { file: 'kit/heartbeat.yml', line: 8, setting: 'ssl.verification_mode' },
      remedy: { kind: 'config', changes: [] },
      edits: [
        {
          file: 'kit/heartbeat.yml',
          line: 8,
          from: '  secret',
          to: ["  ssl.verification_mode: 'full'"],
        },
      ],
      advice: `write "ssl.verification_mode: 'full'" in line 8`,
    },
    {
      ...{ code: 'file-mode', severity: 'warning', subject: '/etc/a b.key' },
      ...{ message: 'every user may open it', citation: 'CWE-732' },
      place: { file: '/etc/a b.conf', line: undefined, setting: undefined },
      remedy: { kind: 'mode', path: '/etc/a b.key', mode: '0640' },
      ...{ edits: [], advice: undefined },
    },
    {
      ...{ code: 'one-way', severity: 'info', subject: 'input beats' },
      ...{ message: 'only the server is authenticated', citation: 'RFC 8446, 4.3.2' },
      place: { file: 'kit/b\u202e.conf', line: 3, setting: undefined },
      remedy: { kind: 'by-hand', sentence: 'give the client a certificate' },
      ...{ edits: [], advice: 'give the client a certificate' },
    },
  ],
  notJudged: [{ file: 'kit/heartbeat.yml', line: 12, what: 'the kafka output of heartbeat' }],
};

type Present = typeof presentDiagnosis | typeof presentFixPlan;

function shown(present: Present, isTTY: boolean, hasPlan = false): string {
  let text = '';
  const stdout = { isTTY, columns: 80, write: (part: string) => (text += part) } as never;
  const document = diagnosisDocument(diagnosis, hasPlan);
  present(shownResult(document), { stdout, stderr: stdout, isQuiet: false }, document);
  return text;
}

it('on a terminal', () => {
  expect(shown(presentDiagnosis, true)).toBe(`1 error, 1 warning

  kit/heartbeat.yml: heartbeat 9.5
  kit/b\\u{202e}.conf: logstash 9.5, logstash-http 9.5
  kit/heartbeat.yml output.logstash -> kit/b\\u{202e}.conf input beats (logs.example:5044)

  error: kit/heartbeat.yml:8
    heartbeat 9.5 takes any certificate of any server (verification-off; RFC
    9525, 6.1)
    What to do: write "ssl.verification_mode: 'full'" in line 8

  warning: /etc/a b.conf
    every user may open it (file-mode; CWE-732)
    What to do: run chmod 0640 '/etc/a b.key'

  info: kit/b\\u{202e}.conf:3
    only the server is authenticated (one-way; RFC 8446, 4.3.2)
    What to do: give the client a certificate

  not judged
    kit/heartbeat.yml:12: the kafka output of heartbeat
`);
});

it('in a pipe', () => {
  expect(shown(presentDiagnosis, false)).toBe(`verdict\tno
file\tkit/heartbeat.yml: heartbeat 9.5
file\tkit/b\\u{202e}.conf: logstash 9.5, logstash-http 9.5
link\tkit/heartbeat.yml output.logstash -> kit/b\\u{202e}.conf input beats (logs.example:5044)
finding\terror: kit/heartbeat.yml:8: heartbeat 9.5 takes any certificate of any server (verification-off; RFC 9525, 6.1)
remedy\twrite "ssl.verification_mode: 'full'" in line 8
finding\twarning: /etc/a b.conf: every user may open it (file-mode; CWE-732)
remedy\trun chmod 0640 '/etc/a b.key'
finding\tinfo: kit/b\\u{202e}.conf:3: only the server is authenticated (one-way; RFC 8446, 4.3.2)
remedy\tgive the client a certificate
not-judged\tkit/heartbeat.yml:12: the kafka output of heartbeat
`);
});

it('as a plan that a shell can run, without what is only worth knowing', () => {
  expect(shown(presentFixPlan, false, true))
    .toBe(`# kit/heartbeat.yml:8: heartbeat 9.5 takes any certificate of any server
# write "ssl.verification_mode: 'full'" in line 8
# /etc/a b.conf: every user may open it
chmod 0640 '/etc/a b.key'
`);
});

it('a file whose name no shell can say keeps its finding, without a command', () => {
  const [, odd] = diagnosis.findings;
  const remedy = { kind: 'mode', path: '/etc/a\nb.key', mode: '0640' } as const;
  const findings = odd ? [{ ...odd, remedy, advice: undefined }] : [];
  const [finding] = diagnosisDocument({ ...diagnosis, findings }, false).findings;
  expect(finding).toMatchObject({
    commands: [],
    remedy: 'give the file another mode, and a name without control characters',
  });
});

describe('as SARIF', () => {
  const run = () => {
    const log = JSON.parse(shown(presentSarif, false)) as { runs: Record<string, unknown>[] };
    return log.runs[0] as { tool: unknown; results: Record<string, unknown>[] };
  };

  it('names the program, and every rule that has found something', () => {
    expect(run().tool).toMatchObject({
      driver: {
        ...{ name: 'tlsmith', version: '1.2.3' },
        rules: [{ id: 'verification-off' }, { id: 'file-mode' }, { id: 'one-way' }],
      },
    });
  });

  it('has a place for each finding, as a reference that a URI can be', () => {
    const places = run().results.map(({ locations }) => locations);
    expect(places).toEqual([
      [
        {
          physicalLocation: {
            artifactLocation: { uri: 'kit/heartbeat.yml' },
            region: { startLine: 8 },
          },
        },
      ],
      [{ physicalLocation: { artifactLocation: { uri: 'file:///etc/a%20b.conf' } } }],
      [
        {
          physicalLocation: {
            artifactLocation: { uri: 'kit/b%E2%80%AE.conf' },
            region: { startLine: 3 },
          },
        },
      ],
    ]);
  });

  it('has the lines that mend it, and nothing of the line as it stands', () => {
    expect(run().results[0]?.fixes).toMatchObject([
      {
        artifactChanges: [
          { replacements: [{ insertedContent: { text: "  ssl.verification_mode: 'full'\n" } }] },
        ],
      },
    ]);
    expect(shown(presentSarif, false)).not.toContain('secret');
  });
});
