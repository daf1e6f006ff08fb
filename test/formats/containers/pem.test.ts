// PEM between text and DER: what may stand around a block, what may not stand inside one, and that size alone is no attack.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePem, encodeCertificates, encodePem } from '../../../src/formats/containers/pem.js';
import { refusalOf } from '../../support/refusal-of.js';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const block = '-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n';

function derOf(text: string): number[][] {
  return decodePem(bytesOf(text)).map(({ der }) => [...der]);
}

describe('encodePem', () => {
  it('writes lines of 64 characters with LF line ends and no byte order mark', () => {
    const text = encodePem('PRIVATE KEY', new Uint8Array(49));
    expect(text).toBe(
      `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\nAA==\n-----END PRIVATE KEY-----\n`,
    );
  });

  it('is undone by decodePem for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (der) => {
        const [only, ...more] = decodePem(bytesOf(encodePem('X509 CRL', der)));
        expect(only).toMatchObject({ label: 'X509 CRL', headers: [], der });
        expect(more).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('writes certificates one after the other', () => {
    const text = encodeCertificates([{ der: Uint8Array.of(1) }, { der: Uint8Array.of(2) }]);
    expect(derOf(text)).toEqual([[1], [2]]);
  });
});

describe('decodePem', () => {
  it.each([
    ['nothing around', block],
    ['text around', `Bag Attributes\n  localKeyID: 01\n${block}subject=CN = a\n`],
    ['CRLF line ends', block.replaceAll('\n', '\r\n')],
    ['CR line ends', block.replaceAll('\n', '\r')],
    ['a byte order mark', `\ufeff${block}`],
    ['no line end at the end', block.trimEnd()],
    ['blanks behind its lines', block.replaceAll('\n', '  \n')],
    ['blanks inside its base64', block.replace('AQID', 'AQ\n  ID')],
    ['an empty line inside', block.replace('AQID', 'AQ\n\nID')],
    ['bytes around that are no text', `\u0000\u0001\ufffd\n${block}`],
  ])('reads a block with %s', (_, text) => {
    expect(derOf(text)).toEqual([[1, 2, 3]]);
  });

  it('reads all blocks in order', () => {
    const text = `${block}between\n${block.replace('AQID', 'BAUG')}${block.replace('AQID', 'BwgJ')}`;
    expect(derOf(text)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
  });

  it('keeps the headers of RFC 1421 apart from the base64', () => {
    const headers = ['Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,00FF'];
    const text = `-----BEGIN RSA PRIVATE KEY-----\r\n${headers.join('\r\n')}\r\n\r\nAQID\r\n-----END RSA PRIVATE KEY-----\r\n`;
    const [found] = decodePem(bytesOf(text));
    expect(found).toMatchObject({ label: 'RSA PRIVATE KEY', headers });
    expect([...(found?.der ?? [])]).toEqual([1, 2, 3]);
    expect(found?.text).toBe(text.replaceAll('\r\n', '\n'));
  });

  it.each([
    ['an empty file', ''],
    ['text without PEM', 'hello\nworld\n'],
    ['dashes', '-----\n'.repeat(20)],
    ['an END alone', '-----END CERTIFICATE-----\n'],
    ['a BEGIN inside a line', `x ${block}`.replace('\nAQID', ' AQID')],
    ['a label in lower case', block.toLowerCase()],
    ['four dashes', block.replaceAll('-----', '----')],
  ])('finds no block in %s', (_, text) => {
    expect(decodePem(bytesOf(text))).toEqual([]);
  });

  it.each([
    ['is cut off before END', block.slice(0, 34)],
    ['is cut off inside END', block.slice(0, -10)],
    ['is cut off behind BEGIN', '-----BEGIN CERTIFICATE-----\n'],
    ['ends as something else', block.replace('END CERTIFICATE', 'END PRIVATE KEY')],
    ['holds the next BEGIN', `-----BEGIN CERTIFICATE-----\nAQID\n${block}`],
    ['is no base64', block.replace('AQID', 'AQ*D')],
    ['is empty', block.replace('AQID\n', '')],
    ['lacks a character', block.replace('AQID', 'AQI')],
    ['has padding in its middle', block.replace('AQID', 'AQ==AQ==')],
    ['has too much padding', block.replace('AQID', 'A===')],
    ['has headers only', block.replace('AQID', 'Proc-Type: 4,ENCRYPTED')],
    ['comes after a good one', `${block}${block.replace('AQID', '!')}`],
  ])('refuses a block that %s', async (_, text) => {
    const error = await refusalOf(() => decodePem(bytesOf(text)));
    expect(error.code).toBe('input-malformed');
    expect(error.sentence).toContain('CERTIFICATE');
  });

  it('repeats nothing of what stands inside a damaged block', async () => {
    const text =
      '-----BEGIN PRIVATE KEY-----\nc2VjcmV0LWtleS1ieXRlcw*\n-----END PRIVATE KEY-----\n';
    const error = await refusalOf(() => decodePem(bytesOf(text)));
    expect(JSON.stringify([error.sentence, error.details])).not.toContain('c2Vj');
  });
});
