// The completion script of each shell.
import type { Config } from '@oclif/core';
import { bashCompletion } from './bash.js';
import { completable, type KnownNames } from './completable.js';
import { fishCompletion } from './fish.js';
import type { Shell } from './shells.js';

/** zsh reads the script of bash. */
export function completionScript(shell: Shell, config: Config, names: KnownNames): string {
  const words = completable(config, names);
  return shell === 'fish' ? fishCompletion(words) : bashCompletion(words);
}
