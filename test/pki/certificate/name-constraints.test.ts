// Which names a constrained CA may certify, and that the extension reads back as it was written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDistinguishedName } from '../../../src/pki/names/name-parser.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { constraintFault, subtreeText } from '../../../src/pki/path/name-constraint-check.js';
import {
  encodeNameConstraints,
  type NameConstraints,
  directorySubtree,
  nameConstraintsOf,
  type Subtree,
} from '../../../src/pki/certificate/name-constraints.js';
import {
  parseDnsSubtree,
  parseMailboxes,
  parseNetwork,
} from '../../../src/pki/certificate/subtree-parser.js';

const EMPTY: NameConstraints = { permitted: [], excluded: [] };

/** `dns:a`, `ip:10.0.0.0/8`, `email:a`, `uri:a`, `dirname:O=x`. */
function subtree(text: string): Subtree {
  const kind = text.slice(0, text.indexOf(':'));
  const rest = text.slice(kind.length + 1);
  if (kind === 'ip') return parseNetwork(rest);
  if (kind === 'dirname') return directorySubtree(parseDistinguishedName(rest));
  return { kind: kind as 'dns' | 'email' | 'uri', base: rest };
}

const faultOf = (constraints: NameConstraints, names: string[], subject = '') =>
  constraintFault(
    constraints,
    parseDistinguishedName(subject),
    names.map((name) => parseGeneralName(name)),
  );

describe('a name below a base', () => {
  // [base, lies in it, does not]
  it.each([
    [
      'dns:example.com',
      ['example.com', 'a.example.com', 'a.b.example.com', '*.example.com'],
      ['example.org', 'notexample.com', 'com'],
    ],
    ['dns:.example.com', ['a.example.com', '*.example.com'], ['example.com', 'notexample.com']],
    ['dns:', ['anything.example'], []],
    [
      'ip:10.0.0.0/8',
      ['10.0.0.1', '10.255.255.255'],
      ['11.0.0.0', '9.255.255.255', '::ffff:10.0.0.1', 'fd00::1'],
    ],
    ['ip:192.168.1.128/25', ['192.168.1.128', '192.168.1.255'], ['192.168.1.127']],
    ['ip:0.0.0.0/0', ['8.8.8.8'], ['::1']],
    ['ip:fd00::/8', ['fd12::1'], ['fe80::1', '10.0.0.1']],
    ['ip:10.0.0.5', ['10.0.0.5'], ['10.0.0.6']],
    [
      'email:example.com',
      ['email:a@example.com', 'email:b@EXAMPLE.com'],
      ['email:a@sub.example.com'],
    ],
    ['email:.example.com', ['email:a@sub.example.com'], ['email:a@example.com']],
    [
      'email:a@example.com',
      ['email:a@example.com'],
      ['email:A@example.com', 'email:b@example.com'],
    ],
    [
      'uri:.example.com',
      ['https://a.example.com/x', 'https://u@a.example.com:8443'],
      ['https://example.com/'],
    ],
    ['uri:example.com', ['https://example.com/'], ['https://a.example.com/']],
  ])('%s', (base, inside, outside) => {
    for (const name of inside) {
      expect(faultOf({ ...EMPTY, permitted: [subtree(base)] }, [name]), name).toBeUndefined();
      expect(faultOf({ ...EMPTY, excluded: [subtree(base)] }, [name]), name).toBeDefined();
    }
    for (const name of outside) {
      const isSameKind = subtree(base).kind === parseGeneralName(name).kind;
      const fault = faultOf({ ...EMPTY, permitted: [subtree(base)] }, [name]);
      expect(fault !== undefined, name).toBe(isSameKind);
      expect(faultOf({ ...EMPTY, excluded: [subtree(base)] }, [name]), name).toBeUndefined();
    }
  });

  it('a URI without a host is acceptable to no constraint', () => {
    for (const name of ['urn:uuid:1', 'https://10.0.0.1/', 'https://[fd00::1]/']) {
      const base = [subtree('uri:.example.com')];
      expect(faultOf({ ...EMPTY, permitted: base }, [name]), name).toBeDefined();
      expect(faultOf({ ...EMPTY, excluded: base }, [name]), name).toBeDefined();
    }
  });

  it('a wildcard that reaches into what is excluded is refused, though it does not lie in it', () => {
    const constraints = { ...EMPTY, excluded: [subtree('dns:bad.example.com')] };
    expect(faultOf(constraints, ['*.example.com'])).toEqual({
      name: 'dns:*.example.com',
      rule: 'excludes dns:bad.example.com',
    });
    expect(faultOf(constraints, ['*.other.example.com'])).toBeUndefined();
    const permitted = [subtree('dns:bad.example.com')];
    expect(faultOf({ ...EMPTY, permitted }, ['*.example.com'])).toBeDefined();
  });

  it('several permitted bases are alternatives, and only for names of their kind', () => {
    const permitted = [subtree('dns:a.example'), subtree('dns:b.example')];
    expect(
      faultOf({ ...EMPTY, permitted }, ['x.b.example', '10.0.0.1', 'email:a@c.example']),
    ).toBeUndefined();
    expect(faultOf({ ...EMPTY, permitted }, ['c.example'])).toEqual({
      name: 'dns:c.example',
      rule: 'permits only dns:a.example, dns:b.example',
    });
  });

  it('what is excluded wins over what is permitted', () => {
    const constraints = {
      permitted: [subtree('dns:example')],
      excluded: [subtree('dns:a.example')],
    };
    expect(faultOf(constraints, ['b.example'])).toBeUndefined();
    expect(faultOf(constraints, ['x.a.example'])).toMatchObject({ rule: 'excludes dns:a.example' });
  });
});

