// The small parts: values in sentences, endpoints, words of a shell.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { formatEndpoint, parseEndpoint } from '../../src/targets/snippet/endpoint.js';
import { quote } from '../../src/quote.js';
import { shellFile, shellWord } from '../../src/shell-word.js';

describe('quote', () => {
  it.each([
    ['plain', '"plain"'],
    ['a\u001b[31m', '"a\\u{1b}[31m"'],
    ['a\u202eb\u200b', '"a\\u{202e}b\\u{200b}"'],
    ['a\ud800', '"a\\u{d800}"'],
    ['😀'.repeat(101), `"${'😀'.repeat(100)}…"`],
  ])('%j becomes %s', (value, expected) => {
    expect(quote(value)).toBe(expected);
  });
});

describe('endpoints', () => {
  it.each([
    ['logs.lan', 5044, 'logs.lan:5044'],
    ['10.0.0.5', 5044, '10.0.0.5:5044'],
    ['::1', 5044, '[::1]:5044'],
  ])('%s and %i are %s, and back', (host, port, text) => {
    expect(formatEndpoint(host, port)).toBe(text);
    expect(parseEndpoint(text)).toEqual({ host, port });
  });

  it.each([
    ['logs.lan', { host: 'logs.lan' }],
    ['[::1]', { host: '::1' }],
    ['https://es.lan:9200/path:1', { host: 'es.lan', port: 9200 }],
    ['fe80::1', { host: 'fe80::1' }],
    ['', { host: '' }],
  ])('%s is read as %j', (text, expected) => {
    expect(parseEndpoint(text)).toEqual(expected);
  });
});

describe('shell words', () => {
  const words = [
    'plain.key',
    'a b',
    "it's",
    '"x"',
    '$HOME',
    '`id`',
    'a\\b',
    '*',
    '~',
    '!',
    'a;b',
    '#x',
    'é',
    '',
    'x=1',
  ];

  it('reach a POSIX shell as they are', () => {
    const script = `printf '%s\\n' ${words.map((word) => shellWord('linux', word)).join(' ')}`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`${words.join('\n')}\n`);
  });

  it.each([
    ['linux', 'logs.crt', 'logs.crt'],
    ['linux', 'a b', "'a b'"],
    ['windows', 'logs.crt', 'logs.crt'],
    ['windows', 'C:\\Program Files', "'C:\\Program Files'"],
    ['windows', "it's", "'it''s'"],
    ['windows', '$x', "'$x'"],
  ] as const)('%s: %s is written %s', (platform, text, expected) => {
    expect(shellWord(platform, text)).toBe(expected);
  });

  it('never pass for an option', () => {
    expect(shellFile('linux', '-rf.key')).toBe('./-rf.key');
    expect(shellFile('windows', '-x.key')).toBe('./-x.key');
  });

  it('refuse control characters', () => {
    expect(() => shellWord('linux', 'a\nb')).toThrow(
      expect.objectContaining({ code: 'name-invalid' }),
    );
  });
});
