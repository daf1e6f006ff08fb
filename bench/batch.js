// Measures `cert batch`: many RSA hosts against as many bare keys, and how fast and in what memory many EC hosts go into an archive.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { comparePairsCold, timeSeveral } from './measure.js';
import { peakMemory } from './peak-memory.js';
import { hostList, prepare, TLSMITH } from './programs.js';

const BARE_KEYS = fileURLToPath(new URL('bare-keys.js', import.meta.url));

/** A pair takes minutes: no more of them than these. */
const MOST_RUNS = 3;
const AIMS = { ratio: 1.15, hostsPerSecond: 500, megabytes: 300 };

/** `share` of 1,000 RSA and 10,000 EC hosts. Answers rows: what, against what, figure, aim, verdict. */
export function measureBatches(node, folder, runs, share, env) {
  const rsaHosts = Math.ceil(1000 * share);
  const ecHosts = Math.ceil(10_000 * share);
  const { rsa, bareKeys, ec } = programsFor(node, folder, rsaHosts, ecHosts);
  const few = Math.min(runs, MOST_RUNS);
  const { ratios } = comparePairsCold(rsa, bareKeys, few, env);
  const { median } = timeSeveral(ec, few, env);
  const speed = (ecHosts / median) * 1000;
  const megabytes = peakMemory(ec, folder, env) * 1.048576;
  return [
    [
      rsa.label,
      bareKeys.label,
      `${ratios.median.toFixed(2)} (${ratios.min.toFixed(2)}–${ratios.max.toFixed(2)})`,
      ...judged(`≤ ${AIMS.ratio}`, ratios.median <= AIMS.ratio),
    ],
    [
      ec.label,
      '',
      `${speed.toFixed(0)} a second`,
      ...judged(`≥ ${AIMS.hostsPerSecond}`, speed >= AIMS.hostsPerSecond),
    ],
    [
      'its peak memory',
      '',
      `${megabytes.toFixed(0)} MB`,
      ...judged(`≤ ${AIMS.megabytes} MB`, megabytes <= AIMS.megabytes),
    ],
  ];
}

function programsFor(node, folder, rsaHosts, ecHosts) {
  const ca = join(folder, 'batch-ca');
  const [out, archive] = [join(folder, 'hosts'), join(folder, 'hosts.tar.gz')];
  rmSync(ca, { recursive: true, force: true });
  prepare(node, 'ca', 'create', '-o', ca);
  const clean = () =>
    [out, archive].forEach((path) => rmSync(path, { recursive: true, force: true }));
  const byNode = (label, ...words) => ({
    ...{ label, isNode: true, clean },
    words: () => [node, ...words],
  });
  const batch = (count, ...words) => [
    ...[TLSMITH, 'cert', 'batch', hostList(folder, count), '--ca', ca],
    ...words,
  ];
  return {
    rsa: byNode(
      `${rsaHosts} RSA-2048 hosts`,
      ...batch(rsaHosts, '--key-type', 'rsa-2048', '--out', out),
    ),
    bareKeys: byNode('bare keys by two processes', BARE_KEYS, String(rsaHosts)),
    ec: byNode(`${ecHosts} P-256 hosts into a tar.gz`, ...batch(ecHosts, '--archive', archive)),
  };
}

function judged(aim, isMet) {
  return [`aim ${aim}`, isMet ? 'met' : 'missed'];
}
