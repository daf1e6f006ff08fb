// A kit that is renewed: its own CA signs, the link is proved as it will stand before a file is replaced, and its pages say the new dates.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeKit, type MakeKitRequest } from '../../../src/app/kit/make.js';
import { decodeCertificates } from '../../../src/formats/containers/certificate-file.js';
import { parseHost } from '../../../src/pki/names/general-name.js';
import { fakeLoopback } from '../../support/fake-loopback.js';
import { fixedClock } from '../../support/fixed-clock.js';
import { textAt, treeOf } from '../../support/folder-tree.js';
import { ledgerEntries } from '../../support/ledger-entries.js';
import { parseWithin } from '../../../src/pki/certificate/due.js';
import {
  certificateAt,
  endOf,
  goBack,
  issuingPorts,
  laterPorts,
  renew,
  statesOf,
} from '../../support/renewing.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const base = temporaryFolder();
let count = 0;

async function newKit(changes: Partial<MakeKitRequest> = {}): Promise<string> {
  const kit = join(base, `home-${(count += 1)}`, 'kit');
  const request: MakeKitRequest = {
    ...{ client: 'heartbeat', server: 'logstash', store: 'pem', hosts: [parseHost('logs.lan')] },
    ...{ otherNames: [], extKeyUsage: 'both', newCa: { keyType: 'ec-p256' }, proof: false },
    ...{ validity: { days: 825, isDefault: true }, out: kit, force: false, dryRun: false },
  };
  await makeKit({ ...request, ...changes }, issuingPorts());
  return kit;
}
const ledger = (kit: string) => ledgerEntries(`${kit}/ca/ledger.jsonl`);
const contentOf = (kit: string) =>
  treeOf(kit).map((name) => [name, name.endsWith('/') || textAt(kit, name)]);

it.each<[string, Partial<MakeKitRequest>]>([
  ['PEM', {}],
  [
    'stores',
    { client: 'logstash-output', server: 'logstash-input', store: 'pkcs12', password: 'generate' },
  ],
])('proves what is staged, and changes all hosts: %s', async (_, changes) => {
  const kit = await newKit(changes);
  const before = treeOf(kit);
  const texts = new Map(
    before.filter((name) => !name.endsWith('/')).map((name) => [name, textAt(kit, name)]),
  );
  const ports = laterPorts();
  const summary = await renew(kit, '/absent', {}, ports);
  expect([statesOf(summary), summary.ok]).toEqual([['renewed', 'renewed'], true]);
  expect(summary.handshakes.length).toBeGreaterThan(2);
  // What the server showed in the proof is what stands there now.
  const shown = ports.loopback.servers[0]?.identity?.certificateChain;
  const serials = ledger(kit).flatMap((one) => (one.event === 'renewed' ? [one.serialNumber] : []));
  const { serialNumber } = decodeCertificates(Buffer.from(shown ?? ''))[0];
  expect(serials).toHaveLength(2);
  expect(serials).toContain(serialNumber);
  const added = treeOf(kit).filter((name) => !before.includes(name));
  expect(added.every((name) => name.endsWith('.previous'))).toBe(true);
  for (const [name, text] of texts) {
    const isSame = textAt(kit, name) === text;
    const isRenewed = added.includes(`${name}.previous`) || /README|ledger/.test(name);
    expect([name, isSame]).toEqual([name, !isRenewed]);
  }
});

it('says the new dates on its page, and the old ones after a rollback', async () => {
  const kit = await newKit();
  const page = textAt(kit, 'README.md');
  const old = endOf(certificateAt(kit, 'heartbeat/heartbeat.crt'));
  await renew(kit, '/absent');
  const renewed = endOf(certificateAt(kit, 'heartbeat/heartbeat.crt'));
  expect(textAt(kit, 'README.md')).toBe(page.replaceAll(old, renewed));
  expect(textAt(kit, 'README.md')).toContain(`**Expires ${renewed}`);
  await goBack(kit, '/absent');
  expect(textAt(kit, 'README.md')).toBe(page);
});

it('says the first end where one host alone was renewed', async () => {
  const kit = await newKit();
  const old = endOf(certificateAt(kit, 'logstash/logstash.crt'));
  const summary = await renew(`${kit}/heartbeat`, '/absent');
  expect([statesOf(summary), summary.handshakes.length > 0]).toEqual([['renewed'], true]);
  expect(textAt(kit, 'README.md')).toContain(`**Expires ${old}`);
});

it('leaves the renewal done where its page cannot be changed', async () => {
  const kit = await newKit();
  writeFileSync(`${kit}/README.md`, 'x'.repeat(17 * 2 ** 20));
  const ports = laterPorts();
  const summary = await renew(kit, '/absent', {}, ports);
  expect([summary.ok, statesOf(summary)]).toEqual([true, ['renewed', 'renewed']]);
  expect(ports.reporter.warnings.join()).toMatch(/still says the old dates/);
});

it('leaves everything as it was where the proof fails, in the ledger too', async () => {
  const kit = await newKit();
  const before = contentOf(kit);
  const loopback = fakeLoopback(() => 'refused');
  const summary = await renew(kit, '/absent', {}, laterPorts({ loopback }));
  expect([statesOf(summary), summary.ok, summary.files]).toEqual([['proof-failed'], false, []]);
  expect(contentOf(kit)).toEqual(before);
});

it('notices a snippet that no longer fits, and renews without a proof where that is said', async () => {
  const kit = await newKit();
  const snippet = `${kit}/heartbeat/heartbeat.yml`;
  writeFileSync(snippet, readFileSync(snippet, 'utf8').replace('heartbeat.crt', 'absent.crt'));
  const before = contentOf(kit);
  const summary = await renew(kit, '/absent');
  expect(summary.ok).toBe(false);
  expect(contentOf(kit)).toEqual(before);
  const unproved = await renew(`${kit}/heartbeat/heartbeat.crt`, '/absent', { proof: false });
  expect([statesOf(unproved), unproved.handshakes]).toEqual([['renewed'], []]);
});

it('is proved too where its ledger was named', async () => {
  const kit = await newKit();
  const summary = await renew(`${kit}/ca`, '/absent');
  expect([statesOf(summary), summary.handshakes.length > 0]).toEqual([
    ['renewed', 'renewed'],
    true,
  ]);
});

it('proves what is due together with what is not', async () => {
  const kit = await newKit();
  await renew(`${kit}/heartbeat`, '/absent');
  const now = new Date('2029-02-10T00:00:00Z');
  const ports = laterPorts({ clock: fixedClock(now) });
  const summary = await renew(kit, '/absent', { within: parseWithin('30d') }, ports);
  expect([statesOf(summary), summary.handshakes.length > 0]).toEqual([
    ['not-due', 'renewed'],
    true,
  ]);
});

it('says of each host how its product takes the new files', async () => {
  const kit = await newKit();
  const { hosts } = await renew(kit, '/absent', { key: 'keep' });
  expect(hosts.map(({ uptake }) => [uptake?.target, uptake?.by, uptake?.command])).toEqual([
    ['heartbeat', 'itself', undefined],
    ['logstash', 'restart', 'sudo systemctl restart logstash'],
  ]);
});

it('is renewed host by host where the CA has left it', async () => {
  const kit = await newKit();
  const away = join(kit, '..', 'away');
  const { renameSync } = await import('node:fs');
  renameSync(`${kit}/ca`, away);
  rmSync(`${kit}/README.md`);
  expect(statesOf(await renew(kit, away))).toEqual(['renewed', 'renewed']);
});
