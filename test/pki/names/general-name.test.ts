// Which texts become names in a certificate, in which form, and why the others are refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import {
  formatGeneralName,
  parseGeneralName,
  parseHost,
  type GeneralName,
} from '../../../src/pki/names/general-name.js';
import { ipAddressFromBytes, ipAddressToBytes } from '../../../src/pki/names/ip-address.js';
import { quote } from '../../../src/quote.js';
import { anyString } from '../../support/any-string.js';

function refusalOf(action: () => unknown): TlsmithError {
  try {
    action();
  } catch (error) {
    if (error instanceof TlsmithError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const label63 = 'a'.repeat(63);
const name253 = `${label63}.${label63}.${label63}.${'a'.repeat(61)}`;

describe('parseGeneralName recognises the kind and makes the value canonical', () => {
  it.each([
    ['logs.example', 'dns:logs.example'],
    ['LOGS.Example', 'dns:logs.example'],
    ['localhost', 'dns:localhost'],
    ['0.pool.ntp.example', 'dns:0.pool.ntp.example'],
    ['10.0.0.5.example', 'dns:10.0.0.5.example'],
    ['3com.example', 'dns:3com.example'],
    ['r3---sn-x.example', 'dns:r3---sn-x.example'],
    ['*.logs.example', 'dns:*.logs.example'],
    ['*.BÜCHER.example', 'dns:*.xn--bcher-kva.example'],
    ['bücher.example', 'dns:xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'dns:xn--bcher-kva.example'],
    ['straße.example', 'dns:xn--strae-oqa.example'],
    ['logs。example', 'dns:logs.example'],
    [name253, `dns:${name253}`],
    ['DNS:logs.example', 'dns:logs.example'],
    ['dns:localhost', 'dns:localhost'],
    ['10.0.0.5', 'ip:10.0.0.5'],
    ['255.255.255.255', 'ip:255.255.255.255'],
    ['ip:0.0.0.0', 'ip:0.0.0.0'],
    ['::1', 'ip:::1'],
    ['::', 'ip:::'],
    ['[::1]', 'ip:::1'],
    ['2001:DB8:0:0:1:0:0:1', 'ip:2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', 'ip:2001:db8:0:1:1:1:1:1'],
    ['fe80:0:0:0:0:0:0:0', 'ip:fe80::'],
    ['::ffff:10.0.0.5', 'ip:::ffff:10.0.0.5'],
    ['::ffff:a00:5', 'ip:::ffff:10.0.0.5'],
    ['64:ff9b::10.0.0.5', 'ip:64:ff9b::a00:5'],
    ['ops@Example.ORG', 'email:ops@example.org'],
    ['First.Last+tag@bücher.example', 'email:First.Last+tag@xn--bcher-kva.example'],
    ['email:root@localhost', 'email:root@localhost'],
    ['spiffe://Example.org/ns/Prod', 'uri:spiffe://example.org/ns/Prod'],
    ['SPIFFE://domain/path', 'uri:spiffe://domain/path'],
    [
      'urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6',
      'uri:urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6',
    ],
    ['https://User@Logs.example:5044/A?b=C#d', 'uri:https://User@logs.example:5044/A?b=C#d'],
    ['https://[2001:DB8::0:1]:443/', 'uri:https://[2001:db8::1]:443/'],
    ['https://10.0.0.5/', 'uri:https://10.0.0.5/'],
    ['uri:tel:12345', 'uri:tel:12345'],
    ['sip:alice@example.org', 'uri:sip:alice@example.org'],
    ['uri:dns:logs.example', 'uri:dns:logs.example'],
  ])('%s → %s', (text, expected) => {
    expect(formatGeneralName(parseGeneralName(text))).toBe(expected);
  });
});

describe('parseGeneralName refuses what no certificate may carry, and says why', () => {
  it.each([
    ['', /empty/],
    ['a'.repeat(4097), /too long/],
    [' logs.example', /blank/],
    ['logs example', /blank/],
    ['logs\u00a0example', /blank/],
    ['logs.example\n', /control character U\+000A/],
    ['a\0b', /control character U\+0000/],
    ['logs\u200b.example', /invisible character U\+200B/],
    ['logs\u00ad.example', /invisible character U\+00AD/],
    ['logs.example.', /ends with a dot/],
    ['logs.example。', /ends with a dot/],
    ['.logs.example', /begins with a dot/],
    ['.', /begins with a dot/],
    ['a..b', /empty label/],
    ['a。.b', /empty label/],
    ['dns:', /empty/],
    [`${'a'.repeat(64)}.example`, /64 octets; the most is 63/],
    [`${'é'.repeat(60)}.example`, /the most is 63/],
    [`${name253}a`, /254 octets; the most is 253/],
    [`*.${name253}`, /255 octets; the most is 253/],
    ['a.*.b', /leftmost label/],
    ['*a.b.c', /leftmost label/],
    ['a*.b.c', /leftmost label/],
    ['*', /leftmost label/],
    ['*.*.example', /leftmost label/],
    ['*.', /empty/],
    ['*.example', /top-level/],
    ['＊.logs.example', /wildcard cannot stand here/],
    ['-a.b', /begins with a hyphen/],
    ['a-.b', /ends with a hyphen/],
    ['bücher_1.example', /RFC 1034.*Java/],
    ['xn--b_a.example', /Punycode/],
    ['a_-.example', /"a_-" ends with a hyphen/],
    ['user@a_b.example', /RFC 1034/],
    ['a＿b.example', /RFC 1034.*Java/],
    ['%41.com', /percent/],
    ['a!b.example', /contains "!"/],
    ['logs.example:5044', /no port/],
    ['logs.example/path', /no path/],
    ['RID:1.2.3.4', /known prefixes/],
    ['127.1', /IPv4/],
    ['0x7f.1', /IPv4/],
    ['0x7f', /IPv4/],
    ['logs.0x', /IPv4/],
    ['123', /IPv4/],
    ['1.2.3.4.5', /IPv4/],
    ['dns:10.0.0.05', /IPv4/],
    ['dns:999.1.1.1', /IPv4/],
    ['１２７.0.0.１', /IPv4/],
    ['xn--a.example', /Punycode/],
    ['xn---f3x.example', /Punycode/],
    ['xn--.example', /ends with a hyphen/],
    ['xn--abc-.example', /ends with a hyphen/],
    ['\ufffd.example', /UTS 46/],
    ['999.1.1.1', /0 to 255/],
    ['10.0.0.05', /leading zeros/],
    ['10.0.0.5:5044', /no port/],
    ['[::1]:5044', /no port/],
    ['10.0.0.0/24', /no mask/],
    ['2001:db8::/32', /no mask/],
    ['fe80::1%eth0', /no zone/],
    ['[fe80::1%1]', /no zone/],
    ['[10.0.0.5]', /IPv4 is four numbers/],
    ['1:2:3', /IPv6 is groups/],
    ['ip:logs.example', /IPv4 is four numbers/],
    ['ip: 10.0.0.5', /blank/],
    ['@example.org', /local part, before/],
    ['a@', /domain cannot be used, it is empty/],
    ['é@example.org', /not ASCII/],
    ['a b@example.org', /blank/],
    ['a..b@example.org', /single dots/],
    ['"a"@example.org', /single dots/],
    ['a@b@example.org', /single dots/],
    [`${'a'.repeat(65)}@example.org`, /64 octets/],
    [`a@${name253}`, /254 octets/],
    ['a@-b.example', /hyphen/],
    ['a@*.logs.example', /wildcard cannot stand here/],
    ['a@[10.0.0.5]', /domain cannot be used/],
    ['email:logs.example', /no "@"/],
    ['uri:logs.example/path', /no scheme/],
    ['uri:/path', /no scheme/],
    ['uri:', /no scheme/],
    ['urn:', /nothing follows/],
    ['1a://x', /no scheme/],
    ['https://logs.example/a b', /blank/],
    ['https://logs.example/é', /not ASCII/],
    ['https://logs.example/<', /percent-encoded/],
    ['https://logs.example/%4', /hexadecimal/],
    ['https://logs.example/[', /brackets/],
    ['https://logs.example/#a#b', /one fragment/],
    ['file:///etc/passwd', /no host/],
    ['https://user@/x', /no host/],
    ['https://a@b@c/', /user name/],
    ['https://a_b/', /host cannot be used.*RFC 1034/],
    ['https://*.logs.example/', /host cannot be used/],
    ['https://127.1/', /host cannot be used/],
    ['https://[::1/', /host is malformed/],
    ['https://[fe80::1%25eth0]/', /no zone/],
    ['https://logs.example:0/', /port/],
    ['https://logs.example:/', /port/],
    ['https://logs.example:65536/', /port/],
  ])('%j', (text, reason) => {
    const refusal = refusalOf(() => parseGeneralName(text));
    expect(refusal.code).toBe('name-invalid');
    expect(refusal.sentence).toMatch(reason);
    if (text !== '') expect(refusal.sentence).toContain(quote(text));
  });
});

describe('parseHost takes a DNS name or an IP address', () => {
  it.each([
    ['Logs.Example', { kind: 'dns', value: 'logs.example' }],
    ['bücher.example', { kind: 'dns', value: 'xn--bcher-kva.example' }],
    ['10.0.0.5', { kind: 'ip', value: '10.0.0.5' }],
    ['::1', { kind: 'ip', value: '::1' }],
    ['[2001:DB8::0:1]', { kind: 'ip', value: '2001:db8::1' }],
  ])('%s', (text, expected) => {
    expect(parseHost(text)).toEqual(expected);
  });

  it.each([
    ['', /host is empty/],
    ['a'.repeat(4097), /too long/],
    ['https://x', /is a URL; a host is a DNS name or an IP address without a scheme/],
    ['x:5044', /without a port/],
    ['x:', /without a port/],
    ['ip:5044', /without a port/],
    ['10.0.0.5:5044', /without a port/],
    ['[::1]:5044', /without a port/],
    ['x/path', /without a path/],
    ['x?a', /without a path/],
    ['10.0.0.0/24', /without a mask/],
    ['2001:db8::/32', /without a mask/],
    ['*.logs.example', /wildcard/],
    ['dns:logs.example', /prefix/],
    ['ip:::1', /prefix/],
    ['user@logs.example', /user name/],
    ['fe80::1%eth0', /no zone/],
    ['127.1', /IPv4/],
    ['a＿b', /RFC 1034/],
    ['a b', /blank/],
  ])('refuses %j', (text, reason) => {
    const refusal = refusalOf(() => parseHost(text));
    expect(refusal.code).toBe('name-invalid');
    expect(refusal.sentence).toMatch(reason);
    expect(refusal.sentence).not.toMatch(/(^|\s)--/);
  });
});

describe('IP addresses and their octets', () => {
  it('has 4 octets for IPv4 and 16 for IPv6, in network byte order', () => {
    expect([...ipAddressToBytes('10.0.0.5')]).toEqual([10, 0, 0, 5]);
    expect(Buffer.from(ipAddressToBytes('2001:db8::1:2')).toString('hex')).toBe(
      '20010db8000000000000000000010002',
    );
  });

  it('refuses text that is no address', () => {
    for (const text of ['logs.example', '10.0.0', 'fe80::1%eth0', '']) {
      expect(refusalOf(() => ipAddressToBytes(text)).code).toBe('name-invalid');
    }
  });

  it.each([0, 3, 5, 15, 17])('refuses %i octets', (length) => {
    expect(() => ipAddressFromBytes(new Uint8Array(length))).toThrow(RangeError);
  });

  it('round-trips any octets, and agrees with the URL parser of Node about RFC 5952', () => {
    const octet = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 }));
    const address = fc.oneof(
      ...[4, 16].map((n) => fc.array(octet, { minLength: n, maxLength: n })),
    );
    fc.assert(
      fc.property(address, (octets) => {
        const text = ipAddressFromBytes(Uint8Array.from(octets));
        expect([...ipAddressToBytes(text)]).toEqual(octets);
        if (text.includes(':') && !text.includes('.')) {
          expect(new URL(`http://[${text}]`).hostname).toBe(`[${text}]`);
        }
      }),
    );
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      'xn--',
      '-',
      '.',
      '*',
      '*.',
      '_',
      '%41',
      ':',
      '://',
      '//',
      '@',
      '[',
      ']',
      '/',
      '1',
      '0x',
    ],
    ...[
      'dns:',
      'ip:',
      'email:',
      'uri:',
      'urn:',
      '::',
      '10.0.0.5',
      'é',
      '。',
      '\u202e',
      '\ud800',
      ' ',
    ],
  );
  const url = fc
    .tuple(
      fc.constantFrom('http', 'https', 'spiffe'),
      fc.domain(),
      fc.array(anyString({ maxLength: 6 }), { maxLength: 4 }),
    )
    .map(
      ([scheme, host, path]) => `${scheme}://${[host, ...path.map(encodeURIComponent)].join('/')}`,
    );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
    anyString({ maxLength: 40 }),
    fc.domain(),
    fc.ipV6(),
    fc.emailAddress(),
    url,
  );

  it.each([
    ['parseGeneralName', parseGeneralName],
    ['parseHost', parseHost],
  ])('%s gives a name that reads back as itself, or name-invalid', (_, parse) => {
    fc.assert(
      fc.property(text, (input) => {
        let name: GeneralName;
        try {
          name = parse(input);
        } catch (error) {
          expect(error).toBeInstanceOf(TlsmithError);
          expect(error).toHaveProperty('code', 'name-invalid');
          return;
        }
        expect(name.value).toMatch(/^[\x21-\x7e]+$/);
        // That an address was written under dns is said of what was typed, and not of the name.
        const { kind, value } = name;
        expect(parseGeneralName(formatGeneralName(name))).toEqual({ kind, value });
      }),
      { numRuns: 2000, examples: [['dns:::'], ['dns:10.0.0.5'], ['10.0.0.5']] },
    );
  });
});

describe('quote', () => {
  it('shows control, bidirectional and zero-width characters as escapes', () => {
    expect(quote('a\0\u001b\u202e\u200b\ud800é')).toBe(
      '"a\\u{0}\\u{1b}\\u{202e}\\u{200b}\\u{d800}é"',
    );
  });

  it('cuts at 100 characters, not inside an escape', () => {
    expect(quote('é'.repeat(100))).toBe(`"${'é'.repeat(100)}"`);
    expect(quote('é'.repeat(101))).toBe(`"${'é'.repeat(100)}…"`);
    expect(quote(`${'a'.repeat(98)}\0`)).toBe(`"${'a'.repeat(98)}…"`);
  });
});
