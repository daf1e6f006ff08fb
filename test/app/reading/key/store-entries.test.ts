// Stores with several entries, and with passwords of their keys' own: which one is meant, by every command that opens one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportKey } from '../../../../src/app/export/key.js';
import { inspect } from '../../../../src/app/inspect/files.js';
import { verifyCertificate } from '../../../../src/app/verify/certificate.js';
import { encodePem } from '../../../../src/formats/containers/pem.js';
import { NOW } from '../../../support/fixed-clock.js';
import { javaStore, jksProtected, keyEntry } from '../../../support/java-store-parts.js';
import { ca, endEntity, type Made } from '../../../support/path-builder.js';
import {
  certificateBag,
  clearStore,
  friendlyName,
  keyBag,
  localKeyId,
} from '../../../support/pkcs12-parts.js';
import { refusalOf } from '../../../support/refusal-of.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { testPorts } from '../../../support/test-ports.js';

const base = temporaryFolder();
const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(base, name), content);
  return join(base, name);
};
const root = ca('http_ca');
const host = endEntity(root);
const other = endEntity(root);
const anchor = write('root.pem', encodePem('CERTIFICATE', root.der));

const entry = (alias: string, { key, der }: Made) => [
  keyBag(key.privateKeyInfo, localKeyId(alias), friendlyName(alias)),
  certificateBag(der, localKeyId(alias), friendlyName(alias)),
];
/** What Elasticsearch makes on its first start: the CA, and the host below it. */
const elastic = write('http.p12', clearStore(...entry('http_ca', root), ...entry('http', host)));
const hosts = write('hosts.p12', clearStore(...entry('one', host), ...entry('two', other)));
const java = write(
  'store.jks',
  javaStore(
    [keyEntry('host', jksProtected(host.key.privateKeyInfo, 'of-key'), [host.der])],
    'of-store',
  ),
);

const verified = (certificate: string, alias?: string) =>
  verifyCertificate(
    {
      ...{ certificate, alias, trust: anchor, untrusted: [], crls: [] },
      ...{ purpose: 'server', at: NOW },
    } as const,
    testPorts(),
  );

describe('verify', () => {
  it('of a store with a CA and one host judges the host', async () => {
    const { ok, path } = await verified(elastic);
    expect([ok, path]).toEqual([true, ['CN=host', 'CN=http_ca']]);
  });

  it('of a store with several hosts asks which one, and takes an answer', async () => {
    const error = await refusalOf(() => verified(hosts));
    expect(error.sentence).toMatch(/holds 2 private keys.*"one", "two"/);
    expect((await verified(hosts, 'TWO')).path).toEqual(['CN=host', 'CN=http_ca']);
    expect((await refusalOf(() => verified(hosts, 'three'))).sentence).toMatch(/called "three"/);
  });
});

describe('inspect', () => {
  const shown = async (alias?: string) => {
    const { items, failures } = await inspect({ files: [elastic], alias }, testPorts());
    const entries = items.flatMap((item) => ('entries' in item ? item.entries : []));
    return [entries.map((one) => one.alias), failures.map(({ error }) => error.sentence)];
  };

  it('shows all entries, or the one that is named', async () => {
    expect(await shown()).toEqual([['http_ca', 'http'], []]);
    expect(await shown('http')).toEqual([['http'], []]);
  });

  it('lists those that there are where none is called so', async () => {
    expect(await shown('https')).toEqual([
      [],
      [expect.stringMatching(/holds no entry called "https": it has "http_ca", "http"$/)],
    ]);
  });
});

describe('a key with a password of its own', () => {
  const password = { text: 'of-store', ofKeys: { text: 'of-key' } };
  const exported = (source: typeof password | { text: string }) =>
    exportKey(
      {
        ...{ file: java, filePassword: source, container: 'pkcs8', consumers: [] },
        ...{ out: join(base, 'host.key'), force: true, dryRun: false },
      },
      testPorts(),
    );

  it('is opened by both, and not by that of the store alone', async () => {
    expect((await exported(password)).files).toMatchObject([{ kind: 'private-key' }]);
    expect((await refusalOf(() => exported({ text: 'of-store' }))).code).toBe('password-wrong');
  });

  it('is shown by inspect', async () => {
    const { items, failures } = await inspect({ files: [java], password }, testPorts());
    expect(failures).toEqual([]);
    expect(items).toMatchObject([{ type: 'keystore', entries: [{ alias: 'host' }] }]);
  });
});
