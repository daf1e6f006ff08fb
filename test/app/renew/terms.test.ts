// What a renewal keeps: subject, names, profile, type of key, length of life, passwords; what is due, and what would be in vain.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PasswordSource } from '../../../src/app/reading/key/passwords.js';
import { parseWithin } from '../../../src/pki/certificate/due.js';
import { parseDistinguishedName } from '../../../src/pki/names/name-parser.js';
import { commonNameAsOther, parseGeneralName } from '../../../src/pki/names/general-name.js';
import { KEY_TYPES } from '../../../src/ports.js';
import { fixedClock } from '../../support/fixed-clock.js';
import { keyTypeLike } from '../../../src/app/renewing/reissued.js';
import { keyFromPem } from '../../support/foreign-certificate.js';
import { refusalOf } from '../../support/refusal-of.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { treeOf } from '../../support/folder-tree.js';
import { scriptedPrompter } from '../../support/scripted-prompter.js';
import {
  certificateAt,
  endOf,
  issueHost,
  laterPorts,
  makeCa,
  renew,
  statesOf,
} from '../../support/renewing.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const base = temporaryFolder();
const ca = join(base, 'ca');
let count = 0;
const newHost = (changes: Parameters<typeof issueHost>[2] = {}, by: string | undefined = ca) =>
  issueHost(join(base, `run-${(count += 1)}`, 'es01'), by, changes);
const own = (host: string) => certificateAt(host, 'es01.crt');
const asAt = (time: string) => laterPorts({ clock: fixedClock(new Date(time)) });

beforeAll(() => makeCa(ca));

/** Of those of RSA that are stored several times. */
const MADE = KEY_TYPES.filter((type) => !/^rsa-[34]/.test(type));

describe.each(MADE)('a key of type %s', (keyType) => {
  it('gives way to another of its type, or stays', async () => {
    const host = await newHost({ keyType });
    const key = readFileSync(`${host}/es01.key`, 'latin1');
    const kept = await renew(host, ca, { key: 'keep' });
    expect([kept.hosts[0]?.key, readFileSync(`${host}/es01.key`, 'latin1')]).toEqual(['kept', key]);
    expect(kept.files.map(({ path }) => path)).toEqual([`${host}/es01.crt`]);
    const before = own(host);
    const renewed = await renew(host, ca);
    expect(renewed.hosts[0]?.key).toBe('new');
    const { subjectPublicKeyInfo } = own(host);
    expect(subjectPublicKeyInfo).not.toEqual(before.subjectPublicKeyInfo);
    expect(subjectPublicKeyInfo.length).toBe(before.subjectPublicKeyInfo.length);
  });
});

it('refuses a new key of a type that is not made, and says that it may be kept', async () => {
  const { subjectPublicKeyInfo } = keyFromPem(fixtureKey('rsa-pss-2048'));
  const { code, sentence } = await refusalOf(() => keyTypeLike(subjectPublicKeyInfo));
  expect(code).toBe('key-unsupported');
  expect(sentence).toContain('--keep-key keeps the one that it has');
});

it.each(['server', 'client', 'peer'] as const)('keeps the profile %s', async (profile) => {
  const host = await newHost({ profile });
  const { extKeyUsage } = own(host);
  expect(statesOf(await renew(host, ca))).toEqual(['renewed']);
  expect(own(host).extKeyUsage).toEqual(extKeyUsage);
});

