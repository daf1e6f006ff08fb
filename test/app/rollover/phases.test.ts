// A CA is succeeded by another: what each phase makes of the files of hosts, and that none begins before the one before is complete everywhere.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textAt, treeOf } from '../../support/folder-tree.js';
import { ledgerEntries } from '../../support/ledger-entries.js';
import { refusalOf } from '../../support/refusal-of.js';
import { commonNameOnly } from '../../../src/pki/names/distinguished-name.js';
import { issueHost, laterPorts, makeCa, renew, statesOf } from '../../support/renewing.js';
import { chainAt, kitAt, rolledIn, rotate, storeAt } from '../../support/rolling.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const base = temporaryFolder();
let count = 0;
const newHome = () => join(base, `home-${(count += 1)}`);
const passwordIn = (folder: string) =>
  /KEYSTORE_PASSWORD=(\S+)/.exec(readFileSync(`${folder}/secrets.env`, 'utf8'))?.[1] ?? '';

/** A CA with a host in PEM, one in stores, and nothing around them. */
async function hosts(): Promise<string> {
  const home = newHome();
  const subject = commonNameOnly('Old');
  await makeCa(`${home}/ca`, { subject });
  await issueHost(`${home}/web`, `${home}/ca`);
  const stores = { formats: ['pkcs12'] as const, password: 'generate' as const };
  await issueHost(`${home}/app`, `${home}/ca`, { ...stores, profile: 'client' });
  return home;
}

describe('hosts of a CA', () => {
  it('trust both, get their certificates from the new one, and drop the old one', async () => {
    const home = await hosts();
    const ca = `${home}/ca`;
    const app = `${home}/app`;
    const password = passwordIn(app);
    const trust = await rotate('trust', [], { ca });
    expect([trust.ok, trust.phase, trust.next]).toEqual([true, 'trust', 'issue']);
    expect(rolledIn(trust)).toEqual(['trust changed', 'trust changed']);
    expect(trust.successor).toBe(`${home}/ca-2`);
    expect(chainAt(home, 'ca-2/ca.crt')).toEqual(['CN=Old 2 < CN=Old 2']);
    expect(chainAt(home, 'ca-2/cross.crt')).toEqual(['CN=Old 2 < CN=Old']);
    expect(chainAt(home, 'web/ca.crt')).toEqual(['CN=Old < CN=Old', 'CN=Old 2 < CN=Old 2']);
    expect(chainAt(home, 'web/web.crt')).toEqual(['CN=web < CN=Old']);
    expect(await storeAt(`${app}/truststore.p12`, password)).toEqual(['ca', 'ca-2']);

    const issue = await rotate('issue', [], { ca });
    expect([issue.ok, issue.phase, issue.next]).toEqual([true, 'issue', 'drop']);
    expect(chainAt(home, 'web/web.crt')).toEqual(['CN=web < CN=Old 2', 'CN=Old 2 < CN=Old']);
    expect(await storeAt(`${app}/keystore.p12`, password)).toEqual(['key with 2']);
    expect(ledgerEntries(`${home}/ca-2/ledger.jsonl`).map(({ event }) => event)).toEqual([
      'renewed',
      'renewed',
    ]);

    const drop = await rotate('drop', [], { ca });
    expect([drop.ok, drop.phase, drop.next]).toEqual([true, 'drop', null]);
    expect(chainAt(home, 'web/ca.crt')).toEqual(['CN=Old 2 < CN=Old 2']);
    expect(chainAt(home, 'web/web.crt')).toEqual(['CN=web < CN=Old 2']);
    expect(await storeAt(`${app}/truststore.p12`, password)).toEqual(['ca-2']);
    expect(await storeAt(`${app}/keystore.p12`, password)).toEqual(['key with 1']);
    expect(existsSync(`${ca}/ledger.jsonl`)).toBe(true);
    // A key that fits nothing any more does not stay beside a chain that is kept.
    expect(treeOf(`${home}/web`).filter((name) => name.endsWith('.previous'))).toEqual([
      'ca.crt.previous',
      'web.crt.previous',
    ]);
  });

  it('are left alone where they are so far already', async () => {
    const home = await hosts();
    const ca = `${home}/ca`;
    await rotate('trust', [], { ca });
    const before = textAt(home, 'web/ca.crt');
    const again = await rotate('trust', [], { ca });
    expect(rolledIn(again)).toEqual(['trust unchanged', 'trust unchanged']);
    expect([again.files, textAt(home, 'web/ca.crt')]).toEqual([[], before]);
    expect(treeOf(home).filter((name) => /^ca-\d+\/$/.test(name))).toEqual(['ca-2/']);
  });

  it('are only looked at without a phase', async () => {
    const home = await hosts();
    const tree = treeOf(home);
    const look = await rotate(undefined, [], { ca: `${home}/ca` });
    expect(rolledIn(look)).toEqual(['before unchanged', 'before unchanged']);
    expect([look.phase, look.next, look.successor]).toEqual(['before', 'trust', null]);
    expect(treeOf(home)).toEqual(tree);
  });

  it.each(['trust', 'issue', 'drop'] as const)(
    'stay as they are in a dry run of --phase %s, which says what would change',
    async (phase) => {
      const home = await hosts();
      const ca = `${home}/ca`;
      if (phase !== 'trust') await rotate('trust', [], { ca });
      if (phase === 'drop') await rotate('issue', [], { ca });
      const before = treeOf(home).map((name) => name.endsWith('/') || textAt(home, name));
      const dry = await rotate(phase, [], { ca, dryRun: true });
      expect(dry.hosts.map(({ state }) => state)).toEqual(['due', 'due']);
      expect(dry.hosts.every(({ files = [] }) => files.length > 0)).toBe(true);
      expect(treeOf(home).map((name) => name.endsWith('/') || textAt(home, name))).toEqual(before);
    },
  );
});

