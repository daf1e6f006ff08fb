// Names, pairs, and who reads which key in which version.
import { describe, expect, it } from 'vitest';
import type { KeyType } from '../../src/ports.js';
import { KEY_TYPES } from '../../src/ports.js';
import type { KeyContainer } from '../../src/targets/descriptor/form.js';
import { formatStackVersion, parseStackVersion } from '../../src/targets/stack-version.js';
import {
  canTalk,
  eraOf,
  erasOf,
  existsIn,
  findTarget,
  installFolderOf,
  pairsOf,
  readableSince,
  readsKeyContainer,
  readsKeyType,
  readsStore,
  type Target,
  targetsOf,
  trustFormOf,
  verifiesSignatureOf,
} from '../../src/targets/target.js';
import { shipped, shippedFolders, shippedTargets } from './shipped.js';

const targets = shippedTargets();
const at = (text: string) => parseStackVersion(text).version;
const logstash = shipped('logstash');
const heartbeat = shipped('heartbeat');

describe('findTarget', () => {
  it('finds a product by its name', () => {
    expect(findTarget(targets, 'winlogbeat')).toMatchObject({
      platform: 'windows',
      installFolder: 'C:/ProgramData/winlogbeat/certs',
      role: 'client',
    });
  });

  it.each([
    ['hartbeat', 'heartbeat'],
    ['Logstash', 'logstash'],
    ['filebeats', 'filebeat'],
    ['logstahs', 'logstash'],
  ])('suggests for %s the name %s', (typed, nearest) => {
    expect(() => findTarget(targets, typed)).toThrow(
      expect.objectContaining({
        code: 'target-unknown',
        sentence: `"${typed}" is no target; did you mean ${nearest}?`,
        details: expect.objectContaining({ nearest }) as unknown,
      }),
    );
  });

  it('lists the known names where none is near', () => {
    expect(() => findTarget(targets, 'kafka')).toThrow(/known are .*heartbeat.*logstash/);
  });

  it.each(['systemd-timer', 'cron'])('says of %s that no link ends there', (name) => {
    expect(() => findTarget(targets, name)).toThrow(
      expect.objectContaining({
        code: 'target-unknown',
        sentence: `${name} is no end of a link: it starts renewals, and only its files can be shown`,
      }),
    );
  });

  it.each(['', '__proto__', 'constructor', 'x'.repeat(1e6)])('refuses any other text', (typed) => {
    expect(() => findTarget(targets, typed)).toThrow(
      expect.objectContaining({ code: 'target-unknown' }),
    );
  });
});

