// `export cert`: which certificates, in which form, and whose key where a store holds several.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ExportCertificateRequest,
  exportCertificate,
} from '../../../src/app/export/certificate.js';
import { loadIssuer } from '../../../src/app/reading/key/issuer.js';
import { decodeBundle } from '../../../src/formats/containers/bundle.js';
import { encodeCertificates, encodePem } from '../../../src/formats/containers/pem.js';
import { ca, endEntity } from '../../support/path-builder.js';
import { certificateBag, clearStore, keyBag } from '../../support/pkcs12-parts.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
const root = ca('Root');
const issuing = ca('Issuing', root);
const host = endEntity(issuing);
const pem = (...made: readonly { der: Uint8Array }[]) => encodeCertificates(made);
const keyPem = encodePem('PRIVATE KEY', host.key.privateKeyInfo);

function write(name: string, content: string | Uint8Array): string {
  const path = join(base, name);
  writeFileSync(path, content);
  return path;
}

let count = 0;
async function exported(more: Partial<ExportCertificateRequest>) {
  const out = join(base, `out-${(count += 1)}`);
  await exportCertificate(
    {
      ...{ source: { file: write(`in-${count}`, keyPem + pem(root, issuing, host)) }, out },
      ...{ selection: 'all', form: 'pem', consumers: [], force: false, dryRun: false },
      ...more,
    },
    testPorts(),
  );
  return { bytes: new Uint8Array(readFileSync(out)), mode: statSync(out).mode & 0o777 };
}
const hex = (der: Uint8Array) => Buffer.from(der).toString('hex');
const certificatesIn = (bytes: Uint8Array) =>
  decodeBundle(bytes).flatMap((part) => (part.kind === 'certificate' ? [hex(part.der)] : []));

describe('the selection', () => {
  it.each([
    ['all', [root, issuing, host]],
    ['chain', [host, issuing]],
    ['ca-only', [root, issuing]],
    ['leaf-only', [host]],
  ] as const)('%s', async (selection, expected) => {
    const { bytes, mode } = await exported({ selection });
    expect(certificatesIn(bytes)).toEqual(expected.map(({ der }) => hex(der)));
    expect(mode).toBe(0o644);
  });

  it('of what is not there is refused', async () => {
    const source = { file: write('authorities', pem(root, issuing)) };
    const error = await refusalOf(() => exported({ source, selection: 'leaf-only' }));
    expect(error.code).toBe('input-wrong-kind');
  });
});

describe('for a product', () => {
  const stranger = ca('Stranger');
  const orders: [string, (typeof root)[], (typeof root)[]][] = [
    ['in order', [host, issuing], [host, issuing]],
    ['the intermediate first', [issuing, host], [host, issuing]],
    ['the root first', [root, issuing, host], [host, issuing, root]],
    ['the root between', [host, root, issuing], [host, issuing, root]],
    ['with a certificate twice', [host, host, issuing, issuing], [host, issuing]],
    ['CAs alone, as they stand', [issuing, root], [issuing, root]],
  ];

  it.each(
    orders.flatMap(([what, given, expected]) =>
      ['logstash', 'nginx', 'filebeat'].map((consumer) => ({ what, given, expected, consumer })),
    ),
  )('$consumer gets a chain that was $what in its order', async ({ given, expected, consumer }) => {
    const source = { file: write('order', pem(...given)) };
    const { bytes } = await exported({ source, consumers: [consumer] });
    expect(certificatesIn(bytes)).toEqual(expected.map(({ der }) => hex(der)));
  });

  it('what belongs to no chain is refused where that hinders', async () => {
    const source = { file: write('stray', pem(stranger, issuing, host)) };
    const error = await refusalOf(() => exported({ source, consumers: ['logstash'] }));
    expect([error.code, error.details.finding]).toEqual(['consumer-cannot-read', 'chain-order']);
    const { bytes } = await exported({ source, consumers: ['nginx'] });
    expect(certificatesIn(bytes)[0]).toBe(hex(host.der));
  });
});

describe('the form', () => {
  it('der is one certificate, and more are refused', async () => {
    const { bytes } = await exported({ form: 'der', selection: 'leaf-only' });
    expect(hex(bytes)).toBe(hex(host.der));
    expect((await refusalOf(() => exported({ form: 'der' }))).code).toBe('input-wrong-kind');
  });

  it('pkcs7 holds them all', async () => {
    const { bytes } = await exported({ form: 'pkcs7' });
    const all = [root, issuing, host].map(({ der }) => hex(der));
    expect(certificatesIn(bytes).sort()).toEqual(all.sort());
  });

  it('combined is key, certificate and chain, for its owner alone', async () => {
    const { bytes, mode } = await exported({ form: 'combined' });
    expect(decodeBundle(bytes).map(({ kind }) => kind)).toEqual([
      ...['private-key', 'certificate', 'certificate'],
    ]);
    expect(certificatesIn(bytes)).toEqual([host, issuing].map(({ der }) => hex(der)));
    expect(mode).toBe(0o600);
  });
});

describe('a store with the keys of a CA and of a host, as Elasticsearch makes it', () => {
  const store = () =>
    write(
      'http.p12',
      clearStore(
        ...[keyBag(issuing.key.privateKeyInfo), keyBag(host.key.privateKeyInfo)],
        ...[certificateBag(host.der), certificateBag(issuing.der)],
      ),
    );

  it('is the CA where one signs, and the host where its chain is asked for', async () => {
    const { chain } = await loadIssuer({ source: { storeFile: store() } }, testPorts());
    expect(hex(chain?.[0].der ?? new Uint8Array())).toBe(hex(issuing.der));
    const { bytes } = await exported({ source: { file: store() }, selection: 'leaf-only' });
    expect(certificatesIn(bytes)).toEqual([hex(host.der)]);
  });

  it('is asked by alias where that is said, and says which it has', async () => {
    const source = { file: store() };
    const error = await refusalOf(() => exported({ source, alias: 'none', selection: 'chain' }));
    expect([error.code, error.details.answer]).toEqual(['input-wrong-kind', 'alias']);
  });
});
