// Proves that every message is known by its line, and that no line can make its recognition slow.
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../../../src/tls/messages/messages.js';
import { recognise } from '../../../src/tls/messages/recognise.js';
import { LINES } from './lines.js';

const CODES = MESSAGES.map(({ code }) => code);

it('has a line for each message, and no two of one code', () => {
  expect(CODES.length).toBeGreaterThanOrEqual(160);
  expect([...CODES].sort()).toEqual(Object.keys(LINES).sort());
});

describe('a line', () => {
  it.each(Object.entries(LINES))('%s is recognised', (code, line) => {
    expect(recognise(line)?.message.code).toBe(code);
  });

  it.each(Object.entries(LINES))('%s is recognised with words around it', (code, line) => {
    const around = `2026-11-30T20:57:18,123 [WARN ][main] app - ${line} {"thread":"worker-1"}`;
    expect(recognise(around)?.message.code).toBe(code);
  });

  it.each(Object.entries(LINES))('%s is recognised inside a document', (code, line) => {
    const document = JSON.stringify({ log: line, stream: 'stderr' });
    expect(recognise(document)?.message.code).toBe(code);
  });
});

describe.each(MESSAGES)('$code', ({ pattern, cause, remedy, source, code }) => {
  it('repeats nothing without a bound', () => {
    expect(pattern.source.replace(/\\./g, '')).not.toMatch(/[*+]|\{\d+,\}/);
    expect(pattern.flags).toMatch(/^i?$/);
  });

  it('fills its sentence with groups that it has', () => {
    const names = [...cause.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
    for (const name of names) expect(pattern.source).toContain(`(?<${name}>`);
  });

  it('speaks in whole clauses', () => {
    for (const text of [cause, remedy]) expect(text).toMatch(/^\S.*[^.\s]$/);
    expect(source).not.toBe('');
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
});

describe('of several in one line', () => {
  it.each([
    [
      'go-unknown-authority',
      'Failed to connect to backoff(async(tcp://a:5044)): x509: certificate signed by unknown authority',
    ],
    ['openssl-expired', 'curl: (60) SSL certificate problem: certificate has expired'],
    [
      'openssl-self-signed',
      '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1)',
    ],
    [
      'java-no-path',
      '[Manticore::ClientProtocolException] PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target; Attempted to resurrect connection to dead ES instance, but got an error',
    ],
  ])('the cause wins: %s', (code, line) => {
    expect(recognise(line)?.message.code).toBe(code);
  });
});

it('escapes and cuts the values of a line', () => {
  const line = `x509: certificate is valid for a\u001b[2J, not ${'b'.repeat(300)}`;
  const cause = recognise(line)?.cause ?? '';
  expect(cause).toContain('\\u{1b}[2J');
  expect(cause.length).toBeLessThan(400);
});
