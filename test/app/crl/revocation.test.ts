// `cert revoke` as a use-case: what may be revoked and taken back, however it is named.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCa } from '../../../src/app/issue/create-ca.js';
import { ledgerEntries } from '../../support/ledger-entries.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { NEW, revokingHere } from '../../support/revoking-here.js';

const { temporary, ca, other, ledger, ports, host, revoke, release, reasonIn } = revokingHere();

describe('a certificate is revoked', () => {
  it.each<[string, (of: Awaited<ReturnType<typeof host>>) => [string, string | undefined]]>([
    ['by its file', ({ file }) => [file, undefined]],
    ['by its folder', ({ out }) => [out, undefined]],
    ['by its serial number', ({ serial }) => [serial, serial]],
    ['by the first digits of that', ({ serial }) => ['x', serial.slice(0, 12)]],
  ])('%s', async (how, named) => {
    const one = await host(how.replaceAll(' ', '-'));
    const [certificate, digits] = named(one);
    const { event } = await revoke(certificate, { digits, reason: 'keyCompromise' });
    expect([event, await reasonIn(one.serial)]).toEqual(['revoked', 'keyCompromise']);
  });

  it('that the ledger does not know, by what it says itself', async () => {
    const one = await host('forgotten');
    const lines = readFileSync(ledger, 'utf8').split('\n');
    writeFileSync(ledger, lines.filter((line) => !line.includes(one.serial)).join('\n'));
    await revoke(one.file);
    const found = ledgerEntries(ledger).filter(({ serialNumber }) => serialNumber === one.serial);
    expect(found).toMatchObject([{ event: 'revoked', profile: 'server', subject: 'CN=forgotten' }]);
    expect(await reasonIn(one.serial)).toBe('unspecified');
  });

  it('of a CA below, by its folder', async () => {
    const below = join(temporary, 'below');
    const issuer = { folder: ca };
    const validity = { days: 100, isDefault: false };
    const { certificates } = await createCa(
      { out: below, keyType: 'ec-p256', validity, issuer, ...NEW },
      ports(),
    );
    await revoke(below, { reason: 'cACompromise' });
    expect(await reasonIn(certificates[0]?.serialNumber as string)).toBe('cACompromise');
  });

  it('by its folder, whose key is lost', async () => {
    const one = await host('keyless');
    rmSync(join(one.out, 'keyless.key'));
    await revoke(one.out, { reason: 'keyCompromise' });
    expect(await reasonIn(one.serial)).toBe('keyCompromise');
  });

  it('in words only by a dry run', async () => {
    const one = await host('dry');
    const before = readFileSync(ledger, 'utf8');
    expect((await revoke(one.file, { dryRun: true })).event).toBe('revoked');
    expect(readFileSync(ledger, 'utf8')).toBe(before);
  });
});

describe('what was revoked', () => {
  const HOLD = 'certificateHold';
  it.each<[string, (file: string) => Promise<unknown>, string | undefined]>([
    ['twice keeps its reason', (file) => revoke(file), 'superseded'],
    ['for the same reason stays', (file) => revoke(file, { reason: 'superseded' }), 'superseded'],
  ])('%s, and nothing is recorded', async (name, again, reason) => {
    const one = await host(name.replaceAll(' ', '-'));
    await revoke(one.file, { reason: 'superseded' });
    expect(await again(one.file)).toMatchObject({ event: null, reason });
    expect(await reasonIn(one.serial)).toBe(reason);
  });

  it('for good takes no other reason, and is not released', async () => {
    const { file } = await host('final');
    await revoke(file, { reason: 'superseded' });
    const codes = [
      await codeOf(() => revoke(file, { reason: 'keyCompromise' })),
      await codeOf(() => revoke(file, { reason: HOLD })),
      await codeOf(() => release(file)),
    ];
    expect(codes).toEqual(Array(3).fill('revocation-final'));
  });

  it('on hold is released, or revoked for good', async () => {
    const { file, serial } = await host('held');
    const found = [];
    for (const act of [
      () => revoke(file, { reason: HOLD }),
      () => release(file),
      () => revoke(file, { reason: HOLD }),
      () => revoke(file, { reason: 'keyCompromise' }),
    ]) {
      await act();
      found.push(await reasonIn(serial));
    }
    expect(found).toEqual([HOLD, undefined, HOLD, 'keyCompromise']);
  });

  it('is nothing where it is only released', async () => {
    const { file } = await host('never');
    expect(await release(file)).toMatchObject({ event: null, reason: null });
  });
});

describe('nothing is revoked', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'of another CA',
      async () => revoke((await host('stranger', other)).file),
      'revocation-in-vain',
    ],
    ['that is the CA itself', () => revoke(ca), 'revocation-in-vain'],
    ['that is no file and no number', () => revoke('es02'), 'input-absent'],
    ['that the ledger does not know', () => revoke('x', { digits: '0123456789' }), 'input-absent'],
    ['in a folder that is no CA', () => revoke('x', { ca: temporary }), 'input-absent'],
  ])('%s', async (_, act, code) => {
    expect(await codeOf(act)).toBe(code);
  });
});

it('a folder of several hosts is none of them, and they are named', async () => {
  const kit = join(temporary, 'kit');
  for (const name of ['kit/a', 'kit/b']) await host(name);
  cpSync(ca, join(kit, 'ca'), { recursive: true });
  const { code, sentence } = await refusalOf(() => revoke(kit));
  expect([code, sentence]).toEqual([
    'input-wrong-kind',
    `"${kit}" is no host's folder, but holds such folders: name one of them ("${kit}/a", "${kit}/b")`,
  ]);
  expect(await codeOf(() => revoke(temporary))).toBe('input-wrong-kind');
});
