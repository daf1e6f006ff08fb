// Texts that a program takes apart: what is written with backslashes is to the program, and to our reader, what was meant.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withEscapes, withoutEscapes } from '../../../src/targets/snippet/escaped-value.js';
import { readSnippet, renderSnippet } from '../../../src/targets/snippet/snippet.js';
import { factsOf, type PemFiles } from '../../../src/targets/snippet/values.js';
import { NEWEST_STACK_VERSION } from '../../../src/targets/stack-version.js';
import { shipped } from '../shipped.js';

/** curl's manual, --cert: the name ends at the first colon without a backslash before it. */
function nameOfCurl(text: string): string {
  const drive = /^[A-Za-z]:(?=[\\/])/.exec(text)?.[0] ?? '';
  const name = /^(?:\\[^]|[^:\\])*/.exec(text.slice(drive.length))?.[0] ?? '';
  return drive + name.replace(/\\([:\\])/g, '$1');
}

it.each([
  ['/etc/a.crt', '/etc/a.crt'],
  ['/opt/a:b/x.crt', '/opt/a\\:b/x.crt'],
  ['/opt/a\\b/x.crt', '/opt/a\\\\b/x.crt'],
  ['C:/certs/a:b.crt', 'C:/certs/a\\:b.crt'],
])('%s is written %s', (text, expected) => {
  expect(withEscapes(text, ':')).toBe(expected);
  expect(withoutEscapes(expected, ':')).toBe(text);
});

it('any text is what was meant, to curl and to us', () => {
  const text = fc.string({ unit: fc.constantFrom(':', '\\', '/', 'a', 'C', ' '), maxLength: 12 });
  fc.assert(
    fc.property(text, (meant) => {
      const written = withEscapes(meant, ':');
      expect(withoutEscapes(written, ':')).toBe(meant);
      expect(nameOfCurl(written)).toBe(meant);
    }),
  );
});

it('the snippet of curl escapes the certificate alone, and reads back', async () => {
  const curl = shipped('curl');
  const files = ['certificate', 'privateKey', 'trustAnchors'].map((name) => [name, `/a:b/${name}`]);
  const values = { hosts: ['a.lan'], port: 443, ...(Object.fromEntries(files) as PemFiles) };
  const text = renderSnippet({ target: curl, version: NEWEST_STACK_VERSION }, values);
  expect(text).toContain("--cert '/a\\:b/certificate'");
  expect(text).toContain("--key '/a:b/privateKey'");
  const reading = await readSnippet({ target: curl, version: NEWEST_STACK_VERSION }, text);
  expect(factsOf(reading?.meanings ?? [])).toMatchObject({
    certificate: '/a:b/certificate',
    privateKey: '/a:b/privateKey',
  });
});
