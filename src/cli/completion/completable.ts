// What a shell may offer behind each word, taken from the commands as the framework knows them. The
// scripts are written from it.
import type { Config } from '@oclif/core';
import { KEY_TYPES } from '../../ports.js';
import { HELP_TOPICS } from '../present/help-topics.js';
import { SHELLS } from './shells.js';

/**
 * What stands behind a flag, or as an argument: one of a few words, something that the shell finds
 * itself, or free text.
 */
export type Offer = readonly string[] | 'file' | 'folder' | 'variable' | 'text';

export interface CompletableFlag {
  name: string;
  char?: string;
  summary: string;
  /** None: the flag takes no value. */
  value?: Offer;
}

export interface CompletableCommand {
  /** `cert`, `issue`. */
  words: readonly string[];
  summary: string;
  flags: readonly CompletableFlag[];
  /** Of all arguments together. */
  argument: Offer;
}

export interface Completable {
  program: string;
  topics: readonly { name: string; summary: string }[];
  commands: readonly CompletableCommand[];
}

const ARGUMENT_FILES = ['file', 'request', 'cert', 'log'];
const ARGUMENT_PRODUCTS = ['client', 'server'];
const HELP_VALUES: Readonly<Record<string, Offer>> = {
  FILE: 'file',
  PATH: 'file',
  DIR: 'folder',
  VAR: 'variable',
  TYPE: KEY_TYPES,
};

export interface KnownNames {
  /** Ends of links. */
  products: readonly string[];
  /** What `config show` takes beside them. */
  schedules: readonly string[];
}

export function completable(config: Config, names: KnownNames): Completable {
  // The framework counts every command among the topics.
  const topics = config.topics
    .filter(({ name }) => !name.includes(':') && !config.commandIDs.includes(name))
    .map(({ name, description = '' }) => ({ name, summary: description }));
  const first = [
    ...new Set([
      ...config.commandIDs.map((id) => id.split(':')[0] as string),
      ...HELP_TOPICS.keys(),
    ]),
  ];
  const commands = [...config.commands]
    .sort((one, other) => one.id.localeCompare(other.id))
    .map((command) => ({
      words: command.id.split(':'),
      summary: command.summary ?? '',
      flags: Object.values(command.flags).map((flag) => ({
        name: flag.name,
        summary: flag.description ?? '',
        ...(flag.char !== undefined && { char: flag.char }),
        ...(flag.type === 'option' && { value: offerOf(flag.helpValue, names) }),
      })),
      argument: command.id === 'help' ? first : argumentOf(Object.keys(command.args), names),
    }));
  return { program: config.bin, topics, commands };
}

/** The help names the value: `FILE`, `pem|pkcs12`, `TARGET`. */
function offerOf(helpValue: string | string[] | undefined, { products }: KnownNames): Offer {
  if (typeof helpValue !== 'string') return 'text';
  if (helpValue === 'TARGET') return products;
  if (/^[a-z\d]+([|,][a-z\d]+)+$/.test(helpValue)) return helpValue.split(/[|,]/);
  return HELP_VALUES[helpValue] ?? 'text';
}

/** By the names of the arguments. */
function argumentOf(args: readonly string[], { products, schedules }: KnownNames): Offer {
  if (args.includes('shell')) return SHELLS;
  if (args.includes('target')) return [...products, ...schedules];
  if (args.some((name) => ARGUMENT_PRODUCTS.includes(name))) return products;
  return args.some((name) => ARGUMENT_FILES.includes(name)) ? 'file' : 'text';
}
