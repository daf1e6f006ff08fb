// The framework's knowledge of the whole program, for what tells about all commands: help,
// completion, and the advice on a flag.
import type { Config as Framework } from '@oclif/core';
import { Config } from '@oclif/core/config';
import type { Program } from './program.js';

/** All commands with their flags and help, from the manifest. */
export function frameworkOf({ root }: Program): Promise<Framework> {
  return Config.load({ root, userPlugins: false, devPlugins: false });
}
