// EnvironmentFiles: read as systemd reads them, changed by name, everything else kept to the octet.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import {
  appendix,
  decodeEnvironmentFile,
  encodeAssignment,
  environmentOf,
  withValues,
} from '../../src/formats/environment-file.js';
import { anyString } from '../support/any-string.js';

const decode = (text: string) => decodeEnvironmentFile(Buffer.from(text));
const valuesOf = (text: string) => Object.fromEntries(environmentOf(decode(text)));

describe('a value is what systemd makes of it', () => {
  it.each([
    ['A=1\nB=2\n', { A: '1', B: '2' }],
    ['A=1', { A: '1' }],
    ['A=\n', { A: '' }],
    ['A', {}],
    ['A\nB=2', { B: '2' }],
    ['A=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['  A = 1 2 \t\n', { A: '1 2' }],
    ['# A=1\n; B=2\nC=3 # no comment\n', { C: '3 # no comment' }],
    ['A=x;y#z\n', { A: 'x;y#z' }],
    ['# a comment \\\nA=1\n', { A: '1' }],
    ['A=first\nA=second\n', { A: 'second' }],
    ['export A=1\n1A=2\nA-B=3\n', {}],
    [`A='it is; # "plain" \\n'\n`, { A: 'it is; # "plain" \\n' }],
    ['A="a \\"b\\" \\$c \\`d\\\\ \\n e"\n', { A: 'a "b" $c `d\\ \\n e' }],
    ['A="two\nlines"\nB=2\n', { A: 'two\nlines', B: '2' }],
    ['A="joined \\\nline"\n', { A: 'joined line' }],
    ['A=joined \\\n  line\nB=2\n', { A: 'joined   line', B: '2' }],
    ['A=a\\bc\\ \n', { A: 'abc ' }],
    [`A='one' "two" three 'four'\n`, { A: `onetwothree 'four'` }],
    ['A=it"s\n', { A: 'it"s' }],
    ['A=" " \n', { A: ' ' }],
    ['A=ü€😀\n', { A: 'ü€😀' }],
    ['A="open\nB=2\n', { A: 'open\nB=2\n' }],
  ])('%j', (text, expected) => {
    expect(valuesOf(text)).toEqual(expected);
  });

  it('whatever it is, what was written is read', () => {
    const names = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/);
    const values = anyString().filter((value) => !value.includes('\0'));
    const wellFormed = values.filter((value) => Buffer.from(value).toString() === value);
    fc.assert(
      fc.property(fc.dictionary(names, wellFormed), (environment) => {
        const lines = Object.entries(environment).map((pair) => encodeAssignment(...pair));
        expect(valuesOf(lines.join(''))).toEqual({ ...environment });
      }),
    );
  });

  it.each([
    ['is not UTF-8', Buffer.from([0x41, 0x3d, 0xff])],
    ['holds a NUL octet', Buffer.from('A=1\0')],
  ])('a text that %s is refused', (fault, bytes) => {
    expect(() => decodeEnvironmentFile(bytes)).toThrow(TlsmithError);
    expect(() => decodeEnvironmentFile(bytes)).toThrow(fault);
  });

  it.each([
    ['A=1\n', false],
    ['A=1', false],
    ['A="1', true],
    ["A='1\n", true],
    ['A="1\\', true],
    ['A=1\\', true],
    ['# "\\', false],
  ])('%j is unfinished: %s', (text, expected) => {
    expect(decode(text).isUnfinished).toBe(expected);
  });
});

describe('a change', () => {
  const OLD = '# keys of web\r\nA=1\n\n; B\nB="two\nlines"\nA=2 # later\nC=3';

  it('puts the new value where the name counts, and keeps every other octet', () => {
    const changed = withValues(decode(OLD), new Map([['A', 'new']]));
    expect(changed).toBe('# keys of web\r\nA=1\n\n; B\nB="two\nlines"\nA=new\nC=3');
    const both = new Map([
      ['C', 'c'],
      ['B', 'b'],
    ]);
    expect(withValues(decode(OLD), both)).toBe(
      '# keys of web\r\nA=1\n\n; B\nB=b\nA=2 # later\nC=c\n',
    );
  });

  it.each([
    ['A=1\n', 'B=2\n'],
    ['', 'B=2\n'],
    ['A=1\n# a comment that older systemds continue \\\n', '\nB=2\n'],
  ])('adds to %j', (text, expected) => {
    expect(appendix(decode(text), new Map([['B', '2']]))).toBe(expected);
  });

  it('reads back, and leaves all other names with their values', () => {
    const text = fc.string({ unit: fc.constantFrom(...'AB=#;\\"\'\n \tx') });
    fc.assert(
      fc.property(text, (old) => {
        const file = decode(old);
        fc.pre(!file.isUnfinished);
        const name = file.assignments[0]?.name;
        fc.pre(name !== undefined);
        const changed = valuesOf(withValues(file, new Map([[name as string, 'new']])));
        expect(changed).toEqual({ ...valuesOf(old), [name as string]: 'new' });
        const ended = old.endsWith('\n') ? old : `${old}\n`;
        const added = ended + appendix(file, new Map([['NEW', '1']]));
        expect(valuesOf(added)).toEqual({ ...valuesOf(old), NEW: '1' });
      }),
    );
  });
});
