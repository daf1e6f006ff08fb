// Names, pairs, and who reads which key in which version.
import { describe, expect, it } from 'vitest';
import { KEY_TYPES } from '../../src/ports.js';
import { formatStackVersion, parseStackVersion } from '../../src/targets/stack-version.js';
import {
  canTalk,
  eraOf,
  erasOf,
  findTarget,
  pairsOf,
  readableSince,
  readsKeyContainer,
  readsKeyType,
  readsStore,
  targetsOf,
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

  it.each(['', '__proto__', 'constructor', 'x'.repeat(1e6)])('refuses any other text', (typed) => {
    expect(() => findTarget(targets, typed)).toThrow(
      expect.objectContaining({ code: 'target-unknown' }),
    );
  });
});

describe('pairs', () => {
  it('are derived from the protocols: every Beat dials Logstash, nothing dials a Beat', () => {
    expect(pairsOf(targets).map(({ client, server }) => `${client.name} ${server.name}`)).toEqual(
      ['heartbeat', 'filebeat', 'metricbeat', 'packetbeat', 'auditbeat', 'winlogbeat'].map(
        (beat) => `${beat} logstash`,
      ),
    );
    expect(canTalk(logstash, heartbeat)).toBe(false);
    expect(canTalk(heartbeat, heartbeat)).toBe(false);
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
  it.each(KEY_TYPES)('%s: Beats read it plain, Logstash all but Ed25519', (keyType) => {
    for (const version of ['7.17', '8.9', '9.5'].map(at)) {
      expect(readsKeyType(heartbeat, version, keyType)).toBe(true);
      expect(readsKeyType(logstash, version, keyType)).toBe(keyType !== 'ed25519');
    }
  });

  it.each([
    ['heartbeat', '8.9', false],
    ['heartbeat', '8.10', true],
    ['logstash', '7.17', false],
    ['logstash', '8.10', false],
    ['logstash', '8.11', true],
    ['logstash', '9.0', true],
  ])('%s %s reads encrypted PKCS#8: %s', (name, version, expected) => {
    expect(readsKeyContainer(shipped(name), at(version), 'pkcs8-encrypted')).toBe(expected);
    expect(readsKeyContainer(shipped(name), at(version), 'pkcs8')).toBe(true);
  });

  it('reads no encrypted Ed25519 key', () => {
    expect(readsKeyContainer(heartbeat, at('9.5'), 'pkcs8-encrypted', 'ed25519')).toBe(false);
    expect(readsKeyType(heartbeat, at('9.5'), 'ed25519', 'pkcs8-encrypted')).toBe(false);
    expect(readsKeyContainer(heartbeat, at('9.5'), 'pkcs8-encrypted', 'ec-p256')).toBe(true);
  });

  it('takes PEM and no PKCS#12', () => {
    for (const target of targets) {
      expect(readsStore(target, at('9.5'), 'pem')).toBe(true);
      expect(readsStore(target, at('9.5'), 'pkcs12')).toBe(false);
    }
  });

  it.each([
    ['heartbeat', '7.17', true],
    ['logstash', '8.3', false],
    ['logstash', '8.4', true],
  ])('%s %s verifies what an Ed25519 CA signed: %s', (name, version, expected) => {
    expect(verifiesSignatureOf(shipped(name), at(version), 'ed25519')).toBe(expected);
    expect(verifiesSignatureOf(shipped(name), at(version), 'rsa-4096')).toBe(true);
  });

  it('says since when, for the sentence of a refusal', () => {
    const since = readableSince((version) =>
      readsKeyContainer(logstash, version, 'pkcs8-encrypted'),
    );
    expect(since && formatStackVersion(since)).toBe('8.11');
    expect(readableSince((version) => readsStore(logstash, version, 'pkcs12'))).toBeUndefined();
  });
});

describe('eras', () => {
  it('begin where the spelling changes', () => {
    expect(erasOf(logstash).map(formatStackVersion)).toEqual(['7.17', '8.3', '8.8']);
    expect(erasOf(heartbeat).map(formatStackVersion)).toEqual(['7.17']);
    expect(formatStackVersion(eraOf(logstash, at('8.7')))).toBe('8.3');
    expect(formatStackVersion(eraOf(logstash, at('9.5')))).toBe('8.8');
  });
});
