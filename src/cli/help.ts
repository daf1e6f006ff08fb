// Help, as the framework lays it out: printed, or as the one JSON document that --json promises.
import { format } from 'node:util';
import type { Config } from '@oclif/core';
import { Help } from '@oclif/core/help';
import { TlsmithError } from '../errors.js';
import { frameworkOf } from './framework.js';
import type { Program } from './program.js';

/** The framework's help, collected instead of printed. */
class CollectedHelp extends Help {
  readonly lines: string[] = [];

  protected override log(...words: unknown[]): void {
    this.lines.push(format(...words));
  }
}

/**
 * Of a command, a topic, or with no words of the whole. Throws `command-unknown` for words that are
 * none of these.
 */
export async function showHelp(program: Program, words: readonly string[]): Promise<void> {
  const config = await frameworkOf(program);
  checkIsExplained(config, words);
  await new Help(config, config.pjson.oclif.helpOptions).showHelp([...words]);
}

/** Throws `command-unknown` for words that are no command and no topic. */
export async function helpDocument(program: Program, words: readonly string[]): Promise<object> {
  const config = await frameworkOf(program);
  checkIsExplained(config, words);
  const help = new CollectedHelp(config, { ...config.pjson.oclif.helpOptions, stripAnsi: true });
  await help.showHelp([...words]);
  return { ok: true, help: help.lines.join('\n') };
}

function checkIsExplained(config: Config, words: readonly string[]): void {
  const isTopic = words.length === 1 && config.findTopic(words[0] as string) !== undefined;
  if (words.length === 0 || isTopic || config.findCommand(words.join(':'))) return;
  throw new TlsmithError('command-unknown', 'there is no help for these words');
}
