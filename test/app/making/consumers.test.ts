// What the products that will read the files demand: profile, key type, container, and whose signatures they verify.
import { describe, expect, it } from 'vitest';
import type { PublicKey } from '../../../src/pki/key/public-key.js';
import {
  checkIssuerIsVerified,
  checkProfile,
  chooseKeyType,
  type Consumers,
  loadConsumers,
  profileOf,
} from '../../../src/app/making/consumers.js';
import { loadTargets } from '../../../src/app/reading/products.js';
import type { EndEntityProfile } from '../../../src/pki/issuing/profile.js';
import { KEY_TYPES, type KeyType } from '../../../src/ports.js';
import type { KeyContainer } from '../../../src/targets/descriptor/form.js';
import { parseStackVersion } from '../../../src/targets/stack-version.js';
import { findTarget, type Target } from '../../../src/targets/target.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { templates, testPorts } from '../../support/test-ports.js';

const all = await loadTargets(templates);
const target = (name: string) => findTarget(all, name);
const consumers = (stack: string, ...names: string[]): Consumers => ({
  targets: names.map(target),
  version: parseStackVersion(stack).version,
});

/** A product that loads only these types of key. */
function reading(name: string, ...keyTypes: KeyType[]): Target {
  const logstash = target('logstash');
  const keys = [{ container: 'pkcs8' as const, keyTypes, source: 'the test' }];
  return { ...logstash, name, descriptor: { ...logstash.descriptor, keys } };
}

describe('profileOf', () => {
  it.each<[string[], EndEntityProfile | undefined]>([
    [[], undefined],
    [['heartbeat'], 'client'],
    [['heartbeat', 'filebeat'], 'client'],
    [['logstash'], 'server'],
    [['logstash', 'heartbeat'], 'peer'],
  ])('of %j is %s', (names, expected) => {
    expect(profileOf(names.map(target))).toBe(expected);
  });
});

describe('checkProfile', () => {
  it.each<[EndEntityProfile, string[], boolean]>([
    ['client', ['heartbeat'], true],
    ['peer', ['heartbeat'], true],
    ['server', ['heartbeat'], false],
    ['server', ['logstash'], true],
    ['client', ['logstash'], false],
    ['peer', ['heartbeat', 'logstash'], true],
    ['client', ['heartbeat', 'logstash'], false],
    ['server', [], true],
  ])('%s for %j: %s', async (profile, names, isFit) => {
    const check = () => checkProfile(profile, names.map(target));
    if (isFit) expect(check).not.toThrow();
    else expect((await refusalOf(check)).code).toBe('consumer-cannot-read');
  });
});

describe('chooseKeyType', () => {
  const nobody: Consumers = { targets: [], version: { major: 9, minor: 5 } };
  const rsaOnly: Consumers = { ...nobody, targets: [reading('rsa-only', 'rsa-2048', 'rsa-4096')] };
  const mixed: Consumers = {
    ...nobody,
    targets: [reading('ec-only', 'ec-p256'), reading('rsa-only', 'rsa-2048')],
  };
  const edwardsOnly: Consumers = { ...nobody, targets: [reading('edwards-only', 'ed25519')] };

  it.each<[string, KeyType | undefined, Consumers, KeyContainer[], KeyType]>([
    ['nobody', undefined, nobody, ['pkcs8'], 'ec-p256'],
    ['nobody, Ed25519 wanted', 'ed25519', nobody, ['pkcs8'], 'ed25519'],
    [
      'Beats and Logstash',
      undefined,
      consumers('9', 'heartbeat', 'logstash'),
      ['pkcs8'],
      'ec-p256',
    ],
    ['one that loads RSA only', undefined, rsaOnly, ['pkcs8'], 'rsa-2048'],
    ['one that loads RSA only, 4096 wanted', 'rsa-4096', rsaOnly, ['pkcs8'], 'rsa-4096'],
    ['nginx, Ed25519 wanted', 'ed25519', consumers('9', 'nginx'), ['pkcs8'], 'ed25519'],
    [
      'an encrypted key for 8.11',
      undefined,
      consumers('8.11', 'heartbeat', 'logstash'),
      ['pkcs8-encrypted'],
      'ec-p256',
    ],
  ])('for %s', (_, wanted, who, containers, expected) => {
    expect(chooseKeyType(wanted, who, containers)).toBe(expected);
  });

  it.each<[string, KeyType | undefined, Consumers, KeyContainer[], RegExp]>([
    [
      'Ed25519 for Logstash',
      'ed25519',
      consumers('9', 'logstash'),
      ['pkcs8'],
      /logstash \(stack 9\.5\).*ed25519.*ec-p256/,
    ],
    [
      'EC for one that loads RSA only',
      'ec-p256',
      rsaOnly,
      ['pkcs8'],
      /rsa-only.*ec-p256.*rsa-2048, rsa-4096/,
    ],
    ['two without a type in common', undefined, mixed, ['pkcs8'], /no key type/],
    ['Ed25519, which is never chosen by itself', undefined, edwardsOnly, ['pkcs8'], /no key type/],
    [
      'an encrypted key for Logstash 8.10',
      undefined,
      consumers('8.10', 'logstash'),
      ['pkcs8-encrypted'],
      /logstash \(stack 8\.10\).*encrypted/,
    ],
    [
      'an encrypted key for Beats 8.9',
      undefined,
      consumers('8.9', 'heartbeat'),
      ['pkcs8-encrypted'],
      /heartbeat \(stack 8\.9\).*encrypted/,
    ],
    [
      'an encrypted Ed25519 key for a Beat',
      'ed25519',
      consumers('9', 'heartbeat'),
      ['pkcs8-encrypted'],
      /heartbeat.*ed25519/,
    ],
    [
      'a store for a Beat',
      undefined,
      consumers('9', 'heartbeat'),
      ['pkcs12'],
      /heartbeat.*PKCS#12/,
    ],
  ])('refuses %s, and says what would be read', async (_, wanted, who, containers, sentence) => {
    const error = await refusalOf(() => chooseKeyType(wanted, who, containers));
    expect(error.code).toBe('consumer-cannot-read');
    expect(error.sentence).toMatch(sentence);
  });
});

