// Which files are read whole, told by their first octets: none that may hold something is passed over.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BEGINNING, mayHoldCertificates } from '../../../src/formats/containers/beginning.js';
import { pem, root } from '../../support/doctor-files.js';
import { inspectFixture } from '../../support/inspect-fixture.js';

const may = (content: string | Uint8Array) =>
  mayHoldCertificates(Buffer.from(content as string).subarray(0, BEGINNING));

describe('what may hold certificates', () => {
  const binary = readdirSync(inspectFixture('')).filter((name) =>
    /\.(?:p12|jks|p7b|crl|crt)$/.test(name),
  );
  it.each(binary)('%s', (name) => {
    expect(may(readFileSync(inspectFixture(name)))).toBe(true);
  });

  it.each<[string, string | Uint8Array]>([
    ['PEM', pem(root)],
    ['PEM behind text', `${'Certificate:\n    Data:\n'.repeat(300)}${pem(root)}`],
    ['PEM with its line ends escaped', JSON.stringify({ ca: pem(root) })],
    ['base64 around PEM', Buffer.from(pem(root)).toString('base64')],
    ['base64 of DER, in quotes', `"${Buffer.from(root.der).toString('base64')}"`],
    ['DER', root.der],
    ['BER of an indefinite length', Uint8Array.of(0x30, 0x80, 0x30, 0x80)],
    ['half of DER', root.der.subarray(0, 9)],
  ])('%s', (_, content) => {
    expect(may(content)).toBe(true);
  });
});

describe('what holds none', () => {
  it.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['a log', '2026-11-20T10:00:00Z starting\n'.repeat(1000)],
    ['a text that begins with the tag of a SEQUENCE', '0123456789'],
    ['a licence that begins as base64 of DER does', 'MIT License\n\nCopyright (c)'],
    ['a short SEQUENCE', Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x05)],
    ['zeros', new Uint8Array(100)],
    ['a compressed file', Uint8Array.of(0x1f, 0x8b, 0x08, 0x00)],
  ])('%s', (_, content) => {
    expect(may(content)).toBe(false);
  });
});
