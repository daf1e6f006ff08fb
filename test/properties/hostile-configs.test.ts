// doctor: size is no attack. Configs of four mebibytes that hold too much of one thing are soon read
// or refused, and what is just within the limits is soon judged.
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import { diagnosed } from '../support/doctor-run.js';
import { memoryFile } from '../support/memory-files.js';
import { inYardsticks, SOON } from '../support/yardstick.js';

const SIZE = 4 * 1024 * 1024;

/** As often as it fits. */
const filled = (head: string, unit: string, tail = '') =>
  head + unit.repeat(Math.floor((SIZE - head.length - tail.length) / unit.length)) + tail;

const many = (count: number, unit: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => unit(index)).join('');

async function soon(path: string, text: string): Promise<string> {
  let outcome = '';
  const tree = new Map([[path, memoryFile(text)]]);
  const run = async () => {
    try {
      await diagnosed([path], tree);
      outcome = 'said';
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
      outcome = error.code;
    }
  };
  expect(await inYardsticks(run)).toBeLessThan(SOON);
  return outcome;
}

describe('a Beat', () => {
  it.each([
    ['one long line', filled('output.logstash.hosts: ["', 'a'), 'input-malformed'],
    ['braces in one line', filled('output.logstash.hosts: "', '{{', '"'), 'input-limit'],
    ['variables inside each other', filled('output.logstash.hosts: "', '${a:', '"'), 'input-limit'],
    ['settings', `output.logstash:\n${many(200_000, (i) => `  ssl.k${i}: 1\n`)}`, 'input-limit'],
    ['outputs', many(15_000, (i) => `output.o${i}.ssl.key: 1\n`), 'input-limit'],
    ['inputs', `filebeat.inputs:\n${many(12_000, (i) => `- y${i}.ssl.key: 1\n`)}`, 'said'],
    ['aliases', `a: &a [1]\nb:\n${many(20_000, (i) => `  k${i}: *a\n`)}`, 'input-limit'],
    ['deep brackets', filled('output: ', '['), 'input-limit'],
  ])('of %s', async (_name, text, expected) => {
    expect(await soon('/filebeat.yml', text)).toBe(expected);
  });
});

describe('a pipeline', () => {
  it.each([
    ['one long text', filled('input { beats { x => "', 'a', '" } }'), 'said'],
    ['plugins', `input {\n${many(100_000, (i) => `beats { port => ${i} }\n`)}}`, 'input-limit'],
    ['settings', `input { beats {\n${many(150_000, (i) => `ssl_k${i} => 1\n`)}} }`, 'input-limit'],
    [
      'one setting again and again',
      filled('input { beats {\n', 'ssl_enabled => true\n', '} }'),
      'input-limit',
    ],
    ['conditions inside each other', filled('input { ', 'if a { '), 'input-limit'],
    ['arrays inside each other', filled('input { beats { a => ', '['), 'input-limit'],
    ['blanks', filled('input { if ', ' '), 'input-malformed'],
    ['comments', filled('input {', '#\n'), 'input-malformed'],
    ['brackets of a condition', filled('input { if ', '['), 'input-malformed'],
    ['slashes', filled('input { if a =~ ', '/'), 'input-malformed'],
    ['quotes that are kept open', filled('input { beats { a => "', '\\"'), 'input-malformed'],
    ['zeros', filled('input { ', '\0'), 'input-malformed'],
  ])('of %s', async (_name, text, expected) => {
    expect(await soon('/a.conf', text)).toBe(expected);
  });
});

