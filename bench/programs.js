// Measures nothing itself: the programs that bench.js compares, each a command line with the folders that it needs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const TLSMITH = fileURLToPath(new URL('../bin/run.js', import.meta.url));
const KIT_SCRIPT = fileURLToPath(new URL('peers/openssl-kit.sh', import.meta.url));
const KIT = ['kit', 'heartbeat', 'logstash', '--host', 'logs.mycompany.com', '--host', '10.0.0.5'];
const STORE_KIT = [
  'kit',
  'logstash-output',
  'logstash-input',
  '--store',
  'pkcs12',
  '--host',
  'ls.lan',
];
const CERT = ['cert', 'issue', 'es01', '--profile', 'server'];
const NAMES = ['--san', 'es01.lan', '--san', '10.0.0.5'];

/** `node` runs tlsmith; everything is written below `folder`. Makes one CA that all runs issue from, and one host. */
export function programsFor(node, folder) {
  const ca = join(folder, 'ca');
  const out = join(folder, 'out');
  const host = join(folder, 'host');
  const [intermediate, third] = [join(folder, 'intermediate'), join(folder, 'third')];
  const root = join(ca, 'ca.crt');
  const chain = join(third, 'es01.crt');
  const certificate = join(host, 'es01.crt');
  const password = join(folder, 'password');
  for (const old of [ca, host, intermediate, third]) rmSync(old, { recursive: true, force: true });
  prepare(node, 'ca', 'create', '-o', ca);
  prepare(node, ...CERT, ...NAMES, '--ca', ca, '-o', host);
  prepare(node, 'ca', 'create', '--issuer', ca, '-o', intermediate);
  prepare(node, ...CERT, ...NAMES, '--ca', intermediate, '-o', third);
  writeFileSync(password, 'correct horse battery staple\n');

  const clean = () => rmSync(out, { recursive: true, force: true });
  const byNode = (label, ...words) => ({
    label,
    isNode: true,
    words: () => [node, ...words],
    clean,
  });
  mkdirSync(folder, { recursive: true });

  return {
    bare: byNode('node -e 0', '-e', '0'),
    version: byNode('--version', TLSMITH, '--version'),
    help: byNode('--help', TLSMITH, '--help'),
    certEc: byNode('cert issue, EC', TLSMITH, ...CERT, ...NAMES, '--ca', ca, '-o', out),
    certRsa: byNode(
      'cert issue, RSA-2048',
      ...[TLSMITH, ...CERT, ...NAMES, '--key-type', 'rsa-2048', '--ca', ca, '-o', out],
    ),
    kit: byNode('kit --no-handshake', TLSMITH, ...KIT, '--no-handshake', '-o', out),
    kitRsa: byNode(
      'kit, RSA-2048',
      ...[TLSMITH, ...KIT, '--key-type', 'rsa-2048', '--no-handshake', '-o', out],
    ),
    provenKit: byNode('kit with the proof', TLSMITH, ...KIT, '-o', out),
    storeKit: byNode('kit with stores', TLSMITH, ...STORE_KIT, '--no-handshake', '-o', out),
    keystore: byNode(
      'export keystore',
      ...[TLSMITH, 'export', 'keystore', '--dir', host, '--password-file', password],
      ...['-o', join(out, 'es01.p12')],
    ),
    inspect: byNode('inspect', TLSMITH, 'inspect', certificate),
    verify: byNode(
      'verify, chain of three',
      ...[TLSMITH, 'verify', chain, '--ca', root, '--host', 'es01.lan', '--purpose', 'server'],
    ),
    opensslKit: {
      label: 'openssl-kit.sh',
      words: () => ['sh', KIT_SCRIPT, out],
      clean,
    },
    many: (count, ...words) =>
      byNode(
        `cert batch, ${count} hosts`,
        ...[TLSMITH, 'cert', 'batch', hostList(folder, count), '--ca', ca, '-o', out, ...words],
      ),
    places: { host, chain, root, password },
  };
}

/** A list of `count` hosts, for `cert batch`. */
export function hostList(folder, count) {
  const file = join(folder, `hosts-${count}.csv`);
  const lines = Array.from({ length: count }, (_, index) => `host${index},host${index}.lan\n`);
  writeFileSync(file, `name,dns\n${lines.join('')}`);
  return file;
}

/** What the measured runs need, made by one run that is not measured. */
export function prepare(node, ...words) {
  const { status, stderr } = spawnSync(node, [TLSMITH, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`${words.slice(0, 2).join(' ')}: exit ${status}\n${stderr}`);
}