it.each<[string, subject: string, names: string[]]>([
  [
    'names of every kind',
    'CN=es01',
    [
      'dns:a.lan',
      'dns:*.b.lan',
      'ip:10.0.0.1',
      'ip:2001:db8::1',
      'email:a@b.lan',
      'uri:https://a.lan/x',
    ],
  ],
  ['names of IDN, an underscore', 'CN=es01', ['dns:bücher.example', 'dns:a_b.lan']],
  ['a name of another form', 'CN=es01', ['other:2.5.4.3=node2.node.cluster', 'dns:a.lan']],
  ['an empty subject', '', ['dns:a.lan']],
  ['a long subject', 'CN=Müller\\, es01+OU=ops,O=ACME \\"x\\",DC=example,DC=lan', ['dns:a.lan']],
])('keeps %s', async (_, subject, names) => {
  const host = await newHost({
    subject: parseDistinguishedName(subject),
    subjectAltNames: names.map((name) =>
      name.startsWith('other:')
        ? commonNameAsOther(name.slice('other:2.5.4.3='.length))
        : parseGeneralName(name),
    ),
  });
  const before = own(host);
  expect(statesOf(await renew(host, ca))).toEqual(['renewed']);
  const after = own(host);
  expect([after.subjectDer, after.subjectAltNames]).toEqual([
    before.subjectDer,
    before.subjectAltNames,
  ]);
});

it('keeps that a certificate has no names', async () => {
  const host = await newHost({ profile: 'client', subjectAltNames: [] });
  expect(statesOf(await renew(host, ca))).toEqual(['renewed']);
  expect(own(host).subjectAltNames).toEqual([]);
});

describe('validity', () => {
  it.each<[string, days: number, of: number, now: string, end: string]>([
    ['as long as before', 90, 3650, '2027-01-01T00:00:00Z', '2027-03-31T23:54:59Z'],
    ['as long as before, behind its end', 90, 3650, '2028-01-01T00:00:00Z', '2028-03-30T23:54:59Z'],
    ['shortened at the end of its CA', 400, 500, '2027-10-01T00:00:00Z', '2028-04-03T09:54:59Z'],
  ])('is %s', async (_, days, of, now, end) => {
    const issuer = join(base, `ca-${(count += 1)}`);
    await makeCa(issuer, { validity: { days: of, isDefault: true } });
    const host = await newHost({ validity: { days, isDefault: false } }, issuer);
    expect(statesOf(await renew(host, issuer, {}, asAt(now)))).toEqual(['renewed']);
    expect(endOf(own(host))).toBe(end);
  });

  it('is the default where it was cut at the end of its CA, and another one has come', async () => {
    const [short, long] = [join(base, 'short'), join(base, 'long')];
    const below = (days: number) => ({
      issuer: { folder: ca },
      validity: { days, isDefault: true },
    });
    await makeCa(short, below(100));
    await makeCa(long, below(1825));
    const host = await newHost({}, short);
    expect(endOf(own(host))).toBe('2027-02-28T09:54:59Z');
    await renew(host, long, {}, asAt('2027-01-01T00:00:00Z'));
    expect(endOf(own(host))).toBe('2029-04-04T23:54:59Z');
  });

  it('would be gained in vain from a CA that ends as soon, where only what is due is renewed', async () => {
    const issuer = join(base, 'ends-soon');
    await makeCa(issuer, { validity: { days: 60, isDefault: true } });
    const host = await newHost({}, issuer);
    const now = asAt('2027-01-10T00:00:00Z');
    const due = await renew(host, issuer, { within: parseWithin('30d') }, now);
    expect(statesOf(due)).toEqual(['renewal-in-vain']);
    expect(due.hosts[0]?.error?.sentence).toMatch(/ends at 2027-01-19.*no later: either its CA/);
    expect(statesOf(await renew(host, issuer, {}, now))).toEqual(['renewed']);
    const late = await renew(host, issuer, {}, asAt('2027-06-01T00:00:00Z'));
    expect(statesOf(late)).toEqual(['issuer-expired']);
  });
});

