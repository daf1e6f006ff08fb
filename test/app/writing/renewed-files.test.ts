// A file of an identity is written anew in the form and under the password that it has; forms that are not written say so before anything is made.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type IdentityFile,
  identityFilesIn,
} from '../../../src/app/reading/folder/identity-files.js';
import {
  checkFormIsWritten,
  holdsKey,
  renewedFile,
} from '../../../src/app/writing/renewed-files.js';
import { encodePem } from '../../../src/formats/containers/pem.js';
import { parseCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { toHex } from '../../../src/pki/der/hex.js';
import { commonNames } from '../../support/der.js';
import { FIXTURE_PASSWORD, fixtureKey } from '../../support/fixture-keys.js';
import {
  basicConstraints,
  ecKey,
  foreignCertificate,
  keyFromPem,
  keyUsage,
} from '../../support/foreign-certificate.js';
import { type Generations, hostGenerations } from '../../support/host-generations.js';
import {
  binaryForms,
  blocksOf,
  CRL,
  FORM_PASSWORD,
  PARAMETERS,
  PEM_FORMS,
} from '../../support/identity-forms.js';
import { javaStore, jksProtected, keyEntry } from '../../support/java-store-parts.js';
import { knownPasswords } from '../../support/known-passwords.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;

async function found(
  content: string | Uint8Array,
  certificate: Generations['old']['chain'][0],
  ...passwords: string[]
): Promise<IdentityFile> {
  const folder = join(base, `${(count += 1)}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'file'), content);
  const known = knownPasswords(FORM_PASSWORD, ...passwords);
  const { files } = await identityFilesIn({ folder, certificate, passwords: known }, testPorts());
  return files[0] as IdentityFile;
}

const hexes = (all: readonly { der: Uint8Array }[]) => all.map(({ der }) => toHex(der));
const isGenerated = () => true;
const renewedFrom = async (file: IdentityFile, { old, renewed }: Generations) => {
  const renewal = { old: old.chain[0], identity: renewed, isGenerated };
  return (await renewedFile(file, renewal, testPorts())).after;
};
const textFrom = async (content: string, generations: Generations) => {
  const file = await found(content, generations.old.chain[0]);
  checkFormIsWritten(file);
  return Buffer.from(await renewedFrom(file, generations)).toString();
};

describe.each(['ec', 'rsa'] as const)('PEM of an %s key', (kind) => {
  const generations = hostGenerations(kind);
  const [old, renewed] = [
    blocksOf(generations, generations.old),
    blocksOf(generations, generations.renewed),
  ];

  it.each(PEM_FORMS)('%s', async (_, textOf) => {
    expect(await textFrom(textOf(old), generations)).toBe(textOf(renewed));
  });

  it.each<[string, (text: string) => string]>([
    [
      'a byte order mark and line ends of Windows',
      (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`,
    ],
    ['text around', (text) => `subject=CN=es01\n${text}\nthe end\n`],
  ])('drops %s', async (_, change) => {
    const text = await textFrom(change(old.pkcs8 + old.leaf), generations);
    expect(text).toBe(renewed.pkcs8 + renewed.leaf);
  });

  it('leaves keys and certificates of others in the same file as they are', async () => {
    const other = encodePem('CERTIFICATE', generations.other.certificate);
    const otherKey = encodePem('PRIVATE KEY', generations.other.key.privateKeyInfo);
    const text = otherKey + other + CRL + old.leaf + PARAMETERS + old.pkcs8;
    expect(await textFrom(text, generations)).toBe(
      otherKey + other + CRL + renewed.leaf + PARAMETERS + renewed.pkcs8,
    );
  });
});

describe.each(['ec', 'rsa'] as const)('binary forms of an %s key', async (kind) => {
  const generations = hostGenerations(kind);
  const forms = await binaryForms(generations, generations.old);
  const comes = generations.renewed;

  it.each(Object.keys(forms))('%s stays what it is', async (name) => {
    const before = await found(forms[name] as Uint8Array, generations.old.chain[0]);
    checkFormIsWritten(before);
    const after = await found(await renewedFrom(before, generations), comes.chain[0]);
    expect(after).toMatchObject({ form: before.form });
    expect(holdsKey(after)).toBe(holdsKey(before));
    if (before.form === 'der-key' && after.form === 'der-key') {
      expect(toHex(after.key.privateKeyInfo)).toBe(toHex(comes.privateKeyInfo));
      expect(after.key.stored.container).toBe(before.key.stored.container);
      expect(after.key.password).toBe(before.key.password);
    }
    if (before.form === 'key-store' && after.form === 'key-store') {
      const shown = ({ store, key, password }: typeof before) => ({
        alias: key.alias,
        issuers: hexes(key.chain.slice(1)),
        certificates: store.certificates.map(({ certificate, ...rest }) => [
          ...hexes([certificate]),
          rest,
        ]),
        encryption: store.protection.encryption,
        mac: store.protection.mac,
        password,
      });
      expect(shown(after)).toEqual(shown(before));
    }
    if (before.form === 'trust-store' && after.form === 'trust-store') {
      const aliases = ({ store }: typeof before) => store.certificates.map(({ alias }) => alias);
      expect([aliases(after), after.password]).toEqual([aliases(before), before.password]);
    }
    if (before.form === 'pkcs7' && after.form === 'pkcs7') {
      expect(after.isPem).toBe(before.isPem);
      // A SET has no order.
      expect(hexes(after.certificates).sort()).toEqual(hexes(comes.chain).sort());
    }
  });
});

