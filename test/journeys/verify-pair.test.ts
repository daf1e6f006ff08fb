// Proves `verify --pair` through the program: both directions of a link from the folders of its ends, whatever they hold.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Direction } from '../../src/app/judging/link.js';
import type { PairVerification } from '../../src/app/verify/pair.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { extKeyUsage, keyUsage } from '../support/foreign-certificate.js';
import { ca, endEntity, OID, USE } from '../support/path-builder.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

async function made(...words: string[]): Promise<void> {
  const { exitCode, stderr } = await runHere(words);
  if (exitCode !== 0) throw new Error(stderr);
}

const kit = (name: string, client: string, server: string, ...flags: string[]) =>
  made(
    ...['kit', client, server, '--host', 'host.example', '--no-handshake'],
    ...['--out', at(name), ...flags],
  );

beforeAll(async () => {
  await writeFile(at('password'), 'Sealed42\n');
  const issue = ['cert', 'issue', '--ca', at('ca'), '--profile', 'peer', '--san', 'host.example'];
  await made('ca', 'create', '--out', at('ca'));
  await Promise.all([
    kit('plain', 'heartbeat', 'logstash', '--host', '10.0.0.5'),
    kit('other', 'heartbeat', 'logstash'),
    kit('locked', 'filebeat', 'logstash', '--generate-password'),
    kit('stores', 'kibana', 'elasticsearch', '--store', 'pkcs12'),
    kit('relay', 'logstash-output', 'logstash-input'),
    kit('tunnel', 'stunnel', 'stunnel'),
    made(...issue, 'bare', '--out', at('bare')),
    made(...issue, 'sealed', '--out', at('sealed'), '--password-file', at('password')),
    made(
      ...issue,
      'boxed',
      '--format',
      'pkcs12',
      '--password-file',
      at('password'),
      '--out',
      at('boxed'),
    ),
  ]);
});

const judge = (server: string, client: string, ...flags: string[]) =>
  runHereJson<PairVerification>(['verify', '--pair', at(server), '--with', at(client), ...flags]);

const errorsOf = ({ findings }: Direction) =>
  findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
const thereIn = ({ runtimes }: Direction) =>
  runtimes.filter(({ isThere }) => isThere).map(({ runtime }) => runtime);

describe('a kit', () => {
  it('is good in both directions, with the names that are dialled and the runtimes that are there', async () => {
    const { exitCode, document } = await judge('plain/logstash', 'plain/heartbeat');
    expect([exitCode, document.ok]).toEqual([0, true]);
    const [server, client] = document.directions as [Direction, Direction];
    expect(server).toMatchObject({
      ...{ role: 'server', folder: at('plain/logstash'), target: 'logstash', judge: 'heartbeat' },
      hosts: ['host.example', '10.0.0.5'],
    });
    expect(client).toMatchObject({
      role: 'client',
      target: 'heartbeat',
      judge: 'logstash',
      hosts: [],
    });
    expect([thereIn(server), thereIn(client)]).toEqual([['beats'], ['jdk']]);
    for (const { path, runtimes } of [server, client]) {
      expect(path).toHaveLength(2);
      expect(runtimes).toHaveLength(6);
      expect(runtimes.every(({ accepts }) => accepts)).toBe(true);
    }
  });

  it.each([
    ['locked', 'logstash', 'filebeat', ['beats'], ['jdk']],
    ['stores', 'elasticsearch', 'kibana', ['node'], ['jdk']],
    ['relay', 'logstash-input', 'logstash-output', ['jdk'], ['jdk']],
    ['tunnel', 'stunnel-server', 'stunnel-client', ['openssl'], ['openssl']],
  ])('%s: passwords come from secrets.env', async (name, server, client, ofServer, ofClient) => {
    const { exitCode, document } = await judge(`${name}/${server}`, `${name}/${client}`);
    expect([exitCode, document.ok]).toEqual([0, true]);
    expect(document.directions.map(thereIn)).toEqual([ofServer, ofClient]);
    expect(document.directions[0]?.hosts).toEqual(['host.example']);
  });
});

describe('a kit whose ends are named the wrong way round', () => {
  it('is judged in the roles that its snippets say, which is said', async () => {
    const right = await judge('plain/logstash', 'plain/heartbeat');
    const swapped = await judge('plain/heartbeat', 'plain/logstash');
    expect(swapped).toMatchObject({ exitCode: 0, document: right.document });
    const args = ['verify', '--pair', at('plain/heartbeat'), '--with', at('plain/logstash')];
    const { stdout, stderr } = await runHere(args);
    expect(stdout).toContain(`the server's certificate in ${at('plain/logstash')} (logstash)`);
    expect(stderr).toContain('heartbeat" its client');
  });

  it.each([
    ['clients', 'plain/heartbeat', 'locked/filebeat'],
    ['servers', 'plain/logstash', 'stores/elasticsearch'],
  ])('two %s are no link', async (_, one, other) => {
    expect(await judge(one, other)).toMatchObject({
      exitCode: 7,
      document: { ok: false, error: { code: 'roles-conflict' } },
    });
  });
});

describe('folders without a snippet', () => {
  it('are judged by what they hold', async () => {
    const { exitCode, document } = await judge('bare', 'bare', '--host', 'host.example');
    expect([exitCode, document.ok]).toEqual([0, true]);
    expect(document.directions.map(thereIn)).toEqual([[], []]);
    expect(document.directions[0]).not.toHaveProperty('target');
  });

  it.each(['sealed', 'boxed'])('%s: need the password, and are opened with it', async (name) => {
    const closed = await judge(name, 'bare');
    expect([closed.exitCode, closed.document]).toMatchObject([
      4,
      { error: { code: 'password-missing' } },
    ]);
    const opened = await judge(name, 'bare', '--in-password-file', at('password'));
    expect([opened.exitCode, opened.document.ok]).toEqual([0, true]);
  });
});

