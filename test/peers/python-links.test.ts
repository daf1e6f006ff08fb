// Python's standard logging and python-logstash-async, run from the generated files, to servers that stand in for Logstash; and sealed messages.
import { beforeAll, describe, expect, it } from 'vitest';
import { readPluginBlocks } from '../../src/targets/syntax/logstash.js';
import {
  endServersAfterwards,
  foreignClient,
  type InstalledEnd,
  type InstalledLink,
  installLink,
  type LinkOptions,
} from '../support/generated-link.js';
import { identityIn, type LineServer, serveBodies, serveLines } from '../support/line-server.js';
import { describePeer, findProgram } from '../support/peer.js';
import { CRYPTOGRAPHY, PYTHON } from '../support/python.js';
import { PACKAGE_ROOT, runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const RUBY = findProgram(
  ['ruby'],
  ['-ropenssl', '-rjson', '-e', 'OpenSSL::Cipher.new("aes-256-gcm")'],
);

const folder = temporaryFolder();
endServersAfterwards();

const python = (code: string[], env: Readonly<Record<string, string>> = {}) =>
  runProgram(CRYPTOGRAPHY ?? PYTHON ?? 'python3', code, { env });

/** Logs one record through the root logger, as an application does after install(). */
const APPLICATION = `
import importlib, logging, sys
sys.path[:0] = sys.argv[2:]
handler = importlib.import_module(sys.argv[1]).install()
logging.getLogger("shop").warning("a basket of %d äpfel", 3)
logging.shutdown()
`;

const log = (end: InstalledEnd, module: string, env = {}, paths: string[] = []) =>
  python(['-B', '-c', APPLICATION, module, end.folder, ...paths], env);

const secretsOf = (end: InstalledEnd) =>
  Object.fromEntries(
    end
      .text('secrets.env')
      .trim()
      .split('\n')
      .map((line) => line.split('=') as [string, string]),
  );

const listening = { lines: serveLines, bodies: serveBodies };
const links = [
  { client: 'python', server: 'logstash-tcp', module: 'tls_logging', serve: listening.lines },
  { client: 'python', server: 'logstash-http', module: 'tls_logging', serve: listening.bodies },
  {
    client: 'python-logstash-async',
    server: 'logstash-tcp',
    module: 'logstash_async_tls',
    serve: listening.lines,
    paths: [`${PACKAGE_ROOT}test/peers/python/stand-in`],
  },
];

describePeer('standard logging over mutual TLS', { Python: PYTHON }, () => {
  describe.each(links)('$client to $server', ({ client, server, module, serve, paths = [] }) => {
    const at = (name: string): LinkOptions => ({
      ...{ client, server, folder: `${folder}/${client}-${server}/${name}` },
    });
    let link: InstalledLink;
    let serving: LineServer;
    beforeAll(async () => {
      link = await installLink(at('own'));
      serving = await serve(identityIn(link.server), link.port);
      return () => serving.close();
    });

    it('the own certificate comes in, with what was logged', async () => {
      const { exitCode, stderr } = await log(link.client, module, {}, paths);
      expect([exitCode, stderr]).toEqual([0, '']);
      await serving.settled();
      expect(serving.refusals).toEqual([]);
      expect(serving.lines.map((line) => JSON.parse(line) as object)).toEqual([
        expect.objectContaining({ message: 'a basket of 3 äpfel' }),
      ]);
      serving.lines.length = 0;
    });

    it('one of another CA is refused, and the application hears of it', async () => {
      const foreign = await foreignClient(link, at('foreign'));
      const { stderr } = await log(foreign, module, {}, paths);
      expect(stderr).toMatch(/alert|closed (the )?connection|reset|Broken pipe|EOF/);
      expect(serving.lines).toEqual([]);
      expect(serving.refusals.length).toBeGreaterThan(0);
    });

    it('none is refused', async () => {
      const code = `
import socket, ssl
context = ssl.create_default_context(cafile=${JSON.stringify(`${link.ca}/ca.crt`)})
with context.wrap_socket(socket.create_connection(("localhost", ${link.port})), server_hostname="localhost") as s:
    s.sendall(b"{}\\n")
    print(s.recv(1))`;
      const { exitCode, stderr } = await python(['-c', code]);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/alert|reset|EOF/i);
      expect(serving.lines).toEqual([]);
    });

    it('the client refuses a server of another name', async () => {
      const elsewhere = await installLink({
        ...{ ...at('elsewhere'), hosts: ['127.0.0.1'], port: link.port },
        flags: ['--ca', link.ca],
      });
      const { stderr } = await log(elsewhere.client, module, {}, paths);
      expect(stderr).toContain("certificate is not valid for '127.0.0.1'");
      expect(serving.lines).toEqual([]);
    });

    it('an encrypted key is opened with the password of secrets.env', async () => {
      const flags = ['--generate-password', '--ca', link.ca];
      const sealed = await installLink({ ...at('sealed'), port: link.port, flags });
      const { exitCode, stderr } = await log(
        sealed.client,
        module,
        secretsOf(sealed.client),
        paths,
      );
      expect([exitCode, stderr]).toEqual([0, '']);
      await serving.settled();
      expect(serving.lines).toHaveLength(1);
      serving.lines.length = 0;
      const wrong = await log(sealed.client, module, { DIALLING_KEY_PASSWORD: 'another' }, paths);
      expect(wrong.stderr).toMatch(/bad decrypt|bad password|BAD_DECRYPT|PEM lib/i);
    });
  });

  it('run by itself the file sends one record and fails aloud', async () => {
    const link = await installLink({
      client: 'python',
      server: 'logstash-tcp',
      folder: `${folder}/one`,
    });
    const script = link.client.file('tls_logging.py');
    expect((await python([script, 'hello'])).stderr).toContain('Connection refused');
    const serving = await serveLines(identityIn(link.server), link.port);
    expect(await python([script, 'hello'])).toMatchObject({ exitCode: 0, stderr: '' });
    await serving.settled();
    serving.close();
    expect(serving.lines[0]).toContain('"message": "hello"');
  });

  it('user and password go along over HTTP', async () => {
    const link = await installLink({
      ...{ client: 'python', server: 'logstash-http', folder: `${folder}/user` },
      flags: ['--user', 'shipper'],
    });
    const env = secretsOf(link.client);
    const pair = Buffer.from(`shipper:${env['DIALLING_USER_PASSWORD']}`).toString('base64');
    const serving = await serveBodies(identityIn(link.server), link.port, `Basic ${pair}`);
    expect(await log(link.client, 'tls_logging', env)).toMatchObject({ exitCode: 0, stderr: '' });
    const wrong = await log(link.client, 'tls_logging', { DIALLING_USER_PASSWORD: 'another' });
    serving.close();
    expect(serving.lines).toHaveLength(1);
    expect(wrong.stderr).toContain('Logstash answered 401');
  });
});

