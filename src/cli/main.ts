// The whole run: finds the command, lets the framework parse and run it, words every failure, ends with the right exit code.
import { Config, run } from '@oclif/core';
import { TlsmithError } from '../errors.js';
import { refuseSingleDashWords, refuseValuesOfSwitches, resolveCommand } from './command-words.js';
import { EXIT_CODES } from './exit-codes.js';
import { translateParseFailure } from './parse-failure.js';
import { failureDocument, writeDocument } from './present/document.js';
import { presentFailure } from './present/failure.js';

/** Runs `argv` (without node and script) for the package in `root`. Ends the process. */
export async function main(argv: readonly string[], root: string): Promise<void> {
  ignoreClosedPipe(process.stdout);
  ignoreClosedPipe(process.stderr);
  const exitCode = await execute(argv, root);
  await drained(process.stdout);
  await drained(process.stderr);
  process.exit(exitCode);
}

async function execute(argv: readonly string[], root: string): Promise<number> {
  const isJson = mentions(argv, '--json');
  try {
    await dispatch(argv, root, isJson);
    return 0;
  } catch (error) {
    if (isExitOfFramework(error)) return error.oclif.exit;
    const failure = toFailure(error);
    if (isJson) writeDocument(failureDocument(failure), process.stdout);
    else presentFailure(failure, process.stderr);
    if (failure.code === 'bug' && process.env.TLSMITH_DEBUG) console.error(failure.cause);
    return EXIT_CODES[failure.code];
  }
}

async function dispatch(argv: readonly string[], root: string, isJson: boolean): Promise<void> {
  const config = await Config.load({ root, userPlugins: false, devPlugins: false });
  const isHelp = mentions(argv, '--help') || mentions(argv, '-h');
  const isVersion = argv.find((word) => word !== '--json') === '--version';
  if (isVersion && isJson) {
    writeDocument({ ok: true, version: config.version }, process.stdout);
    return;
  }
  if (isVersion) return void (await run(['--version'], config));
  refuseSingleDashWords(argv, flagNames(config));
  const topics = config.topics.map(({ name }) => name);
  const words = isHelp ? argv.filter((word) => word !== '--help' && word !== '-h') : argv;
  const resolution = resolveCommand(words, config.commandIDs, topics);
  if (resolution.kind === 'command') {
    refuseValuesOfSwitches(resolution.rest, config.findCommand(resolution.id)?.flags ?? {});
    await run([resolution.id, ...resolution.rest, ...(isHelp ? ['--help'] : [])], config);
    return;
  }
  if (isJson && !isHelp) throw new TlsmithError('command-unknown', 'no command is given');
  await run(resolution.kind === 'topic' ? [resolution.topic, '--help'] : ['--help'], config);
}

function mentions(argv: readonly string[], flag: string): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? undefined : end).includes(flag);
}

function flagNames(config: Config): string[] {
  return config.commands.flatMap(({ flags }) => Object.keys(flags));
}

/** The framework ends `--help` and `--version` by throwing an exit. */
function isExitOfFramework(error: unknown): error is { oclif: { exit: number } } {
  const { code, oclif } = error as { code?: string; oclif?: { exit?: number } };
  return code === 'EEXIT' && typeof oclif?.exit === 'number';
}

function toFailure(error: unknown): TlsmithError {
  if (error instanceof TlsmithError) return error;
  return (
    translateParseFailure(error) ??
    new TlsmithError(
      'bug',
      'something went wrong that should not: this is a bug of tlsmith',
      {},
      error,
    )
  );
}

/** `tlsmith … | head` closes the pipe early; that is no failure. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
