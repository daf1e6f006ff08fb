// Proves that odd values reach nginx, stunnel, Redis and Java unchanged, as the four syntaxes write them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Syntax } from '../../src/targets/snippet/setting.js';
import { nginxSyntax } from '../../src/targets/syntax/nginx.js';
import { propertiesSyntax } from '../../src/targets/syntax/properties.js';
import { redisSyntax } from '../../src/targets/syntax/redis.js';
import { stunnelSyntax } from '../../src/targets/syntax/stunnel.js';
import { findJdks } from '../support/jdks.js';
import { describePeer } from '../support/peer.js';
import { QUICK_JVM } from '../support/store-peers.js';
import { NGINX, REDIS, REDIS_CLI, STUNNEL } from '../support/strangers.js';
import { PACKAGE_ROOT, runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const [JDK] = findJdks();

const ODD = [
  '/etc/x y/a.key',
  ' blanks around ',
  '#a;b{c}d',
  "it's",
  'say "hi"',
  '"\'',
  'C:\\new\\tab\\x41\\u0041',
  'ends in a \\',
  '/$HOME/${HOME}/$host',
  'é中😀\u00a0',
  '= : [a] %s @`~!*?&|<>',
  '; a',
  '',
];

/** The odd values that the syntax writes, and those that it refuses. */
function sorted({ renderSettings }: Syntax): { written: string[]; refused: string[] } {
  const written = ODD.filter((value) => {
    try {
      return renderSettings([{ name: 'x', value }]).length === 1;
    } catch {
      return false;
    }
  });
  return { written, refused: ODD.filter((value) => !written.includes(value)) };
}

/** What `work` answers while the program runs; the program is asked to end then, and waited for. */
async function whileRunning<T>(
  file: string,
  args: readonly string[],
  isReady: () => Promise<boolean>,
  work: () => Promise<T>,
): Promise<T> {
  const child = spawn(file, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  try {
    while (!(await isReady())) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`${file} has ended\n${printed}`);
      await wait(20);
    }
    return await work();
  } finally {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await closed;
    clearTimeout(late);
  }
}

function configFile(name: string, lines: readonly string[]): string {
  writeFileSync(`${folder}/${name}`, `${lines.join('\n')}\n`);
  return `${folder}/${name}`;
}

describePeer('nginx', { nginx: NGINX }, () => {
  const nginx = nginxSyntax();
  const { written, refused } = sorted(nginx);
  const values = [...written, 'a'.repeat(4094), '"'.repeat(2047)];
  const args = (config: string) => ['-p', folder, '-e', 'stderr', '-c', config];
  const socket = `${folder}/nginx.sock`;

  const answer = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const asked = request({ socketPath: socket, path }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve(body));
      });
      asked.on('error', reject);
      asked.end();
    });

  it('answers every value that it was given', async () => {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    mkdirSync(`${folder}/temporary`);
    const config = configFile('nginx.conf', [
      'daemon off; master_process off; pid nginx.pid; events { }',
      'http {',
      ...temporary.map((name) => `${name}_temp_path temporary;`),
      `access_log off; server { listen unix:${socket};`,
      ...values.flatMap((value, i) => [
        `location = /${i} {`,
        ...nginx.renderSettings([{ name: 'return', value: [200, value] }]),
        '}',
      ]),
      '} }',
    ]);
    const isReady = () =>
      answer('/').then(
        () => true,
        () => false,
      );
    const answers = await whileRunning(NGINX ?? '', args(config), isReady, () =>
      Promise.all(values.map((_value, i) => answer(`/${i}`))),
    );
    expect(answers).toEqual(values);
    expect(refused).toEqual(['/$HOME/${HOME}/$host']);
  });

  it.each(['/x y/#a;b{c}.crt', '/C:\\new\\tab "\' é.crt'])(
    'looks for the certificate where it was told: %s',
    async (path) => {
      const config = configFile('certificate.conf', [
        'pid nginx.pid; events { } http { server {',
        `listen unix:${folder}/ssl.sock ssl;`,
        ...nginx.renderSettings([
          { name: 'ssl_certificate', value: path },
          { name: 'ssl_certificate_key', value: path },
        ]),
        '} }',
      ]);
      const { stderr } = await runProgram(NGINX ?? '', ['-t', ...args(config)]);
      expect(stderr).toContain(`cannot load certificate "${path}"`);
    },
  );

  it('is not given what it would refuse', async () => {
    for (const word of ['"/a$"', '"/$no_such"', `"${'a'.repeat(4097)}"`]) {
      const config = configFile('refused.conf', [
        'pid nginx.pid; events { } http { server {',
        `ssl_certificate ${word}; ssl_certificate_key /x; listen unix:${folder}/ssl.sock ssl;`,
        '} }',
      ]);
      const { stderr } = await runProgram(NGINX ?? '', ['-t', ...args(config)]);
      expect(stderr).toMatch(/invalid variable name|unknown "no_such" variable|too long parameter/);
    }
  });
});