describe('pairs', () => {
  it('are derived from the protocols of both ends', () => {
    const servers = new Map<string, Set<string>>();
    for (const { client, server } of pairsOf(targets)) {
      servers.set(client.name, (servers.get(client.name) ?? new Set()).add(server.name));
    }
    const all = [
      ...new Set(targets.filter(({ role }) => role === 'server').map(({ name }) => name)),
    ];
    const redis = ['redis', 'stunnel'];
    const elasticsearch = ['elasticsearch', 'nginx'];
    const beat = ['logstash', ...redis, ...elasticsearch];
    const expected: Record<string, string[]> = {
      // its monitor looks at any certificate
      heartbeat: all,
      ...Object.fromEntries(
        ['filebeat', 'metricbeat', 'packetbeat', 'auditbeat', 'winlogbeat'].map((name) => [
          name,
          beat,
        ]),
      ),
      'elastic-agent': ['logstash'],
      'logstash-output': ['logstash-input'],
      'logstash-redis-output': redis,
      'logstash-elasticsearch-output': elasticsearch,
      'logstash-elasticsearch-input': elasticsearch,
      python: ['logstash-tcp', 'logstash-http'],
      'python-logstash-async': ['logstash-tcp'],
      'redis-cli': redis,
      stunnel: redis,
      nginx: [...elasticsearch, 'kibana'],
      elasticsearch: ['elasticsearch'],
      kibana: elasticsearch,
      curl: all,
      openssl: all,
    };
    expect(
      Object.fromEntries([...servers].map(([name, names]) => [name, [...names].sort()])),
    ).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([name, names]) => [name, [...names].sort()]),
      ),
    );
    expect(canTalk(logstash, heartbeat)).toBe(false);
    expect(canTalk(heartbeat, heartbeat)).toBe(false);
  });

  it('name every target of the contract, and no other', () => {
    expect([...new Set(targets.map(({ name }) => name))].sort()).toEqual(
      [
        ...['heartbeat', 'filebeat', 'metricbeat', 'packetbeat', 'auditbeat', 'winlogbeat'],
        ...['elastic-agent', 'logstash', 'logstash-input', 'logstash-output', 'logstash-tcp'],
        ...['logstash-http', 'logstash-redis-output', 'logstash-elasticsearch-output'],
        ...['logstash-elasticsearch-input', 'python', 'python-logstash-async', 'redis'],
        ...['redis-cli', 'stunnel', 'nginx', 'elasticsearch', 'kibana', 'curl', 'openssl'],
      ].sort(),
    );
  });

  it('no two ends that may share a host share a file there', () => {
    // Beats allow one output at a time, so their outputs take turns with one set of files.
    const places = targets
      .filter(({ folder, descriptor }) => folder !== 'beats' || descriptor.end === 'monitor')
      .filter(({ descriptor }) => !descriptor.servesAndDials)
      .map(
        (end) => `${end.name} ${installFolderOf(end, `${end.role}-${end.descriptor.end ?? ''}`)}`,
      );
    expect(places).toEqual([...new Set(places)]);
    const whole = targets.filter(({ descriptor }) => descriptor.isWholeFile);
    const files = whole.map(({ configFile }) => configFile);
    expect(files).toEqual([...new Set(files)]);
  });

  it('refuses two folders that define the same product', () => {
    const [folder] = shippedFolders();
    if (folder === undefined) throw new Error('no folder');
    expect(() => targetsOf([folder, { ...folder, folder: 'mine' }])).toThrow(
      expect.objectContaining({
        code: 'template-invalid',
        details: expect.objectContaining({ file: 'mine' }) as unknown,
      }),
    );
  });
});

