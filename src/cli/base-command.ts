// What all commands share: global flags, ports, and one way to answer. Failures go up to `main`,
// which alone words them.
import type { Interfaces } from '@oclif/core';
import { Command } from '@oclif/core/command';
import type { Prompter } from '../ports.js';
import { type Call, callOf } from './call.js';
import { compose, type Ports } from './compose.js';
import { endBySignal } from './ending.js';
import { refuseSharedStdin } from './flag-rules.js';
import { answerFlags } from './flags/answer.js';
import { forgetPasswordVariables } from './flags/passwords.js';
import { writeDocument, writeLongDocument } from './present/document.js';
import { shownGroups, shownResult } from './present/shown.js';
import { parsingConfig, type Program } from './program.js';

export interface Output {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  isQuiet: boolean;
}

export interface LongAnswer<Head, Item> {
  head: Head;
  /** Of the list, in the JSON document. */
  name: string;
  groups: AsyncIterable<readonly Item[]>;
}

export abstract class BaseCommand extends Command {
  static override baseFlags = answerFlags;

  /** Where the answer goes; who runs one command from within another may want it elsewhere. */
  stdout: NodeJS.WriteStream = process.stdout;
  /** Who asks, where the terminal is in somebody's hands already. */
  prompter?: Prompter;

  constructor(
    argv: string[],
    protected readonly program: Program,
  ) {
    super(argv, parsingConfig(program));
  }

  /** The words as they were typed, for a command whose flags are not the framework's to read. */
  protected ownWords(): readonly string[] {
    this.parsed = true;
    return this.argv;
  }

  /** For advice. */
  protected call(): Call {
    const { baseFlags, flags } = this.ctor;
    return callOf(this.argv, { ...baseFlags, ...flags });
  }

  /**
   * Runs a use-case and shows its result: as `present` lays it out, or as one JSON document. What
   * `present` gets first has all its texts escaped; `whole` is the result as it is, for what is to
   * be copied: a snippet, a script. Answers the result, which may decide the exit code.
   */
  protected async answer<Result extends object>(
    flags: Interfaces.InferredFlags<typeof answerFlags>,
    act: (ports: Ports) => Promise<Result>,
    present: (result: Result, output: Output, whole: Result) => void,
  ): Promise<Result> {
    refuseSharedStdin(flags);
    forgetPasswordVariables(flags);
    const ports = this.portsFor(flags);
    const result = await act(ports).finally(() => ports.reporter.close());
    const { warnings } = ports.reporter;
    const document = { ok: true, ...result, ...(warnings.length > 0 && { warnings }) };
    if (flags.json) writeDocument(document, this.stdout);
    else present(shownResult(result), this.outputFor(flags), result);
    return result;
  }

  /** The same of an answer with a list that is too long to hold. */
  protected async answerInGroups<Head extends object, Item extends object>(
    flags: Interfaces.InferredFlags<typeof answerFlags>,
    act: (ports: Ports) => Promise<LongAnswer<Head, Item>>,
    present: (answer: LongAnswer<Head, Item>, output: Output) => Promise<void>,
  ): Promise<void> {
    refuseSharedStdin(flags);
    const ports = this.portsFor(flags);
    const { head, name, groups } = await act(ports).finally(() => ports.reporter.close());
    const { warnings } = ports.reporter;
    if (flags.json) {
      const tail = warnings.length > 0 ? { warnings } : {};
      await writeLongDocument({ ok: true, ...head }, name, groups, tail, this.stdout);
    } else {
      const shown = { head: shownResult(head), name, groups: shownGroups(groups) };
      await present(shown, this.outputFor(flags));
    }
  }

  private outputFor({ quiet }: { quiet: boolean }): Output {
    return { stdout: this.stdout, stderr: process.stderr, isQuiet: quiet };
  }

  protected portsFor(flags: Interfaces.InferredFlags<typeof answerFlags>): Ports {
    const { templates } = flags as { templates?: string };
    const ports: Ports = compose({
      ...(templates !== undefined && { templates }),
      root: this.program.root,
      canAsk: canAsk(flags),
      isQuiet: flags.quiet || flags.json,
      onSignal: (signal) => {
        ports.reporter.close();
        endBySignal(signal, flags.json);
      },
    });
    const isAsked = this.prompter !== undefined && ports.prompter.canAsk;
    return isAsked ? { ...ports, prompter: this.prompter as Prompter } : ports;
  }
}

export function canAsk(flags: { json: boolean; 'no-input': boolean }): boolean {
  return !flags.json && !flags['no-input'] && process.stdin.isTTY === true;
}
