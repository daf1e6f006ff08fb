// Strangers that are asked as they stand on the PATH: each its path, or undefined.
import { findOnPath } from './peer.js';

export const BASH = findOnPath('bash');
export const CERTTOOL = findOnPath('certtool');
export const CURL = findOnPath('curl');
export const FISH = findOnPath('fish');
export const NGINX = findOnPath('nginx', '/usr/sbin/nginx');
export const REDIS = findOnPath('redis-server');
export const REDIS_CLI = findOnPath('redis-cli');
/** Of util-linux: elsewhere `script` takes other flags. */
export const SCRIPT = process.platform === 'linux' ? findOnPath('script') : undefined;
export const STUNNEL = findOnPath('stunnel4', 'stunnel');
export const TAR = findOnPath('tar');
export const TMUX = findOnPath('tmux');
export const UNZIP = findOnPath('unzip');
export const ZSH = findOnPath('zsh');