it.each<[within: string, days: number, now: string, state: string]>([
  ['30d', 90, '2027-01-19T09:54:59Z', 'not-due'],
  ['30d', 90, '2027-01-19T09:55:00Z', 'renewed'],
  ['1m', 90, '2027-01-17T09:00:00Z', 'not-due'],
  ['1m', 90, '2027-01-19T09:00:00Z', 'renewed'],
  ['33%', 90, '2027-01-18T00:00:00Z', 'not-due'],
  ['33%', 90, '2027-01-21T00:00:00Z', 'renewed'],
  ['30d', 10, '2026-11-24T00:00:00Z', 'not-due'],
  ['30d', 10, '2026-11-26T00:00:00Z', 'renewed'],
])('within %s of %i days, at %s: %s', async (text, days, now, state) => {
  const host = await newHost({ validity: { days, isDefault: false } });
  const before = treeOf(host);
  const summary = await renew(host, ca, { within: parseWithin(text) }, asAt(now));
  expect([statesOf(summary), summary.ok]).toEqual([[state], true]);
  if (state === 'not-due') {
    expect(treeOf(host)).toEqual(before);
    expect(summary.hosts[0]?.reason).toMatch(
      /^ends at .*Z: not due(, since it lives so short that its second half counts)?$/,
    );
  }
});

describe('passwords', () => {
  const text = 'a password';
  const stores = { formats: ['pem', 'pkcs12'] as ('pem' | 'pkcs12')[] };
  const chosen = { ...stores, password: { text } };
  const generated = { ...stores, password: 'generate' as const };

  it.each<
    [
      string,
      Parameters<typeof issueHost>[2],
      PasswordSource | undefined,
      string | undefined,
      state: string,
    ]
  >([
    ['in secrets.env', generated, undefined, undefined, 'renewed'],
    ['given', chosen, { text }, undefined, 'renewed'],
    ['asked for', chosen, undefined, text, 'renewed'],
    ['given, but wrong', chosen, { text: 'other' }, undefined, 'password-wrong'],
    ['asked for, and answered wrong', chosen, undefined, 'other', 'password-wrong'],
    ['nobody can be asked', chosen, undefined, undefined, 'password-missing'],
    ['of the key alone', { password: { text } }, { text }, undefined, 'renewed'],
    ['of the store alone', { ...chosen, formats: ['pkcs12'] }, { text }, undefined, 'renewed'],
    [
      'of the store alone, wrong',
      { ...chosen, formats: ['pkcs12'] },
      { text: 'other' },
      undefined,
      'password-wrong',
    ],
    [
      'of the store alone, asked for',
      { ...chosen, formats: ['pkcs12'] },
      undefined,
      text,
      'renewed',
    ],
    [
      'of the store alone, nobody',
      { ...chosen, formats: ['pkcs12'] },
      undefined,
      undefined,
      'password-missing',
    ],
    ['given, and secrets.env has it', generated, { text: 'other' }, undefined, 'renewed'],
  ])('%s', async (_, changes, password, answer, state) => {
    const host = await newHost(changes);
    const before = treeOf(host);
    const prompter = answer === undefined ? {} : { prompter: scriptedPrompter(answer) };
    const summary = await renew(host, ca, { password }, laterPorts(prompter));
    expect(statesOf(summary)).toEqual([state]);
    const names = ['es01.crt', 'es01.key', 'keystore.p12'].filter((name) => before.includes(name));
    const previous = state === 'renewed' ? names.map((name) => `${name}.previous`) : [];
    expect(treeOf(host)).toEqual([...before, ...previous].sort());
    // The same password opens the new files.
    if (state === 'renewed') {
      const again = changes?.password === 'generate' ? undefined : { text };
      expect(statesOf(await renew(host, ca, { password: again }))).toEqual(['renewed']);
    }
  });

  it('warns of a store that stays locked beside a key that is not', async () => {
    const host = await newHost({ ...chosen, formats: ['pkcs12'] });
    const plain = await newHost();
    writeFileSync(`${plain}/keystore.p12`, readFileSync(`${host}/keystore.p12`));
    const ports = laterPorts();
    expect(statesOf(await renew(`${plain}/es01.crt`, ca, {}, ports))).toEqual(['renewed']);
    expect(ports.reporter.warnings).toEqual([
      `"${plain}/keystore.p12" is locked, and stays as it is, whether or not the same certificate is in it`,
    ]);
  });

  it('asks for nothing where the key is gone', async () => {
    const host = await newHost();
    rmSync(`${host}/es01.key`);
    expect(statesOf(await renew(`${host}/es01.crt`, ca))).toEqual(['input-wrong-kind']);
  });
});
