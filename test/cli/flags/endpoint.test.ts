// Where to dial and for how long, as it is typed.
import { describe, expect, it } from 'vitest';
import { parseEndpoint, parseTimeOut, possiblePeers } from '../../../src/cli/flags/endpoint.js';
import { codeOf } from '../../support/refusal-of.js';

describe('HOST:PORT', () => {
  it.each([
    ['logs.example:5044', 'dns', 'logs.example', 5044],
    ['es_01:9200', 'dns', 'es_01', 9200],
    ['10.0.0.5:1', 'ip', '10.0.0.5', 1],
    ['[2001:DB8::1]:65535', 'ip', '2001:db8::1', 65535],
  ])('%s', (text, kind, value, port) => {
    expect(parseEndpoint(text)).toMatchObject({ host: { kind, value }, port });
  });

  it.each([
    ['logs.example', 'name-invalid'],
    ['https://logs.example:9200', 'name-invalid'],
    ['2001:db8::1:9200', 'name-invalid'],
    [':9200', 'name-invalid'],
    ['logs.example:', 'name-invalid'],
    ['logs.example:0', 'number-invalid'],
    ['logs.example:65536', 'number-invalid'],
  ])('%s is refused', async (text, code) => {
    expect(await codeOf(() => parseEndpoint(text))).toBe(code);
  });
});

describe('a time-out', () => {
  it.each([
    ['10s', 10_000],
    ['1', 1_000],
    ['300s', 300_000],
  ])('%s', (text, milliseconds) => {
    expect(parseTimeOut(text)).toBe(milliseconds);
  });

  it.each(['0s', '301s', '1m', '-1', '1.5s', ''])('%s is refused', async (text) => {
    expect(await codeOf(() => parseTimeOut(text))).toBe('number-invalid');
  });
});

describe('what may be a server', () => {
  const words = ['a.lan:443', '[::1]:443', '10.0.0.5:9200', 'C:1'];
  const files = ['a.crt', './a:1', '-', 'https://a.lan:443', 'a.lan:', 'a.lan:99999', 'a b:1'];
  const name = { kind: 'dns', value: 'b.lan' } as const;

  it('is HOST:PORT and nothing else', () => {
    expect([...possiblePeers([...words, ...files], {}).keys()]).toEqual(words);
  });

  it('has the name and the time that were said', () => {
    const flags = { 'server-name': name, timeout: 5_000 };
    const peers = [...possiblePeers(['a.lan:443'], flags).values()];
    expect(peers).toMatchObject([{ port: 443, serverName: name, timeOutMs: 5_000 }]);
    expect([...possiblePeers(['a.lan:443'], {}).values()]).toMatchObject([{ timeOutMs: 10_000 }]);
  });
});
