// Stores with several entries, and with passwords of their keys' own: which one is meant, by every command that opens one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportCertificate } from '../../../../src/app/export/certificate.js';
import { exportKey } from '../../../../src/app/export/key.js';
import { inspect } from '../../../../src/app/inspect/files.js';
import { readTrust } from '../../../../src/app/reading/certificate/trust.js';
import { verifyCertificate } from '../../../../src/app/verify/certificate.js';
import { encodePem } from '../../../../src/formats/containers/pem.js';
import { NOW } from '../../../support/fixed-clock.js';
import {
  javaStore,
  jksProtected,
  keyEntry,
  trustedEntry,
} from '../../../support/java-store-parts.js';
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

describe('a store in which each key has a password of its own', () => {
  const store = write(
    'several.jks',
    javaStore(
      [
        keyEntry('one', jksProtected(host.key.privateKeyInfo, 'of-one'), [host.der, root.der]),
        keyEntry('two', jksProtected(other.key.privateKeyInfo, 'of-two'), [other.der, root.der]),
      ],
      'of-store',
    ),
  );
  const ofStore = { text: 'of-store' };
  const withKeyOf = (alias: string) => ({ ...ofStore, ofKeys: { text: `of-${alias}` } });
  const out = join(base, 'of-several');
  const writing = { ...{ out, consumers: [], force: true, dryRun: false } };
  const keyOf = (alias: string | undefined, text: string) =>
    exportKey(
      {
        ...{ ...writing, file: store, filePassword: withKeyOf(text), container: 'pkcs8' as const },
        alias,
      },
      testPorts(),
    );
  const certificatesOf = (alias: string | undefined, password: typeof ofStore | undefined) =>
    exportCertificate(
      {
        ...{ ...writing, source: { file: store }, sourcePassword: password, alias },
        ...{ selection: 'all', form: 'pem' },
      },
      testPorts(),
    );

  it.each(['one', 'two', 'TWO'])('opens the key that is meant, %s, and no other', async (alias) => {
    const { files } = await keyOf(alias, alias.toLowerCase());
    expect(files).toMatchObject([{ kind: 'private-key' }]);
  });

  it.each([
    ['the password of another key', () => keyOf('one', 'two'), 'password-wrong'],
    ['no alias', () => keyOf(undefined, 'one'), 'input-wrong-kind'],
    ['an alias that nobody has', () => keyOf('three', 'one'), 'input-wrong-kind'],
  ] as const)('%s is refused', async (_, act, code) => {
    const error = await refusalOf(act);
    expect(error.code).toBe(code);
    if (code === 'input-wrong-kind') expect(error.details.possible).toEqual(['one', 'two']);
  });

  it.each([
    ['one entry', 'two', ofStore, 2],
    ['one entry, without a password', 'one', undefined, 2],
    ['all', undefined, ofStore, 4],
  ] as const)(
    'shows the certificates of %s to whoever has no key',
    async (_, alias, password, count) => {
      const { certificates } = await certificatesOf(alias, password);
      expect(certificates).toHaveLength(count);
    },
  );

  it('is judged, trusted and described without the keys that nobody asks for', async () => {
    const { path } = await verifyCertificate(
      {
        ...{ certificate: store, alias: 'two', password: ofStore, trust: anchor, untrusted: [] },
        ...{ crls: [], purpose: 'server', at: NOW },
      },
      testPorts(),
    );
    expect(path).toEqual(['CN=host', 'CN=http_ca']);
    const request = { files: [store], alias: 'two', password: withKeyOf('two') };
    const { items, failures } = await inspect(request, testPorts());
    expect([failures, items]).toMatchObject([[], [{ entries: [{ alias: 'two' }] }]]);
    const authority = write(
      'authority.jks',
      javaStore([keyEntry('ca', jksProtected(root.key.privateKeyInfo, 'k'), [root.der])], 's'),
    );
    const { anchors } = await readTrust(authority, { text: 's' }, testPorts());
    expect(anchors).toHaveLength(1);
  });
});

describe('an entry without a key', () => {
  it('is taken by its alias where certificates are meant', async () => {
    const trust = write(
      'two-anchors.jks',
      javaStore([trustedEntry('a', root.der), trustedEntry('b', host.der)], 's'),
    );
    const exported = (alias: string) =>
      exportCertificate(
        {
          ...{ source: { file: trust }, sourcePassword: { text: 's' }, alias, form: 'pem' },
          ...{ selection: 'all', out: join(base, 'anchor'), consumers: [], force: true },
          dryRun: false,
        },
        testPorts(),
      );
    expect((await exported('B')).certificates).toMatchObject([{ subject: 'CN=host' }]);
    expect((await refusalOf(() => exported('c'))).details.possible).toEqual(['a', 'b']);
  });
});