describe('a phase', () => {
  it.each(['issue', 'drop'] as const)('%s waits for a successor', async (phase) => {
    const home = await hosts();
    const refusal = await refusalOf(() => rotate(phase, [], { ca: `${home}/ca` }));
    expect([refusal.code, refusal.sentence]).toEqual([
      'rollover-incomplete',
      `--phase ${phase} has to wait: nothing succeeds "${home}/ca" yet`,
    ]);
  });

  it('waits for every host, also one that came later', async () => {
    const home = await hosts();
    const ca = `${home}/ca`;
    await rotate('trust', [], { ca });
    await issueHost(`${home}/late`, ca);
    const refusal = await refusalOf(() => rotate('issue', [], { ca, force: true }));
    expect([refusal.code, refusal.details.paths]).toEqual([
      'rollover-incomplete',
      [`${home}/late/late.crt`],
    ]);
    await rotate('trust', [], { ca });
    expect((await rotate('issue', [], { ca })).phase).toBe('issue');
    const later = await issueHost(`${home}/later`, ca);
    const early = await refusalOf(() => rotate('drop', later, { ca }));
    expect(early.details.paths).toEqual([later]);
  });

  it('waits for certificates that stand nowhere, unless it is forced', async () => {
    const home = await hosts();
    const ca = `${home}/ca`;
    await rotate('trust', [], { ca });
    rmSync(`${home}/web`, { recursive: true });
    const refusal = await refusalOf(() => rotate('issue', [], { ca }));
    expect([refusal.code, refusal.details.missing]).toEqual([
      'rollover-incomplete',
      [ledgerEntries(`${ca}/ledger.jsonl`)[0]?.serialNumber],
    ]);
    const forced = await rotate('issue', [], { ca, force: true });
    expect([forced.phase, forced.missing.map(({ subject }) => subject)]).toEqual([
      'issue',
      ['CN=web'],
    ]);
  });

  it('waits for what cannot be opened, unless it is forced', async () => {
    const home = await hosts();
    const ca = `${home}/ca`;
    rmSync(`${home}/app/secrets.env`);
    const trust = await rotate('trust', [], { ca });
    expect(rolledIn(trust)).toEqual(['password-missing', 'trust changed']);
    expect([trust.ok, trust.phase]).toEqual([false, 'before']);
    expect((await refusalOf(() => rotate('issue', [], { ca }))).code).toBe('rollover-incomplete');
  });
});

