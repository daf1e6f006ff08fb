// A CA with others above it or below it: what it has issued stays, or follows.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commonNameOnly } from '../../../src/pki/names/distinguished-name.js';
import { textAt } from '../../support/folder-tree.js';
import { ledgerEntries } from '../../support/ledger-entries.js';
import { refusalOf } from '../../support/refusal-of.js';
import { certificateAt, issueHost, laterPorts, makeCa } from '../../support/renewing.js';
import { chainAt, renewOwn, rolledIn, rotate } from '../../support/rolling.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const base = temporaryFolder();
let count = 0;

/** A root, a CA below it, one below that, and a host of each. */
async function hierarchy(): Promise<string> {
  const home = join(base, `home-${(count += 1)}`);
  const below = (folder: string, subject: string, issuer: string) =>
    makeCa(`${home}/${folder}`, {
      ...{ subject: commonNameOnly(subject), issuer: { folder: `${home}/${issuer}` } },
      ...{ validity: { days: 1825, isDefault: true }, pathLenConstraint: undefined },
    });
  await makeCa(`${home}/root`, { subject: commonNameOnly('Root') });
  await below('middle', 'Middle', 'root');
  await below('lower', 'Lower', 'middle');
  await issueHost(`${home}/direct`, `${home}/root`);
  await issueHost(`${home}/web`, `${home}/middle`);
  await issueHost(`${home}/deep`, `${home}/lower`);
  return home;
}

describe('a root', () => {
  it('hands the CAs below it to the new one: they keep their names, keys and hosts', async () => {
    const home = await hierarchy();
    const ca = `${home}/root`;
    const keyOf = (name: string) => certificateAt(home, name).subjectPublicKeyInfo;
    const [web, middle] = [certificateAt(home, 'web/web.crt'), keyOf('middle/ca.crt')];
    const trust = await rotate('trust', [], { ca });
    expect(rolledIn(trust)).toEqual(['trust changed', 'trust changed', 'trust changed']);
    expect(chainAt(home, 'middle/chain.crt')).toEqual(['CN=Root < CN=Root']);
    const issue = await rotate('issue', [], { ca });
    expect([issue.ok, issue.phase]).toEqual([true, 'issue']);
    expect(rolledIn(issue)).toEqual(Array.from({ length: 5 }, () => 'issue changed'));
    expect(chainAt(home, 'middle/ca.crt')).toEqual(['CN=Middle < CN=Root 2']);
    expect(chainAt(home, 'middle/chain.crt')).toEqual(['CN=Root 2 < CN=Root 2']);
    expect(chainAt(home, 'lower/ca.crt')).toEqual(['CN=Lower < CN=Middle']);
    expect(chainAt(home, 'lower/chain.crt')).toEqual([
      'CN=Middle < CN=Root 2',
      'CN=Root 2 < CN=Root 2',
    ]);
    expect(chainAt(home, 'web/web.crt')).toEqual([
      ...['CN=web < CN=Middle', 'CN=Middle < CN=Root 2', 'CN=Root 2 < CN=Root'],
    ]);
    expect(chainAt(home, 'deep/deep.crt')).toEqual([
      ...['CN=deep < CN=Lower', 'CN=Lower < CN=Middle', 'CN=Middle < CN=Root 2'],
      'CN=Root 2 < CN=Root',
    ]);
    expect(certificateAt(home, 'web/web.crt').serialNumber).toBe(web.serialNumber);
    expect(keyOf('middle/ca.crt')).toEqual(middle);
    expect(ledgerEntries(`${home}/root-2/ledger.jsonl`)).toMatchObject([
      { event: 'renewed', profile: 'ca', subject: 'CN=Middle' },
      { event: 'renewed', profile: 'server', subject: 'CN=direct' },
    ]);
    const drop = await rotate('drop', [], { ca });
    expect([drop.phase, drop.next]).toEqual(['drop', null]);
    expect(chainAt(home, 'deep/deep.crt')).toHaveLength(3);
    for (const host of ['direct', 'web', 'deep']) {
      expect(chainAt(home, `${host}/ca.crt`)).toEqual(['CN=Root 2 < CN=Root 2']);
    }
    await issueHost(`${home}/late`, `${home}/lower`, {}, laterPorts());
    expect(chainAt(home, 'late/ca.crt')).toEqual(['CN=Root 2 < CN=Root 2']);
  });

  it('is not dropped while a CA below it is nowhere to be found', async () => {
    const home = await hierarchy();
    const ca = `${home}/root`;
    await rotate('trust', [], { ca });
    rmSync(`${home}/middle`, { recursive: true });
    const refusal = await refusalOf(() => rotate('issue', [], { ca }));
    expect([refusal.code, refusal.sentence.includes('CN=Middle')]).toEqual([
      'rollover-incomplete',
      true,
    ]);
  });
});

