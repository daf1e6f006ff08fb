// Proves what is made of a line, a file and stdin: counted, sorted, bounded, and nothing repeated but the words of a message.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainLog } from '../../../src/app/explain/log.js';
import { codeOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
const { files } = testPorts();
const explain = (source: string) => explainLog(source, { files });

const UNKNOWN_CA = 'x509: certificate signed by unknown authority';
const ALERT = 'remote error: tls: bad certificate';

async function explainFile(...lines: readonly string[]) {
  await writeFile(at('x.log'), lines.join('\n'));
  return explain(at('x.log'));
}

it('explains the words of the call', async () => {
  expect(await explain(`ERROR ${UNKNOWN_CA}`)).toMatchObject({
    ok: true,
    file: null,
    lines: [{ line: UNKNOWN_CA, code: 'go-unknown-authority', first: 1, count: 1 }],
  });
});

it('explains a text of several lines, or one longer than any name of a file', async () => {
  const { lines, linesRead } = await explain(`${'x'.repeat(300)}\n${UNKNOWN_CA}`);
  expect([lines.map(({ first }) => first), linesRead]).toEqual([[2], 2]);
  expect((await explain(`${'x'.repeat(5000)} ${UNKNOWN_CA}`)).ok).toBe(true);
});

it('counts repeats, causes first', async () => {
  const { lines, linesRead, file } = await explainFile('x', ALERT, UNKNOWN_CA, ALERT, ALERT);
  expect([linesRead, file]).toEqual([5, at('x.log')]);
  expect(lines.map(({ code, first, count }) => [code, first, count])).toEqual([
    ['go-unknown-authority', 3, 1],
    ['alert-bad-certificate-go', 2, 3],
  ]);
});

it('tells two hosts apart, and a thousand at most', async () => {
  const refusals = Array.from(
    { length: 1200 },
    (_, host) => `x509: certificate is valid for a.lan, not h${host}.lan`,
  );
  const { lines, more } = await explainFile(...refusals, refusals[0] as string);
  expect([lines.length, more, lines[0]?.count]).toEqual([1000, 200, 2]);
});

it('repeats nothing of a line but the words of the message, escaped and cut', async () => {
  const line = `password=Canary7f3a ${UNKNOWN_CA} token=Canary7f3a`;
  expect(JSON.stringify(await explain(line))).not.toContain('Canary7f3a');
  const host = `\u001b[31m${'h'.repeat(250)}`;
  const [entry] = (await explain(`x509: certificate is valid for a, not ${host}`)).lines;
  expect(entry?.line).toMatch(/^[^\u001b]{1,101}…$/);
});

it('answers no where nothing is recognised', async () => {
  expect(await explain('all is well')).toMatchObject({ ok: false, lines: [] });
  expect(await explainFile()).toMatchObject({ ok: false, linesRead: 0 });
});

describe('what is no log', () => {
  it.each(['absent.log', 'absent/x', 'absent.txt.1'])('is refused: %s', async (name) => {
    expect(await codeOf(() => explain(at(name)))).toBe('input-absent');
  });

  it.each([
    ...['logstash-plain.log', 'logstash-plain-2026-11-30-1.log.gz', 'heartbeat-20261130.ndjson'],
    ...['./log', '~/log', 'C:\\logs\\x', 'test/absent', 'certificate_verify_failed.log.1'],
  ])('is refused as the mistyped name of a file: %s', async (word) => {
    expect(await codeOf(() => explain(word))).toBe('input-absent');
  });

  it('is refused: a folder, a program', async () => {
    await mkdir(at('folder'));
    expect(await codeOf(() => explain(at('folder')))).toBe('input-wrong-kind');
    await writeFile(
      at('program'),
      Uint8Array.from({ length: 999 }, (_, octet) => octet % 32),
    );
    expect(await codeOf(() => explain(at('program')))).toBe('input-wrong-kind');
  });
});

it.each([
  ...[
    'SSL/TLS',
    'I/O',
    'handshake/failure',
    'es01.mycompany.com',
    '10.0.0.5:9200',
    'javax.net.ssl',
  ],
  ...['https://es.lan:9200/x.log', 'beats.v8/2.1', 'cannot open /var/log/absent.log', ''],
])('takes a word for words where it can be them: %s', async (word) => {
  expect(await explain(word)).toMatchObject({ ok: false, file: null });
});

it('takes a name with dots for a message where it is one', async () => {
  expect((await explain('java.security.cert.CertificateExpiredException')).ok).toBe(true);
});
