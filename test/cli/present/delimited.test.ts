// One name of a certificate never reads as two, whatever stands in it.
import { expect, it } from 'vitest';
import { nameRows } from '../../../src/cli/present/inspection/extensions.js';
import { delimited } from '../../../src/cli/present/inspection/rows.js';

it.each([
  ['dns:good.example.com', 'dns:good.example.com'],
  ['dirname:CN=a,O=b', 'dirname:CN=a,O=b'],
  ['dns:good.example, DNS:evil.example', '"dns:good.example, DNS:evil.example"'],
  ['"dns:a', '"\\"dns:a"'],
  ['dns:a", "dns:b', '"dns:a\\", \\"dns:b"'],
])('%s', (text, shown) => {
  expect(delimited(text)).toBe(shown);
});

it('is shown so among the others', () => {
  const subjectAltNames = ['dns:a.example', 'dns:b.example, dns:c.example'];
  const [row] = nameRows({ subjectAltNames, extensions: [] });
  expect(row?.values.map(({ text }) => text)).toEqual([
    'dns:a.example',
    '"dns:b.example, dns:c.example"',
  ]);
});
