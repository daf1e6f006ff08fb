// The program as a run sees it, without the framework's own start: that reads the manifest, looks
// for plugins and sets up help, which only help and completion need.
import type { Config } from '@oclif/core';
import type { Prompter } from '../ports.js';

export interface Program {
  /** Folder of the package. */
  root: string;
  commands: CommandTable;
}

/** By id, `cert:issue`: a command's file is loaded when its entry is asked for. */
export type CommandTable = Readonly<Record<string, CommandClass>>;

export interface DeclaredFlag {
  type: 'boolean' | 'option';
  char?: string | undefined;
}

/** A command of ours; the framework's own type is the abstract base. */
export interface CommandClass {
  new (
    argv: string[],
    program: Program,
  ): { stdout: NodeJS.WriteStream; prompter?: Prompter; run(): Promise<void> };
  flags: Readonly<Record<string, DeclaredFlag>>;
  baseFlags: Readonly<Record<string, DeclaredFlag>>;
}

/** A command that stands in the table, from within another. */
export function runCommand(program: Program, id: string, argv: string[]): Promise<void> {
  const Command = program.commands[id] as CommandClass;
  return new Command(argv, program).run();
}

/** Every command lies at most one topic deep: `cert` of `cert:issue`. */
export function topicsOf(commands: CommandTable): string[] {
  const ids = Object.keys(commands).filter((id) => id.includes(':'));
  return [...new Set(ids.map((id) => id.slice(0, id.indexOf(':'))))];
}

/**
 * As much of the framework's configuration as parsing one command's words asks for: there are no
 * hooks.
 */
export function parsingConfig({ root }: Program): Config {
  const config = { root, runHook: async () => ({ successes: [], failures: [] }) };
  return config as unknown as Config;
}
