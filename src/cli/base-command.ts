// What all commands share: global flags, ports, and one way to answer. Failures go up to `main`, which alone words them.
import { Command, type Interfaces } from '@oclif/core';
import { compose, type Ports } from './compose.js';
import { endBySignal } from './ending.js';
import { refuseSharedStdin } from './flag-rules.js';
import { answerFlags } from './flags/answer.js';
import { forgetPasswordVariables } from './flags/passwords.js';
import { writeDocument } from './present/document.js';

export interface Output {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  isQuiet: boolean;
}

export abstract class BaseCommand extends Command {
  static override baseFlags = answerFlags;

  protected override async catch(error: Error): Promise<never> {
    throw error;
  }

  /** The words as they were typed, for a command whose flags are not the framework's to read. */
  protected ownWords(): readonly string[] {
    this.parsed = true;
    return this.argv;
  }

  /** Runs a use-case and shows its result: as `present` lays it out, or as one JSON document. */
  protected async answer<Result extends object>(
    flags: Interfaces.InferredFlags<typeof answerFlags>,
    act: (ports: Ports) => Promise<Result>,
    present: (result: Result, output: Output) => void,
  ): Promise<void> {
    refuseSharedStdin(flags);
    forgetPasswordVariables(flags);
    const { templates } = flags as { templates?: string };
    const ports = compose({
      ...(templates !== undefined && { templates }),
      root: this.config.root,
      canAsk: !flags.json && !flags['no-input'] && process.stdin.isTTY === true,
      isQuiet: flags.quiet || flags.json,
      onSignal: (signal) => endBySignal(signal, flags.json),
    });
    const result = await act(ports);
    const { warnings } = ports.reporter;
    const document = { ok: true, ...result, ...(warnings.length > 0 && { warnings }) };
    if (flags.json) writeDocument(document, process.stdout);
    else present(result, { stdout: process.stdout, stderr: process.stderr, isQuiet: flags.quiet });
  }
}