describePeer(
  'messages that are sealed themselves',
  { 'python3-cryptography': CRYPTOGRAPHY, ruby: RUBY },
  () => {
    let link: InstalledLink;
    let lines: string[];
    const key = () => secretsOf(link.server)['LISTENING_MESSAGE_KEY'] ?? '';
    /** What the ruby filter of the pipeline makes of the lines. */
    const opened = async (input: readonly string[], messageKey = key()) => {
      const { stdout, stderr, exitCode } = await runProgram(
        RUBY ?? 'ruby',
        [
          `${PACKAGE_ROOT}test/peers/ruby-run-filter.rb`,
          link.server.file('decrypt_messages.rb'),
          'KEY',
        ],
        { input: input.map((line) => `${line}\n`).join(''), env: { KEY: messageKey } },
      );
      if (exitCode !== 0) throw new Error(stderr);
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    };

    beforeAll(async () => {
      link = await installLink({
        ...{ client: 'python', server: 'logstash-tcp', folder: `${folder}/sealed` },
        flags: ['--encrypt-messages'],
      });
      const serving = await serveLines(identityIn(link.server), link.port);
      const { stderr } = await log(link.client, 'tls_logging', secretsOf(link.client));
      expect(stderr).toBe('');
      await log(link.client, 'tls_logging', secretsOf(link.client));
      await serving.settled();
      serving.close();
      lines = serving.lines;
    });

    it('nothing of a message is on the wire in the clear, and no two are alike', () => {
      expect(lines).toHaveLength(2);
      expect(new Set(lines).size).toBe(2);
      for (const line of lines) {
        expect(Object.keys(JSON.parse(line) as object)).toEqual(['encrypted']);
        expect(line).not.toContain('basket');
      }
    });

    it('the filter of the pipeline opens them', async () => {
      const events = await opened(lines);
      expect(events).toHaveLength(2);
      for (const event of events) {
        expect(event).toMatchObject({
          message: 'a basket of 3 äpfel',
          level: 'WARNING',
          logger: 'shop',
        });
        expect(event).not.toHaveProperty('encrypted');
        expect(event).not.toHaveProperty('tags');
      }
    });

    it.each([
      ['a changed octet', (bytes: Buffer) => bytes.fill((bytes[20] ?? 0) ^ 1, 20, 21)],
      ['a changed nonce', (bytes: Buffer) => bytes.fill((bytes[0] ?? 0) ^ 1, 0, 1)],
      ['a tag that is cut', (bytes: Buffer) => bytes.subarray(0, -1)],
      ['only a nonce', (bytes: Buffer) => bytes.subarray(0, 12)],
      ['nothing', () => Buffer.alloc(0)],
    ])('%s is not opened: the event is kept as it came, under a tag', async (_what, change) => {
      const { encrypted } = JSON.parse(lines[0] ?? '') as { encrypted: string };
      const changed = change(Buffer.from(encrypted, 'base64')).toString('base64');
      expect(await opened([JSON.stringify({ encrypted: changed })])).toEqual([
        { encrypted: changed, tags: ['_message_decryption_failure'] },
      ]);
    });

    it('another key opens nothing, and a key that is none stops the pipeline', async () => {
      const [event] = await opened(lines.slice(0, 1), 'ab'.repeat(32));
      expect(event?.['tags']).toEqual(['_message_decryption_failure']);
      await expect(opened(lines, 'short')).rejects.toThrow(/64 hexadecimal digits/);
    });

    it('fields beside the sealed ones, which anybody could have written, are dropped', async () => {
      const { encrypted } = JSON.parse(lines[0] ?? '') as { encrypted: string };
      const forged = { encrypted, message: 'forged', level: 'CRITICAL', extra: 1, '@version': '1' };
      const [event] = await opened([JSON.stringify(forged)]);
      expect(event).toMatchObject({
        message: 'a basket of 3 äpfel',
        level: 'WARNING',
        '@version': '1',
      });
      expect(event).not.toHaveProperty('extra');
      expect(event).not.toHaveProperty('encrypted');
    });

    it('what comes in the clear is marked', async () => {
      expect(await opened(['{"message":"plain"}', '{"encrypted":7}'])).toEqual([
        { message: 'plain', tags: ['_message_not_encrypted'] },
        { encrypted: 7, tags: ['_message_decryption_failure'] },
      ]);
    });

    it('the key stands in secrets.env alone, the same on both ends, and the pipeline names it', () => {
      expect(key()).toMatch(/^[0-9a-f]{64}$/);
      expect(secretsOf(link.client)).toEqual({ DIALLING_MESSAGE_KEY: key() });
      for (const text of [
        link.client.text('tls_logging.py'),
        link.server.text('logstash-tcp.conf'),
      ]) {
        expect(text).not.toContain(key());
      }
      const blocks = readPluginBlocks(link.server.text('logstash-tcp.conf'));
      expect(blocks.map(({ section, plugin }) => `${section} ${plugin}`)).toEqual([
        'input tcp',
        'filter ruby',
      ]);
      expect(blocks[1]?.settings).toMatchObject([
        { name: 'path', value: `${folder}/sealed/installed/decrypt_messages.rb` },
        {
          name: 'script_params',
          value: { entries: [{ name: 'key', value: { variable: 'LISTENING_MESSAGE_KEY' } }] },
        },
      ]);
    });
  },
);
