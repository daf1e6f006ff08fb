// Bad calls about links and products: pairs, versions, stores, keys, names and values that one end cannot take.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BadInput } from './bad-input-rows.js';

const link = (client: string, server: string, ...flags: readonly string[]) => [
  ...['kit', client, server, '--host', 'links.example', '--no-handshake', ...flags],
];
const refused = (
  what: string,
  args: readonly string[],
  says: RegExp,
  [exit, code]: readonly [number, string] = [7, 'consumer-cannot-read'],
): BadInput => ({ what, args: () => args, exit, code, says });

const PAIR = [2, 'pair-unknown'] as const;
const NAME = [2, 'name-invalid'] as const;

/** A product folder of the person's own with one file in it. */
const ownProduct = (file: string, text: string) => async (cwd: string) => {
  await mkdir(join(cwd, 'own/mine'), { recursive: true });
  await writeFile(join(cwd, 'own/mine', file), text);
};

export const LINKS: readonly BadInput[] = [
  refused(
    'two products without a link',
    link('python', 'redis'),
    /pairs that can: .*redis-cli redis/,
    PAIR,
  ),
  refused('the server first', link('redis', 'redis-cli'), /the client comes first/, PAIR),
  refused(
    'a product without mutual TLS',
    link('logstash-redis-input', 'redis'),
    /what can: stunnel/,
  ),
  refused(
    'lumberjack output, which has no key',
    link('logstash-lumberjack-output', 'logstash'),
    /filebeat logstash/,
  ),
  refused(
    'a redis output below 8.15',
    link('logstash-redis-output', 'redis', '--stack', '8.14'),
    /stunnel/,
  ),
  refused(
    'an elasticsearch input below 8.8',
    link('logstash-elasticsearch-input', 'elasticsearch', '--stack', '8.7'),
    /8\.8/,
  ),
  refused(
    'python-logstash-async over HTTP',
    link('python-logstash-async', 'logstash-http'),
    /python logstash-http/,
  ),
  refused(
    'a Logstash output that is not there yet',
    link('logstash-output', 'logstash-input', '--stack', '8.10'),
    /does from 8\.11 on/,
    [2, 'version-unknown'],
  ),
  refused(
    'stores for redis',
    link('redis-cli', 'redis', '--store', 'pkcs12'),
    /reads no PKCS#12 store; pairs that do: /,
  ),
  refused(
    'PEM files for an old elasticsearch output',
    link('logstash-elasticsearch-output', 'elasticsearch', '--stack', '8.6'),
    /both do from 8\.8 on; both read PKCS#12 stores/,
  ),
  refused(
    'an EC key for a plugin that loads RSA',
    link('logstash-redis-output', 'redis', '--key-type', 'ec-p256'),
    /it loads rsa-2048/,
  ),
  refused(
    'Ed25519 for Elasticsearch',
    link('curl', 'elasticsearch', '--key-type', 'ed25519'),
    /elasticsearch .* does not load a key of type ed25519/,
  ),
  refused(
    'an encrypted key for stunnel',
    link('stunnel', 'stunnel', '--generate-password'),
    /stunnel .* does not load an encrypted key/,
  ),
  refused(
    'a CA that Kibana cannot verify from stores',
    link('kibana', 'elasticsearch', '--store', 'pkcs12', '--ca-key-type', 'ec-p256'),
    /kibana .* cannot verify .*; it verifies rsa-2048/,
  ),
  refused(
    'optional certificates for stunnel',
    link('stunnel', 'stunnel', '--client-auth', 'optional'),
    /cannot leave the client's certificate optional/,
  ),
  refused(
    'an unknown demand',
    link('curl', 'nginx', '--client-auth', 'maybe'),
    /required.*optional/,
    [2, 'flag-value-invalid'],
  ),
  refused(
    'sealed messages between Beats and Logstash',
    link('heartbeat', 'logstash', '--encrypt-messages'),
    /pairs that can: python logstash-tcp/,
  ),
  refused(
    'a user for a product that knows none',
    link('redis-cli', 'redis', '--user', 'me'),
    /no setting for a user/,
  ),
  refused(
    'an IPv6 address for a plugin that splits at the colon',
    ['kit', 'logstash-redis-output', 'redis', '--host', '::1'],
    /dials no IPv6 address/,
  ),
  refused(
    'only an address for nginx, which compares names',
    ['kit', 'nginx', 'elasticsearch', '--host', '10.0.0.5'],
    /DNS names only/,
  ),
  refused(
    'one name for both ends of a tunnel',
    link('stunnel', 'stunnel', '--client-name', 'x', '--server-name', 'x'),
    /two folders/,
    [7, 'name-conflict'],
  ),
  ...['logstash', 'nginx', 'redis', 'stunnel', 'kibana', 'logstash-tcp', 'elasticsearch'].map(
    (target) =>
      refused(
        `a line break in what ${target} is told`,
        // Elasticsearch reads files below its own folder only.
        ['config', 'show', target, '--install-dir', '/etc/elasticsearch/a\nb'],
        /control character/,
        NAME,
      ),
  ),
  ...['python', 'redis-cli', 'heartbeat'].map((target) =>
    refused(
      `a line break in what ${target} is told`,
      ['config', 'show', target, '--host', 'a.example', '--install-dir', '/etc/elasticsearch/a\nb'],
      /control character/,
      NAME,
    ),
  ),
  refused(
    'a dollar in what nginx is told',
    ['config', 'show', 'nginx', '--install-dir', '/etc/$x'],
    /look up a variable/,
    NAME,
  ),
  refused(
    'both kinds of quotes in what Logstash is told',
    ['config', 'show', 'logstash', '--install-dir', `/etc/'"`],
    /both kinds of quotes/,
    NAME,
  ),
  refused(
    'a variable in what Elasticsearch is told',
    ['config', 'show', 'elasticsearch', '--install-dir', '/etc/elasticsearch/${HOME}'],
    /look up/,
    NAME,
  ),
  refused(
    'a peer that is none',
    ['config', 'show', 'redis', '--peer', 'python'],
    /redis has one with .*redis-cli/,
    PAIR,
  ),
  refused(
    'a peer that is unknown',
    ['config', 'show', 'redis', '--peer', 'redis-cly'],
    /did you mean redis-cli/,
    [2, 'target-unknown'],
  ),
  refused(
    'products of a folder that is absent',
    ['config', 'list', '--templates', 'nowhere'],
    /nowhere" does not exist/,
    [3, 'input-absent'],
  ),
  {
    ...refused(
      "a product of one's own that is not JSON",
      ['config', 'list', '--templates', 'own'],
      /mine\/descriptor\.json, line 2: it is not JSON/,
      [3, 'template-invalid'],
    ),
    prepare: ownProduct('descriptor.json', '{\n  "title": }'),
  },
  {
    ...refused(
      "a product of one's own with a key that nobody reads",
      ['config', 'list', '--templates', 'own'],
      /mine\/descriptor\.json, line 3, field run: the key is unknown/,
      [3, 'template-invalid'],
    ),
    prepare: ownProduct('descriptor.json', '{\n  "title": "Mine",\n  "run": "rm"\n}'),
  },
  {
    ...refused(
      "a refusal of one's own without advice",
      link('heartbeat', 'logstash', '--templates', 'own'),
      /mine\/refusals\.json, line 1, field \[0\]\.sentence: it is missing/,
      [3, 'template-invalid'],
    ),
    prepare: ownProduct('refusals.json', '[{ "product": "mine" }]'),
  },
];