describe('what a product reads', () => {
  it.each(KEY_TYPES)(
    '%s: plain by every Elastic product but Ed25519, which few of them load',
    (keyType) => {
      for (const version of ['7.17', '8.9', '9.5'].map(at)) {
        expect(readsKeyType({ target: heartbeat, version }, keyType)).toBe(keyType !== 'ed25519');
        expect(readsKeyType({ target: logstash, version }, keyType)).toBe(keyType !== 'ed25519');
      }
    },
  );

  it.each([
    ['heartbeat', '8.9', false],
    ['heartbeat', '8.10', true],
    ['logstash', '7.17', false],
    ['logstash', '8.10', false],
    ['logstash', '8.11', true],
    ['logstash', '9.0', true],
  ])('%s %s reads encrypted PKCS#8: %s', (name, version, expected) => {
    expect(
      readsKeyContainer({ target: shipped(name), version: at(version) }, 'pkcs8-encrypted'),
    ).toBe(expected);
    expect(readsKeyContainer({ target: shipped(name), version: at(version) }, 'pkcs8')).toBe(true);
  });

  it('reads no encrypted Ed25519 key', () => {
    expect(
      readsKeyContainer({ target: heartbeat, version: at('9.5') }, 'pkcs8-encrypted', 'ed25519'),
    ).toBe(false);
    expect(
      readsKeyType({ target: heartbeat, version: at('9.5') }, 'ed25519', 'pkcs8-encrypted'),
    ).toBe(false);
    expect(
      readsKeyContainer({ target: heartbeat, version: at('9.5') }, 'pkcs8-encrypted', 'ec-p256'),
    ).toBe(true);
  });

  // [target, version, key types from PKCS#8, from encrypted PKCS#8, from PKCS#12, trust beside a key store]
  const rsa: readonly KeyType[] = ['rsa-2048', 'rsa-3072', 'rsa-4096'];
  const ecAndRsa: readonly KeyType[] = ['ec-p256', 'ec-p384', 'ec-p521', ...rsa];
  it.each([
    ['logstash-output', '8.11', rsa, [], ecAndRsa, 'pkcs12'],
    ['logstash-output', '9.5', rsa, [], ecAndRsa, 'pkcs12'],
    ['logstash-input', '8.11', ecAndRsa, ecAndRsa, [], 'pem'],
    ['logstash-input', '8.12', ecAndRsa, ecAndRsa, ecAndRsa, 'pem'],
    ['logstash-input', '9.5', ecAndRsa, ecAndRsa, ecAndRsa, 'pem'],
    ['logstash', '9.5', ecAndRsa, ecAndRsa, [], 'pem'],
    ['heartbeat', '8.9', ecAndRsa, [], [], 'pem'],
    ['nginx', '9.5', KEY_TYPES, [], [], 'pem'],
  ] as const)(
    '%s %s: keys by container, and where its trust stands',
    (name, text, pkcs8, encrypted, pkcs12, trust) => {
      const target = shipped(name);
      const version = at(text);
      const read = (container: KeyContainer) =>
        KEY_TYPES.filter((keyType) => readsKeyType({ target, version }, keyType, container));
      expect(read('pkcs8').sort()).toEqual([...pkcs8].sort());
      expect(read('pkcs8-encrypted').sort()).toEqual([...encrypted].sort());
      expect(read('pkcs12').sort()).toEqual([...pkcs12].sort());
      expect(readsStore({ target, version }, 'pem')).toBe(true);
      expect(readsStore({ target, version }, 'pkcs12')).toBe(pkcs12.length > 0);
      expect(trustFormOf({ target, version }, 'pem')).toBe('pem');
      expect(trustFormOf({ target, version }, 'pkcs12')).toBe(trust);
    },
  );

  it('takes no key from where no setting could name it', () => {
    const { descriptor } = shipped('logstash-output');
    const without = (meaning: string): Target => ({
      ...shipped('logstash-output'),
      descriptor: {
        ...descriptor,
        settings: descriptor.settings.filter((rule) => rule.meaning !== meaning),
      },
    });
    expect(readsStore({ target: without('key-store'), version: at('9.5') }, 'pkcs12')).toBe(false);
    expect(readsStore({ target: without('private-key'), version: at('9.5') }, 'pem')).toBe(false);
    expect(trustFormOf({ target: without('trust-store'), version: at('9.5') }, 'pkcs12')).toBe(
      'pem',
    );
  });

  it('exists from 8.11 on, Logstash to Logstash', () => {
    for (const name of ['logstash-output', 'logstash-input']) {
      expect(existsIn({ target: shipped(name), version: at('8.10') })).toBe(false);
      expect(existsIn({ target: shipped(name), version: at('8.11') })).toBe(true);
    }
  });

  it.each([
    ['heartbeat', '7.17', true],
    ['logstash', '8.3', false],
    ['logstash', '8.4', true],
  ])('%s %s verifies what an Ed25519 CA signed: %s', (name, version, expected) => {
    expect(verifiesSignatureOf({ target: shipped(name), version: at(version) }, 'ed25519')).toBe(
      expected,
    );
    expect(verifiesSignatureOf({ target: shipped(name), version: at(version) }, 'rsa-4096')).toBe(
      true,
    );
  });

  it('says since when, for the sentence of a refusal', () => {
    const since = readableSince((version) =>
      readsKeyContainer({ target: logstash, version }, 'pkcs8-encrypted'),
    );
    expect(since && formatStackVersion(since)).toBe('8.11');
    expect(
      readableSince((version) => readsStore({ target: logstash, version }, 'pkcs12')),
    ).toBeUndefined();
  });
});

describe('eras', () => {
  it('begin where the spelling changes', () => {
    expect(erasOf(logstash).map(formatStackVersion)).toEqual(['7.17', '8.3', '8.8']);
    expect(erasOf(heartbeat).map(formatStackVersion)).toEqual(['7.17']);
    expect(formatStackVersion(eraOf({ target: logstash, version: at('8.7') }))).toBe('8.3');
    expect(formatStackVersion(eraOf({ target: logstash, version: at('9.5') }))).toBe('8.8');
  });
});

describe('the install folder', () => {
  it.each([
    ['heartbeat', 'web1', '/etc/heartbeat/certs'],
    ['winlogbeat', 'web1', 'C:/ProgramData/winlogbeat/certs'],
    ['logstash-output', 'relay', '/etc/logstash/certs/relay'],
    ['logstash-input', 'relay', '/etc/logstash/certs/relay'],
    ['logstash-input', "a$&b$'", "/etc/logstash/certs/a$&b$'"],
  ])('of %s for %s is %s', (name, folder, expected) => {
    expect(installFolderOf(shipped(name), folder)).toBe(expected);
  });
});