describe('a kit', () => {
  it.each([
    ['PEM', {}],
    [
      'stores',
      {
        ...{ client: 'logstash-output', server: 'logstash-input', store: 'pkcs12' as const },
        password: 'generate' as const,
      },
    ],
  ])('is taken as a whole, and proved in each phase: %s', async (_, changes) => {
    const kit = await kitAt(join(newHome(), 'kit'), changes);
    for (const phase of ['trust', 'issue', 'drop'] as const) {
      const summary = await rotate(phase, kit);
      expect(rolledIn(summary)).toEqual([`${phase} changed`, `${phase} changed`]);
      expect(summary.handshakes.length).toBeGreaterThan(2);
    }
    // From now on the new CA renews what it has issued.
    expect(statesOf(await renew(kit, '/absent'))).toEqual(['renewed', 'renewed']);
    expect(ledgerEntries(`${kit}/ca-2/ledger.jsonl`)).toHaveLength(4);
  });

  it('says on its page whom its hosts trust', async () => {
    const kit = await kitAt(join(newHome(), 'kit'));
    const authorities = () => textAt(kit, 'README.md').match(/^- CA .*$/gm) ?? [];
    const [old] = authorities();
    await rotate('trust', kit);
    const [first, second] = authorities();
    expect([first, authorities().length]).toEqual([old, 2]);
    expect(textAt(kit, 'README.md')).toContain('`ca/` and `ca-2/` belong on none of these hosts');
    await rotate('issue', kit);
    expect(authorities()).toEqual([first, second]);
    for (const phase of ['drop', 'drop'] as const) {
      await rotate(phase, kit);
      expect(authorities()).toEqual([second]);
    }
  });

  it('stays as it is where the proof fails', async () => {
    const kit = await kitAt(join(newHome(), 'kit'));
    const before = textAt(kit, 'logstash/ca.crt');
    const ports = laterPorts();
    ports.loopback.serve = () => Promise.reject(new Error('no loopback'));
    await expect(rotate('trust', kit, {}, ports)).rejects.toThrow('no loopback');
    expect(textAt(kit, 'logstash/ca.crt')).toBe(before);
    expect(treeOf(kit).filter((name) => name.includes('.tlsmith'))).toEqual([]);
    expect(rolledIn(await rotate('trust', kit))).toEqual(['trust changed', 'trust changed']);
  });

  it('has no second successor made where the folder of the first is gone', async () => {
    const kit = await kitAt(join(newHome(), 'kit'));
    await rotate('trust', kit);
    renameSync(`${kit}/ca-2`, `${kit}/../elsewhere`);
    const refusal = await refusalOf(() => rotate('trust', kit));
    expect([refusal.code, refusal.sentence.includes('name it with --out')]).toEqual([
      'rollover-incomplete',
      true,
    ]);
    const out = `${kit}/../elsewhere`;
    expect(rolledIn(await rotate('trust', kit, { out }))).toEqual([
      'trust unchanged',
      'trust unchanged',
    ]);
    expect((await rotate('issue', kit)).phase).toBe('issue');
  });

  it('is found by what stands in it where it was moved', async () => {
    const home = newHome();
    await kitAt(join(home, 'kit'));
    await rotate('trust', `${home}/kit`);
    renameSync(`${home}/kit`, `${home}/moved`);
    const issue = await rotate('issue', `${home}/moved`);
    expect([issue.phase, issue.successor, issue.missing]).toEqual([
      'issue',
      `${home}/moved/ca-2`,
      [],
    ]);
  });
});
