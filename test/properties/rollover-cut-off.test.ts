// Each phase of a rollover, and a CA's renewal, that die at each of their effects: what stands then can still talk to what comes before and after it, and the same call finishes it.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import type { Phase } from '../../src/app/renewing/rollover/phase.js';
import { decodePem } from '../../src/formats/containers/pem.js';
import { commonNameOnly } from '../../src/pki/names/distinguished-name.js';
import { Died, dyingFiles } from '../support/dying-files.js';
import { treeOf } from '../support/folder-tree.js';
import { ledgerEntries } from '../support/ledger-entries.js';
import { issueHost, laterPorts, makeCa } from '../support/renewing.js';
import { chainAt, kitAt, renewOwn, rolledIn, rotate } from '../support/rolling.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import type { TestPorts } from '../support/test-ports.js';

const base = temporaryFolder();
const home = join(base, 'home');
const kit = join(home, 'kit');

type Act = (ports: TestPorts) => Promise<unknown>;
const inPhase = (phase: Phase): Act => {
  return (ports) => rotate(phase, kit, {}, ports);
};
const below = (phase: Phase): Act => {
  return (ports) => rotate(phase, [], { ca: `${home}/root` }, ports);
};
const renewal: Act = (ports) => renewOwn(kit, {}, ports);

const ROWS: [string, before: Act[], act: Act][] = [
  ['trust', [], inPhase('trust')],
  ['issue', [inPhase('trust')], inPhase('issue')],
  ['drop', [inPhase('trust'), inPhase('issue')], inPhase('drop')],
  ['issue, with a CA below', [below('trust')], below('issue')],
  ['renewal', [], renewal],
];

beforeAll(async () => {
  await kitAt(kit);
  await makeCa(`${home}/root`, { subject: commonNameOnly('Root') });
  await makeCa(`${home}/middle`, {
    ...{ subject: commonNameOnly('Middle'), issuer: { folder: `${home}/root` } },
    ...{ validity: { days: 1825, isDefault: true }, pathLenConstraint: 0 },
  });
  await issueHost(`${home}/direct`, `${home}/root`);
  await issueHost(`${home}/web`, `${home}/middle`);
  cpSync(home, join(base, 'pristine'), { recursive: true });
});

function restore(template: string): void {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  cpSync(join(base, template), home, { recursive: true });
}

const HOSTS = ['kit/heartbeat', 'kit/logstash', 'direct', 'web'];

/** What names and places say, and not which key or serial number there is. */
function shapeOf(): unknown {
  const files = treeOf(home).filter((name) => !name.endsWith('/'));
  return files
    .filter((name) => !/ledger|README|\.previous$/.test(name))
    .map((name) => [name, name.endsWith('.crt') ? chainAt(home, name).map(withoutSerial) : '']);
}

/** The name of a CA that nobody has named begins with its key. */
const withoutSerial = (line: string) => line.replace(/ [0-9a-f]{6}\b/g, '');

/** Key and certificate are one pair, every PEM file is whole, and each host trusts somebody. */
function expectWhole(what: string): void {
  for (const host of HOSTS) {
    const name = host.split('/').at(-1);
    const [certificate, key] = ['crt', 'key'].map((end) =>
      readFileSync(join(home, host, `${name}.${end}`), 'utf8'),
    ) as [string, string];
    const own = new X509Certificate(certificate);
    expect(own.checkPrivateKey(createPrivateKey(key)), `${what}: ${host}`).toBe(true);
    const trusted = decodePem(readFileSync(join(home, host, 'ca.crt')));
    expect(trusted.length, `${what}: ${host}`).toBeGreaterThan(0);
  }
}

/** Every certificate that stands with a host is in a ledger. */
function expectRecorded(what: string): void {
  const ledgers = treeOf(home).filter((name) => name.endsWith('ledger.jsonl'));
  const known = ledgers.flatMap((name) =>
    ledgerEntries(join(home, name)).map(({ serialNumber }) => serialNumber),
  );
  for (const host of HOSTS) {
    const path = join(home, host, `${host.split('/').at(-1)}.crt`);
    const { serialNumber } = new X509Certificate(readFileSync(path));
    expect(known, `${what}: ${host}`).toContain(serialNumber.toLowerCase());
  }
}

/** A renewal that died behind its last file has nothing to gain. */
function unlessDone(error: unknown): void {
  if (error instanceof TlsmithError && error.code === 'renewal-in-vain') return;
  throw error;
}

it.each(ROWS)('%s', async (name, before, act) => {
  restore('pristine');
  for (const one of before) await one(laterPorts());
  cpSync(home, join(base, name), { recursive: true });
  const { files, effects, hasHalves } = dyingFiles(laterPorts().files);
  await act(laterPorts({ files }));
  const whole = shapeOf();
  for (let after = 0; after < effects(); after += 1) {
    for (const isHalf of after % 3 === 0 && hasHalves(after) ? [false, true] : [false]) {
      const what = `${name}: dead ${isHalf ? 'within' : 'before'} effect ${after}`;
      restore(name);
      const dying = dyingFiles(laterPorts().files, { after, isHalf });
      const end = await act(laterPorts({ files: dying.files })).catch((error: unknown) => error);
      expect(end, what).toBeInstanceOf(Died);
      await act(laterPorts()).catch(unlessDone);
      expectWhole(what);
      expectRecorded(what);
      expect(shapeOf(), what).toEqual(whole);
    }
  }
  expect(effects()).toBeGreaterThan(20);
  expect(existsSync(kit)).toBe(true);
  console.log(name, { effects: effects() });
});

it('a phase that was cut off is said to be incomplete, and the next one waits', async () => {
  restore('pristine');
  const { files } = dyingFiles(laterPorts().files, { after: 20, isHalf: false });
  await rotate('trust', kit, {}, laterPorts({ files })).catch(() => undefined);
  const look = await rotate(undefined, kit);
  expect(rolledIn(look)).toContain('before unchanged');
});