describePeer('stunnel', { stunnel: STUNNEL }, () => {
  const stunnel = stunnelSyntax();
  const { written, refused } = sorted(stunnel);

  it.each(written)('looks for the certificate where it was told: %s', async (path) => {
    const config = configFile('stunnel.conf', [
      ...stunnel.renderSettings([
        { name: 'foreground', value: true },
        { name: 'syslog', value: false },
        { name: 'debug', value: 7 },
      ]),
      '[x]',
      ...stunnel.renderSettings([
        { name: 'accept', value: '127.0.0.1:0' },
        { name: 'connect', value: '127.0.0.1:1' },
        { name: 'cert', value: path },
      ]),
    ]);
    // There is no such file, so it ends by itself.
    const { stdout, stderr } = await runProgram(STUNNEL ?? '', [config], { cwd: folder });
    expect(`${stdout}${stderr}`.split('\n')).toContain(
      `[ ] Loading certificate from file: ${path}`,
    );
  });

  it('is not given blanks around a value, which it drops', () => {
    expect(refused).toEqual([' blanks around ', '']);
  });
});

describePeer('Redis', { 'redis-server': REDIS, 'redis-cli': REDIS_CLI }, () => {
  const redis = redisSyntax();
  const { written, refused } = sorted(redis);
  const names = [
    ...['masterauth', 'masteruser', 'tls-cert-file', 'tls-key-file', 'tls-key-file-pass'],
    ...['tls-client-cert-file', 'tls-client-key-file', 'tls-client-key-file-pass'],
    ...['tls-dh-params-file', 'tls-ca-cert-file', 'tls-ca-cert-dir', 'tls-ciphers'],
    'tls-ciphersuites',
  ];
  const socket = `${folder}/redis.sock`;

  const asks = async (...words: string[]) =>
    (await runProgram(REDIS_CLI ?? '', ['-s', socket, '--raw', ...words])).stdout;

  const valuesOf = () =>
    Promise.all(
      names.map(async (name) => (await asks('config', 'get', name)).split('\n').slice(1, -1)),
    );

  it('answers every value that it was given, and writes them so that they read back', async () => {
    const settings = written.map((value, i) => ({ name: names[i] ?? '', value }));
    const file = configFile('redis.conf', [
      ...redis.renderSettings([
        { name: 'port', value: 0 },
        { name: 'unixsocket', value: socket },
        { name: 'dir', value: folder },
        { name: 'save', value: '' },
        ...settings,
      ]),
    ]);
    const isReady = async () => existsSync(socket) && (await asks('ping')) === 'PONG\n';
    const values = await whileRunning(REDIS ?? '', [file], isReady, async () => {
      const read = await valuesOf();
      expect(await asks('config', 'rewrite')).toBe('OK\n');
      return read;
    });
    expect(values).toEqual(written.map((value) => [value]));
    expect(refused).toEqual([]);

    const [block] = await redis.readBlocks(readFileSync(file, 'utf8'), []);
    const reread = new Map(block?.settings.map(({ name, value }) => [name, value]));
    const kept = settings.filter(({ value }) => value !== '');
    expect(kept.map(({ name }) => reread.get(name))).toEqual(kept.map(({ value }) => value));
  });
});

describePeer('java.util.Properties', { 'JDK 17 or newer': JDK?.java }, () => {
  const properties = propertiesSyntax();
  const { written, refused } = sorted(properties);

  /** What Java finds in the file, read as ISO-8859-1 and as UTF-8. */
  async function javaReads(file: string) {
    const source = `${PACKAGE_ROOT}test/peers/java/ReadProperties.java`;
    const { stdout } = await runProgram(JDK?.java ?? '', [...QUICK_JVM, source, file]);
    const found = stdout.split('\n').map((line) => line.split(' '));
    const plain = (word = '') => Buffer.from(word.slice(1), 'base64').toString();
    return ['ISO-8859-1', 'UTF-8'].map((charset) =>
      Object.fromEntries(
        found
          .filter(([first]) => first === charset)
          .map(([, name, value]) => [plain(name), plain(value)]),
      ),
    );
  }

  it('has every value that it was given, in either charset', async () => {
    const settings = written.map((value, i) => ({ name: `a.${i}`, value }));
    const odd = [...settings, { name: '#a=b c:d!\\é', value: 'named oddly' }];
    const file = configFile('written.properties', properties.renderSettings(odd));
    const expected = Object.fromEntries(odd.map(({ name, value }) => [name, value]));
    expect(await javaReads(file)).toEqual([expected, expected]);
    expect(refused).toEqual(['/$HOME/${HOME}/$host']);
  });

  it('reads a file written by hand as our reader does', async () => {
    const lines = [
      ...[
        '# a comment \\',
        '  ! another',
        '',
        'a=1',
        'b : 2 ',
        '\tc\t3',
        'd',
        'e==4',
        'f = \\',
        '  5',
      ],
      ...[
        'g=6\\',
        '# 7',
        'h=8\\\\',
        'i\\ j\\=k=9',
        'l=\\u00e9\\t\\q\\:',
        'a=10',
        'm=\\',
        '',
        'n 11 \\',
      ],
    ];
    const file = configFile('by-hand.properties', lines);
    const [block] = await properties.readBlocks(readFileSync(file, 'utf8'), []);
    const expected = Object.fromEntries(
      block?.settings.map(({ name, value }) => [name, value]) ?? [],
    );
    expect(Object.keys(expected)).toHaveLength(12);
    expect(await javaReads(file)).toEqual([expected, expected]);
  });
});