describe('an intermediate', () => {
  it('is succeeded by one that its parent has signed, and nobody has to trust another', async () => {
    const home = await hierarchy();
    const ca = `${home}/lower`;
    const before = textAt(home, 'deep/ca.crt');
    const trust = await rotate('trust', [], { ca });
    expect([trust.phase, trust.crossCertificate]).toEqual(['trust', null]);
    expect(chainAt(home, 'lower-2/ca.crt')).toEqual(['CN=Lower 2 < CN=Middle']);
    expect(chainAt(home, 'lower-2/chain.crt')).toHaveLength(2);
    expect(ledgerEntries(`${home}/middle/ledger.jsonl`).at(-1)?.subject).toBe('CN=Lower 2');
    await rotate('issue', [], { ca });
    expect(chainAt(home, 'deep/deep.crt')).toEqual([
      ...['CN=deep < CN=Lower 2', 'CN=Lower 2 < CN=Middle', 'CN=Middle < CN=Root'],
    ]);
    expect((await rotate('drop', [], { ca })).next).toBe(null);
    expect(textAt(home, 'deep/ca.crt')).toBe(before);
  });

  it('needs its parent, which is looked for beside it or named', async () => {
    const home = await hierarchy();
    const ca = `${home}/apart/lower`;
    await makeCa(ca, { issuer: { folder: `${home}/middle` } });
    const absent = await refusalOf(() => rotate('trust', [], { ca }));
    expect([absent.code, absent.details.flag]).toEqual(['input-needed', '--issuer']);
    const other = await refusalOf(() => rotate('trust', [], { ca, parent: `${home}/root` }));
    expect(other.code).toBe('issuer-chain-invalid');
    expect((await rotate('trust', [], { ca, parent: `${home}/middle` })).phase).toBe('trust');
    const ofRoot = { ca: `${home}/root`, parent: `${home}/middle` };
    expect((await refusalOf(() => rotate('trust', [], ofRoot))).code).toBe('flags-conflict');
  });
});

describe('a renewed CA', () => {
  it('keeps name, key and key identifier, and comes to all that trust it or send it', async () => {
    const home = await hierarchy();
    const before = certificateAt(home, 'root/ca.crt');
    const summary = await renewOwn([], { ca: `${home}/root` });
    const after = certificateAt(home, 'root/ca.crt');
    expect([summary.ok, summary.isNew]).toEqual([true, true]);
    expect(after.notAfter.getTime() - before.notAfter.getTime()).toBe(100 * 86_400_000);
    for (const field of ['subjectDer', 'subjectPublicKeyInfo', 'subjectKeyIdentifier'] as const) {
      expect(after[field]).toEqual(before[field]);
    }
    for (const name of ['direct/ca.crt', 'web/ca.crt', 'deep/ca.crt', 'middle/chain.crt']) {
      expect(certificateAt(home, name).serialNumber).toBe(after.serialNumber);
    }
    expect(textAt(home, 'lower/chain.crt')).toContain(textAt(home, 'root/ca.crt'));
    await renewOwn([], { ca: `${home}/middle` });
    const middle = textAt(home, 'middle/ca.crt');
    for (const name of ['web/web.crt', 'deep/deep.crt', 'lower/chain.crt']) {
      expect(textAt(home, name)).toContain(middle);
    }
    expect(ledgerEntries(`${home}/root/ledger.jsonl`).at(-1)).toMatchObject({
      ...{ event: 'renewed', profile: 'ca', subject: 'CN=Middle' },
    });
    await issueHost(`${home}/late`, `${home}/lower`, {}, laterPorts());
    expect(chainAt(home, 'late/late.crt')).toHaveLength(3);
  });

  it('is not renewed again while a host still has an earlier certificate', async () => {
    const home = await hierarchy();
    const ca = `${home}/root`;
    const old = textAt(home, 'web/ca.crt');
    await renewOwn([], { ca });
    const { serialNumber } = certificateAt(ca, 'ca.crt');
    writeFileSync(`${home}/web/ca.crt`, old);
    const again = await renewOwn([], { ca });
    expect([again.isNew, again.hosts.filter(({ state }) => state === 'changed').length]).toEqual([
      false,
      1,
    ]);
    expect(certificateAt(ca, 'ca.crt').serialNumber).toBe(serialNumber);
    expect(certificateAt(home, 'web/ca.crt').serialNumber).toBe(serialNumber);
  });

  it('is refused where it would end no later, and left alone in a dry run', async () => {
    const home = await hierarchy();
    const ca = `${home}/root`;
    const before = textAt(ca, 'ca.crt');
    const validity = { days: 10, isDefault: false };
    const refusal = await refusalOf(() => renewOwn([], { ca, validity }));
    expect(refusal.code).toBe('renewal-in-vain');
    const dry = await renewOwn([], { ca, dryRun: true });
    expect(dry.hosts.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'due'));
    expect([textAt(ca, 'ca.crt'), textAt(home, 'web/ca.crt')]).toEqual([before, before]);
  });
});