describe('a configuration of nginx', () => {
  it.each([
    ['servers', `http {\n${many(100_000, (i) => `server { listen ${i} ssl; }\n`)}}`, 'input-limit'],
    [
      'servers that inherit',
      `http {\n${many(1_000, (i) => `a${i} b;\n`)}${many(50_000, (i) => `server { listen ${i} ssl; }\n`)}}`,
      'input-limit',
    ],
    [
      'locations',
      `http { server {\n${many(60_000, (i) => `location /${i} { proxy_pass https://h${i}; }\n`)}} }`,
      'input-limit',
    ],
    [
      'directives',
      `http {\n${many(150_000, (i) => `a${i} b;\n`)}server { listen 443 ssl; } }`,
      'input-limit',
    ],
    [
      'upstreams',
      `http { upstream u {\n${many(20_000, (i) => `server h${i}:1;\n`)}}\nserver {${many(900, (i) => `location /${i} { proxy_pass https://u; }\n`)}} }`,
      'input-limit',
    ],
    ['blocks inside each other', filled('http { ', 'a {'), 'input-limit'],
    ['includes', `http {${many(60_000, (i) => `include x${i}.conf;\n`)}}`, 'input-limit'],
    ['brackets of Lua', filled('http { a_by_lua_block {', '[['), 'input-malformed'],
    ['quotes of Lua', filled('http { a_by_lua_block {', '"\n'), 'input-malformed'],
    ['one word', filled('server { listen ', 'a', '; }'), 'said'],
  ])('of %s', async (_name, text, expected) => {
    expect(await soon('/nginx.conf', text)).toBe(expected);
  });
});

describe('others', () => {
  it.each([
    [
      'services of stunnel',
      '/stunnel.conf',
      many(60_000, (i) => `[s${i}]\naccept = ${i}\n`),
      'input-limit',
    ],
    [
      'options of stunnel',
      '/stunnel.conf',
      `[s]\naccept=1\n${many(90_000, (i) => `connect = h${i}:1\n`)}`,
      'input-limit',
    ],
    ['directives of Redis', '/redis.conf', filled('', 'tls-key 1\n'), 'input-limit'],
    ['words of Redis', '/redis.conf', filled('tls-protocols ', 'a '), 'input-limit'],
    [
      'settings of Elasticsearch',
      '/elasticsearch.yml',
      many(15_000, (i) => `xpack.r${i}.ssl.k: 1\n`),
      'input-limit',
    ],
    [
      'documents of a manifest',
      '/m.yaml',
      many(60_000, () => '---\napiVersion: v1\nkind: ConfigMap\n'),
      'input-limit',
    ],
    [
      'blocks of a manifest',
      '/m.yaml',
      `apiVersion: beat.k8s.elastic.co/v1\nkind: Beat\n${many(100_000, () => ' config:\n  a: 1\n')}`,
      'input-limit',
    ],
    ['marks of templates', '/x.conf', filled('', '{{ '), 'input-wrong-kind'],
    ['blanks', '/x.conf', filled('', ' '), 'input-wrong-kind'],
    ['line ends', '/x.conf', filled('upstream', '\n'), 'input-wrong-kind'],
  ])('%s', async (_name, path, text, expected) => {
    expect(await soon(path, text)).toBe(expected);
  });
});

describe('just within the limits', () => {
  it.each([
    [
      'an nginx of many hosts, most of them without TLS',
      '/nginx.conf',
      `http {\n${many(30, (i) => `a${i} b;\n`)}${many(400, (i) => `server { listen 80; server_name h${i}; location / { proxy_pass http://app${i}; } }\nserver { listen 443 ssl; server_name h${i}; ssl_certificate /a; location / { proxy_pass http://app${i}; } }\n`)}}`,
    ],
    [
      'ends that face each other',
      '/a.conf',
      `input {\n${many(490, (i) => `beats { port => ${i + 1} ssl_enabled => true }\n`)}}\noutput {\n${many(490, (i) => `logstash { hosts => "h${i}:${i + 1}" }\n`)}}`,
    ],
    [
      'unknown settings',
      '/filebeat.yml',
      `output.logstash:\n  hosts: [a]\n${many(1_900, (i) => `  ssl.certificat${i}: 1\n`)}`,
    ],
    [
      'servers of nginx',
      '/nginx.conf',
      `http {\n${many(30, (i) => `a${i} b;\n`)}${many(990, (i) => `server { listen ${i + 1} ssl; ssl_certificate /a; ssl_certificate_key /b; }\n`)}}`,
    ],
  ])('%s', async (_name, path, text) => {
    expect(await soon(path, text)).toBe('said');
  });
});