it('brings the new issuers where the new certificate is below others', async () => {
  const generations = hostGenerations('ec');
  const otherName = foreignCertificate({
    ...{ key: ecKey(), signer: ecKey(), extensions: [basicConstraints({ ca: true }), keyUsage(5)] },
    ...{ subject: commonNames('Intermediate 2'), issuer: commonNames('Root') },
  });
  const below = foreignCertificate({
    ...{ key: ecKey(), extensions: [keyUsage(0)] },
    ...{ subject: commonNames('es01.lan'), issuer: commonNames('Intermediate 2') },
  });
  const identity = {
    ...generations.renewed,
    chain: [parseCertificate(below), parseCertificate(otherName)] as const,
  };
  const { leaf, intermediate } = blocksOf(generations, generations.old);
  const expected = encodePem('CERTIFICATE', below) + encodePem('CERTIFICATE', otherName);
  for (const text of [leaf, leaf + intermediate]) {
    const file = await found(text, generations.old.chain[0]);
    const renewal = { old: generations.old.chain[0], identity, isGenerated };
    const { after } = await renewedFile(file, renewal, testPorts());
    expect(Buffer.from(after).toString()).toBe(expected);
  }
});

describe('refused before anything is made', () => {
  const certificateFor = (pem: string) => {
    const key = keyFromPem(pem);
    const subject = commonNames('es01.lan');
    return { key, certificate: parseCertificate(foreignCertificate({ key, subject })) };
  };
  const { key, certificate } = certificateFor(fixtureKey('ec-p256'));
  const rsa = certificateFor(fixtureKey('rsa-2048'));
  const entry = keyEntry('es01', jksProtected(key.privateKeyInfo, 'changeit'), [certificate.der]);
  const refusedBy = async (content: string | Uint8Array, own = certificate) => {
    const file = await found(content, own, 'changeit', FIXTURE_PASSWORD);
    return refusalOf(() => checkFormIsWritten(file));
  };

  it.each<[string, () => string | Uint8Array, typeof certificate, found: string]>([
    ['JKS', () => javaStore([entry], 'changeit'), certificate, 'a JKS store'],
    ['JCEKS', () => javaStore([entry], 'changeit', { kind: 'JCEKS' }), certificate, 'a JKS store'],
    [
      'a traditional key under the old encryption of PEM',
      () => fixtureKey('ec-p256.sec1-aes256'),
      certificate,
      'a key under the old encryption of PEM, which is weak',
    ],
    [
      'PKCS#1 under the old encryption of PEM',
      () => fixtureKey('rsa-2048.pkcs1-aes128'),
      rsa.certificate,
      'a key under the old encryption of PEM, which is weak',
    ],
  ])('%s', async (_, contentOf, own, what) => {
    const { code, details, sentence } = await refusedBy(contentOf(), own);
    expect([code, details['found']]).toEqual(['consumer-cannot-read', what]);
    expect(sentence).toMatch(/^file is a .*, which is not written anew: export key(store)? makes/);
  });

  it.each(['a second key', 'a second certificate that is not trusted', 'a secret'])(
    'a store with %s',
    async (more) => {
      const generations = hostGenerations('ec');
      const forms = await binaryForms(generations, generations.old);
      const file = await found(forms['trusted.p12'] as Uint8Array, generations.old.chain[0]);
      if (file.form !== 'key-store') throw new Error(file.form);
      const { keys, certificates } = file.store;
      const store = {
        ...file.store,
        ...(more === 'a second key' && { keys: [...keys, ...keys] }),
        ...(more === 'a secret' && { others: ['secret'] }),
        ...(more === 'a second certificate that is not trusted' && {
          certificates: certificates.flatMap((one) => [one, { ...one, isTrustedByJava: false }]),
        }),
      };
      const { details } = await refusalOf(() => checkFormIsWritten({ ...file, store }));
      expect(details['found']).toBe('a store with further entries');
    },
  );

  it('a store that trusts it beside the key of another', async () => {
    const generations = hostGenerations('ec');
    const forms = await binaryForms(generations, generations.old);
    const own = generations.old.chain[0];
    const file = await found(forms['trust.p12'] as Uint8Array, own);
    const other = await found(forms['modern.p12'] as Uint8Array, own);
    if (file.form !== 'trust-store' || other.form !== 'key-store') throw new Error(file.form);
    checkFormIsWritten(file);
    const store = { ...file.store, keys: other.store.keys };
    const { details } = await refusalOf(() => checkFormIsWritten({ ...file, store }));
    expect(details['found']).toBe('a store with further entries');
  });

  it('a key of OpenSSH', async () => {
    const text = readFileSync(
      new URL('../../fixtures/keys/openssh/ecdsa-256', import.meta.url),
      'latin1',
    );
    const { findPrivateKey } = await import('../../../src/formats/keys/private-key.js');
    const { openPrivateKey } = await import('../../../src/formats/keys/opening.js');
    const { crypto } = testPorts();
    const stored = findPrivateKey(Buffer.from(text), 'brought');
    const privateKeyInfo = await openPrivateKey(stored, undefined, crypto);
    const own = keyFromPem(encodePem('PRIVATE KEY', privateKeyInfo));
    const subject = commonNames('es01.lan');
    const { details } = await refusedBy(
      text,
      parseCertificate(foreignCertificate({ key: own, subject })),
    );
    expect(details['found']).toBe("OpenSSH's form of a key");
  });
});