describe('names in the subject', () => {
  const dns = { ...EMPTY, permitted: [subtree('dns:a.example')] };

  it.each([
    ['CN=other.example', [], 'CN=other.example'],
    ['CN=other.example', ['x.a.example'], undefined],
    ['CN=other', [], undefined],
    ['CN=a person', [], undefined],
    ['CN=X.A.example', [], undefined],
  ])(
    '%s with %j: OpenSSL reads a common name with a dot where no DNS name stands',
    (subject, names, fault) => {
      expect(faultOf(dns, names, subject)?.name).toBe(fault);
    },
  );

  it('a mail address in the subject counts where the subjectAltName has none', () => {
    const mail = { ...EMPTY, permitted: [subtree('email:a.example')] };
    const subject = '1.2.840.113549.1.9.1=me@b.example';
    expect(faultOf(mail, [], subject)?.name).toBe('emailAddress=me@b.example');
    expect(faultOf(mail, ['email:me@a.example'], subject)).toBeUndefined();
  });

  it.each([
    ['CN=x,OU=Logs,O=Example', true],
    ['CN=x,OU=Logs,O=EXAMPLE', true],
    ['CN=x,O=Example', false],
    ['CN=x,OU=Logs,O=Other', false],
  ])('%s below OU=Logs,O=Example: %s', (subject, isBelow) => {
    const constraints = { ...EMPTY, permitted: [subtree('dirname:OU=Logs,O=Example')] };
    expect(faultOf(constraints, [], subject) === undefined).toBe(isBelow);
  });
});

describe('the extension', () => {
  const domain = fc.stringMatching(/^[a-z]{1,8}(\.[a-z]{1,8}){0,3}$/).map(parseDnsSubtree);
  const network = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => {
    const bits = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
    const size = 2 ** (32 - prefix);
    const base = Math.floor(bits / size) * size;
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
    return parseNetwork(`${octets.join('.')}/${prefix}`);
  });

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(domain, network)), fc.array(domain), (permitted, excluded) => {
        const value = encodeNameConstraints({ permitted, excluded });
        const extensions = [{ oid: '2.5.29.30', critical: true, value }];
        expect(nameConstraintsOf({ extensions })).toEqual({ permitted, excluded });
      }),
    );
  });

  it('is none where there is none', () => {
    expect(nameConstraintsOf({ extensions: [] })).toBeUndefined();
  });
});

describe('what limits a CA, as typed', () => {
  it.each([
    ['Example.COM', 'dns:example.com'],
    ['.example.com', 'dns:example.com'],
    ['bücher.example', 'dns:xn--bcher-kva.example'],
  ])('%s is %s', (text, shown) => {
    expect(subtreeText(parseDnsSubtree(text))).toBe(shown);
  });

  it.each([
    ['10.0.0.0/8', 'ip:10.0.0.0/8'],
    ['10.0.0.5', 'ip:10.0.0.5/32'],
    ['fd00::/8', 'ip:fd00::/8'],
    ['::1', 'ip:::1/128'],
    ['0.0.0.0/0', 'ip:0.0.0.0/0'],
    ['192.168.4.0/22', 'ip:192.168.4.0/22'],
    ['192.168.3.0/255.255.255.0', 'ip:192.168.3.0/24'],
    ['192.168.4.0/255.255.252.0', 'ip:192.168.4.0/22'],
    ['10.0.0.5/255.255.255.255', 'ip:10.0.0.5/32'],
    ['0.0.0.0/0.0.0.0', 'ip:0.0.0.0/0'],
    ['fd00::/ff00::', 'ip:fd00::/8'],
  ])('%s is %s', (text, shown) => {
    expect(subtreeText(parseNetwork(text))).toBe(shown);
  });

  it.each([
    ['Example.COM', 'email:example.com'],
    ['.example.com', 'email:.example.com'],
    ['Ops@Example.COM', 'email:Ops@example.com'],
  ])('%s is %s', (text, shown) => {
    expect(subtreeText(parseMailboxes(text))).toBe(shown);
  });

  it.each(['*.example', 'a b@c', '@example.com', ''])('refuses the mailboxes %j', (text) => {
    expect(() => parseMailboxes(text)).toThrow(expect.objectContaining({ code: 'name-invalid' }));
  });

  it.each(['*.example', 'a b', '', 'https://a.example', 'a..b'])(
    'refuses the domain %j',
    (text) => {
      expect(() => parseDnsSubtree(text)).toThrow(
        expect.objectContaining({ code: 'name-invalid' }),
      );
    },
  );

  it.each([
    '10.0.0.1/8',
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0.0/',
    '10.0.0.0/-1',
    'example.com',
    '',
    '10.0.0.0/8/8',
    '192.168.3.1/255.255.255.0',
    '192.168.3.0/255.0.255.0',
    '192.168.3.0/255.255.255.300',
    '192.168.3.0/ffff::',
    'fd00::/255.0.0.0',
    '192.168.3.0/mask',
  ])('refuses the network %j', (text) => {
    expect(() => parseNetwork(text)).toThrow(expect.objectContaining({ code: 'name-invalid' }));
  });
});