describe('a link that fails', () => {
  const changed = async (name: string, change: (folder: string) => Promise<void>) => {
    await cp(at('plain'), at(name), { recursive: true });
    await change(at(name));
    return judge(`${name}/logstash`, `${name}/heartbeat`);
  };

  it('the key belongs to another certificate', async () => {
    const { exitCode, document } = await changed('mixed', (kitFolder) =>
      cp(`${kitFolder}/heartbeat/heartbeat.key`, `${kitFolder}/logstash/logstash.key`),
    );
    expect([exitCode, document.ok]).toEqual([1, false]);
    expect(document.directions.map(errorsOf)).toEqual([['key-mismatch'], []]);
  });

  it('the client trusts another CA of its own name', async () => {
    const { exitCode, document } = await changed('foreign', (kitFolder) =>
      cp(at('other/heartbeat/ca.crt'), `${kitFolder}/heartbeat/ca.crt`),
    );
    expect([exitCode, document.ok]).toEqual([1, false]);
    const [server, client] = document.directions as [Direction, Direction];
    expect([errorsOf(server), errorsOf(client)]).toEqual([
      ['different-authorities', 'no-path'],
      [],
    ]);
    expect(server.runtimes.every(({ accepts }) => !accepts)).toBe(true);
    expect(client.runtimes.every(({ accepts }) => accepts)).toBe(true);
  });

  it('the client dials a name that the server does not have', async () => {
    const { exitCode, document } = await judge(
      ...(['plain/logstash', 'plain/heartbeat', '--host', 'else.example'] as const),
    );
    expect([exitCode, document.directions.map(errorsOf)]).toEqual([1, [['host-name'], []]]);
  });

  it('only the second of two names is wrong', async () => {
    const { exitCode, document } = await changed('second', async (kitFolder) => {
      const file = `${kitFolder}/heartbeat/heartbeat.yml`;
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replaceAll('10.0.0.5', '10.0.0.6'));
    });
    expect([exitCode, document.directions.map(errorsOf)]).toEqual([1, [['host-name'], []]]);
    const go = document.directions[0]?.runtimes.find(({ runtime }) => runtime === 'go');
    expect(go).toMatchObject({ accepts: false, reason: expect.stringContaining('not 10.0.0.6') });
  });

  it('only the runtime at the other end refuses', async () => {
    const root = ca('Root');
    const server = endEntity(root, {
      changes: { [OID.ku]: keyUsage(2), [OID.eku]: extKeyUsage(USE.server) },
    });
    await cp(at('relay'), at('refused'), { recursive: true });
    const place = at('refused/logstash-input/logstash-input');
    await writeFile(`${place}.crt`, encodePem('CERTIFICATE', server.der));
    await writeFile(`${place}.key`, encodePem('PRIVATE KEY', server.key.privateKeyInfo));
    await writeFile(at('refused/logstash-output/ca.crt'), encodePem('CERTIFICATE', root.der));
    const { exitCode, document } = await judge('refused/logstash-input', 'refused/logstash-output');
    const [first] = document.directions as [Direction];
    expect([exitCode, document.ok, errorsOf(first)]).toEqual([1, false, []]);
    expect(first.runtimes.filter(({ accepts }) => !accepts)).toMatchObject([
      { runtime: 'jdk', isThere: true, reason: expect.stringContaining('digital signatures') },
    ]);
  });
});

describe('calls that cannot be', () => {
  const pair = ['--pair', at('plain/logstash'), '--with', at('plain/heartbeat')];
  it.each([
    ['one end', ['--pair', at('plain/logstash')], 2, 'input-needed'],
    ['the other end', ['--with', at('plain/heartbeat')], 2, 'input-needed'],
    ['neither', [], 2, 'argument-missing'],
    ['a certificate too', [at('bare/bare.crt'), ...pair], 2, 'argument-unexpected'],
    ['trust anchors too', [...pair, '--ca', at('ca')], 2, 'flags-conflict'],
    ['a purpose too', [...pair, '--purpose', 'server'], 2, 'flags-conflict'],
    ['no folder', ['--pair', at('nowhere'), '--with', at('plain/heartbeat')], 3, 'input-absent'],
    ['a file', ['--pair', at('bare/bare.crt'), '--with', at('bare')], 3, 'input-wrong-kind'],
    ['a folder without key', ['--pair', at('plain'), '--with', at('bare')], 3, 'input-wrong-kind'],
  ])('%s', async (_what, words, exitCode, code) => {
    const { document, ...result } = await runHereJson<{ error: { code: string } }>([
      'verify',
      ...words,
    ]);
    expect([result.exitCode, document.error.code, result.stderr]).toEqual([exitCode, code, '']);
  });
});

it('the text names both directions', async () => {
  const words = ['verify', '--pair', at('plain/logstash'), '--with', at('plain/heartbeat')];
  const { stdout, exitCode } = await runHere(words);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("verdict\tyes\ndirection\tthe server's certificate in ");
  expect(stdout).toContain('runtime\tbeats*: accepts\n');
  expect(stdout.match(/^direction\t/gm)).toHaveLength(2);
});
