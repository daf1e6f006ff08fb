// The whole run: finds the command, which the framework parses, runs it, words every failure, ends
// with the right exit code.
import { inspect } from 'node:util';
import { TlsmithError } from '../errors.js';
import { escapeUnseenInLines } from '../quote.js';
import { type Call, callOf } from './call.js';
import {
  LEADING,
  refuseEmptyWords,
  refuseSingleDashWords,
  refuseValuesOfSwitches,
  resolveCommand,
  speaksCertutil,
} from './command-words.js';
import { EXIT_CODES } from './exit-codes.js';
import { failureOf } from './failure-of.js';
import { failureDocument, writeDocument } from './present/document.js';
import { presentFailure } from './present/failure.js';
import { type CommandClass, type CommandTable, type Program, topicsOf } from './program.js';

/** That of package.json, which the build puts here. */
declare const PROGRAM_VERSION: string;

/** Runs `argv` (without node and script) for the package in `root`. Ends the process. */
export async function main(
  argv: readonly string[],
  root: string,
  commands: CommandTable,
): Promise<void> {
  const failures = [process.stdout, process.stderr].map(collectFailures);
  const exitCode = await execute(argv, { root, commands });
  await drained(process.stdout);
  await drained(process.stderr);
  process.exit(exitCode === 0 ? exitCodeOfStreams(failures.flat()) : exitCode);
}

async function execute(argv: readonly string[], program: Program): Promise<number> {
  const isJson = mentions(argv, '--json');
  endOnStrayFailure(isJson);
  let call: Call | undefined;
  try {
    await dispatch(argv, program, isJson, (found) => {
      call = found;
    });
    return 0;
  } catch (error) {
    if (isExitOfCommand(error)) return error.oclif.exit;
    return answerFailure(error, isJson, call);
  }
}

/** Answers the exit code. A stack trace is only for those who asked for it. */
function answerFailure(error: unknown, isJson: boolean, call?: Call): number {
  const failure = failureOf(error);
  if (isJson) writeDocument(failureDocument(failure, { call }), process.stdout);
  else presentFailure(failure, process.stderr, call);
  if (failure.code === 'bug' && process.env.TLSMITH_DEBUG) {
    process.stderr.write(`${escapeUnseenInLines(inspect(failure.cause))}\n`);
  }
  return EXIT_CODES[failure.code];
}

/**
 * What is thrown where nobody waits for it would else end the process with Node's own words and a
 * stack trace.
 */
function endOnStrayFailure(isJson: boolean): void {
  const end = (error: unknown): never => process.exit(answerFailure(error, isJson));
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

async function dispatch(
  argv: readonly string[],
  program: Program,
  isJson: boolean,
  onCall: (call: Call) => void,
): Promise<void> {
  const isHelp = mentions(argv, '--help') || mentions(argv, '-h');
  if (argv.find((word) => !LEADING.includes(word)) === '--version') {
    answerVersion(isJson);
    return;
  }
  const isCertutil = speaksCertutil(argv);
  if (!isCertutil) await refuseSingleDashWords(argv, () => flagNames(program));
  const words = isHelp ? argv.filter((word) => word !== '--help' && word !== '-h') : argv;
  const ids = Object.keys(program.commands);
  const resolution = resolveCommand(words, ids, topicsOf(program.commands));
  if (resolution.kind === 'command') {
    const { id, rest } = resolution;
    const Command = program.commands[id] as CommandClass;
    const flags = { ...Command.baseFlags, ...Command.flags };
    onCall(callOf(rest, flags));
    if (!isCertutil) {
      refuseValuesOfSwitches(rest, flags);
      refuseEmptyWords(rest, flags);
    }
    if (isHelp) await help(program, [id], isJson);
    else await new Command(rest, program).run();
    return;
  }
  if (isJson && !isHelp) throw new TlsmithError('command-unknown', 'no command is given');
  await help(program, resolution.kind === 'topic' ? [resolution.topic] : [], isJson);
}

async function help(program: Program, ids: readonly string[], isJson: boolean): Promise<void> {
  const { helpDocument, showHelp } = await import('./help.js');
  if (isJson) writeDocument(await helpDocument(program, ids), process.stdout);
  else await showHelp(program, ids);
}

function answerVersion(isJson: boolean): void {
  if (isJson) {
    writeDocument({ ok: true, version: PROGRAM_VERSION }, process.stdout);
    return;
  }
  const { platform, arch, version } = process;
  process.stdout.write(`tlsmith/${PROGRAM_VERSION} ${platform}-${arch} node-${version}\n`);
}

function mentions(argv: readonly string[], flag: string): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? undefined : end).includes(flag);
}

async function flagNames(program: Program): Promise<string[]> {
  const { frameworkOf } = await import('./framework.js');
  const { commands } = await frameworkOf(program);
  return ['help', 'version', ...commands.flatMap(({ flags }) => Object.keys(flags))];
}

/** A command that has answered, and whose answer is a no, throws the framework's own exit. */
function isExitOfCommand(error: unknown): error is { oclif: { exit: number } } {
  const { code, oclif } = error as { code?: string; oclif?: { exit?: number } };
  return code === 'EEXIT' && typeof oclif?.exit === 'number';
}

/** What goes wrong with a stream must not end the work half-way: it is judged at the end. */
function collectFailures(stream: NodeJS.WriteStream): NodeJS.ErrnoException[] {
  const failures: NodeJS.ErrnoException[] = [];
  stream.on('error', (error: NodeJS.ErrnoException) => failures.push(error));
  return failures;
}

/**
 * `tlsmith … | head` closes the pipe early, which is no failure; an answer that a full disk has
 * swallowed is one.
 */
function exitCodeOfStreams(failures: readonly NodeJS.ErrnoException[]): number {
  const harmless = ['EPIPE', 'ERR_STREAM_DESTROYED'];
  if (failures.every(({ code }) => harmless.includes(code ?? ''))) return 0;
  const failure = new TlsmithError('output-failed', 'the answer could not be written');
  presentFailure(failure, process.stderr);
  return EXIT_CODES[failure.code];
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
