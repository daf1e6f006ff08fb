// Help as the one JSON document that --json promises.
import { format } from 'node:util';
import { type Config, Help } from '@oclif/core';
import { TlsmithError } from '../errors.js';

/** The framework's help, collected instead of printed. */
class CollectedHelp extends Help {
  readonly lines: string[] = [];

  protected override log(...words: unknown[]): void {
    this.lines.push(format(...words));
  }
}

/** Throws `command-unknown` for words that are no command and no topic. */
export async function helpDocument(config: Config, words: readonly string[]): Promise<object> {
  const topic = config.findCommand(words.join(':')) ? words : words.slice(0, 1);
  checkIsExplained(config, topic);
  const help = new CollectedHelp(config, { ...config.pjson.oclif.helpOptions, stripAnsi: true });
  await help.showHelp([...topic]);
  return { ok: true, help: help.lines.join('\n') };
}

export function checkIsExplained(config: Config, words: readonly string[]): void {
  const isTopic = words.length === 1 && config.findTopic(words[0] as string) !== undefined;
  if (words.length === 0 || isTopic || config.findCommand(words.join(':'))) return;
  throw new TlsmithError('command-unknown', 'there is no help for these words');
}
