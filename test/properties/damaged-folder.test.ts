// `status` on folders of damaged files: no bug of ours, every form of its answer, and the good one among them is found.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { status } from '../../src/app/status/status.js';
import { statusLayout, statusText } from '../../src/cli/present/status/forms.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { inspectFixture, inspectFixtureDer } from '../support/inspect-fixture.js';
import { memoryFile, memoryFiles, type MemoryTree } from '../support/memory-files.js';
import { seededRandom } from '../support/seeded-random.js';
import { testPorts } from '../support/test-ports.js';

const NAMES = ['server.crt', 'odd.crt', 'list.crl', 'bundle.p7b'];
const SEEDS: readonly Uint8Array[] = [
  ...NAMES.map(inspectFixtureDer),
  ...['java.jks', 'openssl-trust.p12', 'server.crt'].map((name) =>
    readFileSync(inspectFixture(name)),
  ),
];
const FILES = 400;

/** One to four octets changed, or the end cut off. */
function damaged(seed: Uint8Array, pick: (limit: number) => number): Uint8Array {
  const bytes = Uint8Array.from(seed);
  for (let count = 1 + pick(4); count > 0; count -= 1) bytes[pick(bytes.length)] = pick(256);
  return pick(10) === 0 ? bytes.subarray(0, pick(bytes.length)) : bytes;
}

it.each([1, 2, 3])(`${FILES} damaged files hide no good one (seed %i)`, async (seed) => {
  const random = seededRandom(seed);
  const pick = (limit: number) => Buffer.from(random.bytes(4)).readUInt32BE() % limit;
  const tree: MemoryTree = new Map();
  tree.set('/w/good.pem', memoryFile(encodePem('CERTIFICATE', SEEDS[0] as Uint8Array)));
  for (let index = 0; index < FILES; index += 1) {
    const ending = ['crt', 'pem', 'yml', 'log'][pick(4)];
    const content = damaged(SEEDS[pick(SEEDS.length)] as Uint8Array, pick);
    tree.set(`/w/${pick(10)}/${index}.${ending}`, memoryFile(content));
  }
  const ports = testPorts({ files: memoryFiles(tree) });
  const request = { paths: ['/w'], within: { days: 30 }, usualAuthority: '/absent' };
  const findings = await status(request, ports);
  expect(findings.failures).toEqual([]);
  expect(findings.items.some(({ path }) => path === '/w/good.pem')).toBe(true);
  expect(findings.items.length).toBeGreaterThan(FILES / 10);
  const events = new ICAL.Component(
    ICAL.parse(statusText(await statusLayout('ical'))(findings)) as unknown[],
  );
  const ending = new Set(
    findings.items.flatMap((item) => (item.notAfter === null ? [] : [item.sha256Fingerprint])),
  );
  expect(events.getAllSubcomponents('vevent')).toHaveLength(ending.size);
  for (const line of statusText(await statusLayout('prometheus'))(findings)
    .trimEnd()
    .split('\n')) {
    expect(line).toMatch(/^(?:# |tlsmith_\w+(?:\{(?:\w+="(?:[^"\\\n]|\\["\\n])*",?)+\})? -?\d+$)/);
  }
});
