// The completion script of each shell.
import type { Config } from '@oclif/core';
import { bashCompletion } from './bash.js';
import { completable } from './completable.js';
import { fishCompletion } from './fish.js';
import type { Shell } from './shells.js';

/** `targets`: the names of the products. zsh reads the script of bash. */
export function completionScript(shell: Shell, config: Config, targets: readonly string[]): string {
  const words = completable(config, targets);
  return shell === 'fish' ? fishCompletion(words) : bashCompletion(words);
}