describe('a key type that is asked for', () => {
  it.each(KEY_TYPES)('%s agrees with what the product says that it reads', async (keyType) => {
    const check = () => chooseKeyType(keyType, consumers('9', 'logstash'), ['pkcs8']);
    if (keyType !== 'ed25519') expect(check).not.toThrow();
    else
      expect((await refusalOf(check)).details).toMatchObject({
        consumer: 'logstash',
        found: keyType,
      });
  });
});

describe('checkIssuerIsVerified', () => {
  const ed25519: PublicKey = { algorithm: 'Ed25519', oid: '1.3.101.112' };
  const ec = (curve: string): PublicKey => ({ algorithm: 'EC', curve, oid: '1.2.840.10045.2.1' });
  const rsa: PublicKey = { algorithm: 'RSA', size: 2400, oid: '1.2.840.113549.1.1.1' };

  it.each<[PublicKey, string, RegExp | undefined]>([
    [ed25519, '8.3', /logstash \(stack 8\.3\).*Ed25519/],
    [ed25519, '8.4', undefined],
    [ec('P-521'), '7.17', undefined],
    [ec('secp256k1'), '9.5', /heartbeat \(stack 9\.5\).*EC secp256k1/],
    [ec('brainpoolP256r1'), '9.5', /EC brainpoolP256r1/],
    [rsa, '7.17', undefined],
  ])('of a CA with the key %j for stack %s', async (key, stack, refusal) => {
    const check = () => checkIssuerIsVerified(key, consumers(stack, 'heartbeat', 'logstash'));
    if (refusal) expect((await refusalOf(check)).sentence).toMatch(refusal);
    else expect(check).not.toThrow();
  });
});

describe('loadConsumers', () => {
  it('finds products by name, in the newest version unless one is said', async () => {
    const found = await loadConsumers({ consumers: ['logstash', 'heartbeat'] }, testPorts());
    expect([...new Set(found.targets.map(({ name }) => name))]).toEqual(['logstash', 'heartbeat']);
    expect(found.version).toEqual({ major: 9, minor: 5 });
    const older = await loadConsumers({ consumers: [], stack: '8.12.3' }, testPorts());
    expect(older).toEqual({ targets: [], version: { major: 8, minor: 12 } });
  });

  it('takes every end of a product: it has to read the files in each of its roles', async () => {
    const { targets } = await loadConsumers({ consumers: ['kibana'] }, testPorts());
    expect(targets.map(({ role }) => role)).toEqual(['server', 'client']);
    expect(profileOf(targets)).toBe('peer');
    expect(() => checkProfile('server', targets)).not.toThrow();
  });

  it('refuses a product that does no mutual TLS in that version', async () => {
    const request = { consumers: ['logstash-redis-output'], stack: '8.14' };
    expect(await codeOf(() => loadConsumers(request, testPorts()))).toBe('consumer-cannot-read');
  });

  it('warns of a version that is not known yet', async () => {
    const ports = testPorts();
    await loadConsumers({ consumers: [], stack: '9.77' }, ports);
    expect(ports.reporter.warnings).toHaveLength(1);
  });

  it.each([
    [{ consumers: ['logstsh'] }, 'target-unknown'],
    [{ consumers: ['logstash'], stack: '6' }, 'version-unknown'],
  ])('refuses %j', async (request, code) => {
    expect((await refusalOf(() => loadConsumers(request, testPorts()))).code).toBe(code);
  });
});
