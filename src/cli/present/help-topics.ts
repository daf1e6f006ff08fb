// The help topics that are no commands.
import { environmentTopic } from './environment.js';
import { exitCodeTopic } from './exit-codes.js';
import { fileTopic } from './files.js';

export const HELP_TOPICS: ReadonlyMap<string, () => { text: string }> = new Map<
  string,
  () => { text: string }
>([
  ['exit-codes', exitCodeTopic],
  ['environment', environmentTopic],
  ['files', fileTopic],
]);
