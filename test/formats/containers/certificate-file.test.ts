// The certificates of a file, whatever else stands in it.
import { describe, expect, it } from 'vitest';
import { decodeCertificates } from '../../../src/formats/containers/certificate-file.js';
import { encodeCertificates, encodePem } from '../../../src/formats/containers/pem.js';
import { formatDistinguishedName } from '../../../src/pki/names/distinguished-name.js';
import { commonNames, integer, sequence } from '../../support/der.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { ecKey, foreignCertificate } from '../../support/foreign-certificate.js';
import { refusalOf } from '../../support/refusal-of.js';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
const key = ecKey();
const [a, b, c] = ['a', 'b', 'c'].map((name) =>
  foreignCertificate({ key, subject: commonNames(name) }),
) as [Uint8Array, Uint8Array, Uint8Array];
const pem = (...ders: Uint8Array[]) => encodeCertificates(ders.map((der) => ({ der })));

function subjectsIn(bytes: Uint8Array): string[] {
  return decodeCertificates(bytes).map(({ subject }) => formatDistinguishedName(subject));
}

describe('decodeCertificates', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['one PEM block', utf8(pem(a)), ['CN=a']],
    ['several, in the order of the file', utf8(pem(c, a, b)), ['CN=c', 'CN=a', 'CN=b']],
    ['a key between them', utf8(pem(a) + fixtureKey('ec-p256') + pem(b)), ['CN=a', 'CN=b']],
    ['text between them', utf8(`# a\n${pem(a)}\n# b\n${pem(b)}`), ['CN=a', 'CN=b']],
    ['the old label', utf8(encodePem('X509 CERTIFICATE', a)), ['CN=a']],
    ['DER', a, ['CN=a']],
  ])('reads %s', (_, bytes, expected) => {
    expect(subjectsIn(bytes)).toEqual(expected);
  });

  it.each<[string, Uint8Array, string, RegExp]>([
    ['an empty file', new Uint8Array(), 'input-wrong-kind', /is an empty file/],
    ['text', utf8('hello'), 'input-wrong-kind', /is text without PEM/],
    ['a key', utf8(fixtureKey('ec-p256')), 'input-wrong-kind', /is a private key/],
    ['a DER key', key.privateKeyInfo, 'input-wrong-kind', /is a private key/],
    ['other DER', sequence(integer(9)), 'input-wrong-kind', /not a certificate/],
    ['binary data', Uint8Array.of(0, 1, 2), 'input-wrong-kind', /is binary data/],
    [
      'a damaged certificate',
      utf8(encodePem('CERTIFICATE', a.subarray(0, 90))),
      'input-malformed',
      /malformed/,
    ],
    [
      'a damaged one behind a good one',
      utf8(pem(a) + encodePem('CERTIFICATE', b.subarray(3))),
      'input-malformed',
      /malformed/,
    ],
    ['a cut block', utf8(pem(a).slice(0, -20)), 'input-malformed', /END/],
  ])('refuses %s', async (_, bytes, code, sentence) => {
    const error = await refusalOf(() => decodeCertificates(bytes));
    expect(error.code).toBe(code);
    expect(error.sentence).toMatch(sentence);
  });

  it('refuses more than 2,000, with the number', async () => {
    const tiny = encodePem('CERTIFICATE', Uint8Array.of(1));
    const error = await refusalOf(() => decodeCertificates(utf8(tiny.repeat(2001))));
    expect(error.code).toBe('input-limit');
    expect(error.details).toMatchObject({ found: 2001, limit: 2000 });
  });
});
