// Files that trust a CA, in whatever form: the new one comes beside the old one, and all else in them stays.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeCertificates, encodePem } from '../../../src/formats/containers/pem.js';
import { encodePkcs7 } from '../../../src/formats/containers/pkcs7-encode.js';
import { decodeBundle } from '../../../src/formats/containers/bundle.js';
import { encodeKeyStore, encodeTrustStore } from '../../../src/formats/pkcs12/encode.js';
import { decodeBroughtCertificates } from '../../../src/formats/containers/certificate-file.js';
import { commonNameOnly } from '../../../src/pki/names/distinguished-name.js';
import { testPorts } from '../../support/test-ports.js';
import { certificateAt, issueHost, issuingPorts, makeCa } from '../../support/renewing.js';
import { rolledIn, rotate, storeAt } from '../../support/rolling.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const base = temporaryFolder();
const pristine = join(base, 'pristine');
let count = 0;
const PASSWORD = 'of the store';
const protection = { compat: 'modern', iterations: 1000 } as const;

beforeAll(async () => {
  await makeCa(`${pristine}/ca`, { subject: commonNameOnly('Old') });
  await makeCa(`${pristine}/another`, { subject: commonNameOnly('Another') });
  await issueHost(`${pristine}/web`, `${pristine}/ca`);
});

const old = () => certificateAt(pristine, 'ca/ca.crt');
const another = () => certificateAt(pristine, 'another/ca.crt');

/** A file by itself, of a folder that is no host's. */
async function rotated(name: string, bytes: string | Uint8Array) {
  const home = join(base, `home-${(count += 1)}`);
  cpSync(pristine, home, { recursive: true });
  mkdirSync(`${home}/trust`);
  const path = `${home}/trust/${name}`;
  writeFileSync(path, bytes);
  const ca = `${home}/ca`;
  const password = { text: PASSWORD };
  const trust = await rotate('trust', path, { ca, password, force: true });
  const both = readFileSync(path);
  await rotate('issue', path, { ca, password, force: true });
  const drop = await rotate('drop', path, { ca, password, force: true });
  return {
    trust,
    both,
    drop,
    after: readFileSync(path),
    successor: certificateAt(`${ca}-2/ca.crt`),
  };
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('a bundle of PEM', () => {
  it.each([
    ['alone', (own: string) => own],
    [
      'with remarks and other CAs',
      (own: string) => `# ours\n${own}# others\n${encodeCertificates([another()])}# end`,
    ],
    ['with CRLF', (own: string) => `# ours\r\n${own.replaceAll('\n', '\r\n')}`],
    ['with a byte order mark', (own: string) => `\u00ef\u00bb\u00bf${own}`],
    ['without a line end at the end', (own: string) => own.trimEnd()],
    [
      'with a block of another kind',
      (own: string) => `${encodePem('X509 CRL', new Uint8Array([0x30, 0]))}${own}`,
    ],
  ])('keeps what stands around: %s', async (_, layOut) => {
    const own = encodeCertificates([old()]);
    const text = layOut(own);
    const bytes = Buffer.from(text, 'latin1');
    const { trust, both, drop, after, successor } = await rotated('bundle.pem', bytes);
    expect([rolledIn(trust).includes('trust changed'), drop.ok]).toEqual([true, true]);
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    const added = encodeCertificates([successor]).replaceAll('\n', lineEnd);
    const isWhole = text.includes(`-----END CERTIFICATE-----\n`) || text.includes('\r\n');
    expect(textOf(both).replace(added, '')).toBe(isWhole ? text : `${text}\n`);
    const block =
      /(?:\u00ef\u00bb\u00bf)?-----BEGIN CERTIFICATE[^]*?END CERTIFICATE-----(?:\r?\n|$)/;
    expect(textOf(after)).toBe(text.replace(block, () => added));
  });
});

describe('another form', () => {
  it.each([
    ['PKCS#7', 'bundle.p7b', () => encodePkcs7([old().der, another().der])],
    [
      'PKCS#7 in PEM',
      'bundle.p7c',
      () => Buffer.from(encodePem('PKCS7', encodePkcs7([old().der]))),
    ],
  ])('gets both, and loses the old one: %s', async (_, name, make) => {
    const { both, after, successor } = await rotated(name, make());
    const held = (bytes: Uint8Array) =>
      decodeBroughtCertificates(bytes).certificates.map(({ serialNumber }) => serialNumber);
    expect(held(both)).toContain(old().serialNumber);
    expect(held(both)).toContain(successor.serialNumber);
    expect(held(after)).toContain(successor.serialNumber);
    expect(held(after)).not.toContain(old().serialNumber);
    expect(decodeBundle(after).map(({ kind }) => kind)).not.toContain('fault');
  });

  it('keeps aliases and protection of a trust store', async () => {
    const entries = [
      { certificate: old(), alias: 'root-ca' },
      { certificate: another(), alias: 'else' },
    ];
    const legacy = { compat: 'legacy', iterations: 1000 } as const;
    const bytes = await encodeTrustStore(entries, PASSWORD, legacy, issuingPorts());
    const { after } = await rotated('trust.p12', bytes);
    const path = join(base, `home-${count}`, 'trust/trust.p12');
    expect(await storeAt(path, PASSWORD)).toEqual(['root-ca-2', 'else']);
    expect(Buffer.from(after).includes(Buffer.from('2a864886f70d010c0103', 'hex'))).toBe(true);
  });

  it('keeps the key of a store that trusts the CA beside it', async () => {
    const own = certificateAt(pristine, 'web/web.crt');
    const text = readFileSync(`${pristine}/web/web.key`, 'utf8');
    const privateKeyInfo = testPorts().crypto.decodePrivateKey({ pem: text });
    const key = { privateKeyInfo, chain: [own] as const, alias: 'web' };
    const trusted = [{ certificate: old(), alias: 'ca' }];
    const bytes = await encodeKeyStore({ ...key, trusted }, PASSWORD, protection, issuingPorts());
    await rotated('both.p12', bytes);
    const path = join(base, `home-${count}`, 'trust/both.p12');
    expect(await storeAt(path, PASSWORD)).toEqual(['key with 2', 'ca-2']);
  });

  it.each([
    ['one certificate in DER', 'ca.der', () => old().der, 'consumer-cannot-read'],
    [
      'a store that nothing opens',
      'x.p12',
      async () =>
        encodeTrustStore(
          [{ certificate: old(), alias: 'ca' }],
          'another',
          protection,
          issuingPorts(),
        ),
      'before',
    ],
  ])('is refused before anything is changed: %s', async (_, name, make, code) => {
    const bytes = await make();
    const home = join(base, `home-${(count += 1)}`);
    cpSync(pristine, home, { recursive: true });
    mkdirSync(`${home}/trust`);
    writeFileSync(`${home}/trust/${name}`, bytes);
    const password = { text: PASSWORD };
    const summary = await rotate('trust', `${home}/trust/${name}`, { ca: `${home}/ca`, password });
    expect(summary.ok).toBe(false);
    expect(rolledIn(summary).join()).toContain(code === 'before' ? 'password-' : code);
    expect(Buffer.from(readFileSync(`${home}/trust/${name}`)).equals(bytes)).toBe(true);
  });
});
