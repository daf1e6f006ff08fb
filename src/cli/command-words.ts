// Finds the command in the words that were typed, before the framework does: it answers an unknown
// one badly.
import { TlsmithError } from '../errors.js';
import { nearestName } from '../nearest-name.js';
import { quote } from '../quote.js';

/**
 * The words of a known command as its id (`cert:issue`), and what follows; or a topic, or nothing
 * typed at all.
 */
export type Resolution =
  | { kind: 'command'; id: string; rest: string[] }
  | { kind: 'topic'; topic: string }
  | { kind: 'nothing' };

/**
 * Throws `command-unknown` or `flag-unknown`. Never names anything behind the command's own words.
 */
export function resolveCommand(
  argv: readonly string[],
  commandIds: readonly string[],
  topics: readonly string[],
): Resolution {
  const { words, rest } = split(argv);
  const [first, second] = words;
  if (first === undefined) {
    refuseFlags(rest);
    return { kind: 'nothing' };
  }
  if (second !== undefined && commandIds.includes(`${first}:${second}`)) {
    return { kind: 'command', id: `${first}:${second}`, rest };
  }
  if (commandIds.includes(first)) {
    return { kind: 'command', id: first, rest: second === undefined ? rest : [second, ...rest] };
  }
  if (!topics.includes(first)) throw unknown(first, commandIds);
  if (second === undefined) {
    refuseFlags(rest);
    return { kind: 'topic', topic: first };
  }
  throw unknown(`${first} ${second}`, commandIds);
}

/** Where no command is named, only the global flags mean anything. */
function refuseFlags(rest: readonly string[]): void {
  const flag = rest.find((word) => !LEADING.includes(word));
  if (flag === undefined) return;
  const name = quote(flag.split('=')[0] as string);
  throw new TlsmithError('flag-unknown', `${name} stands before the command, or belongs to none`);
}

/** Global flags, which may stand before the command. */
export const LEADING: readonly string[] = ['--json', '--quiet', '-q', '--no-input'];
/** elasticsearch-certutil takes these before its mode. */
const LEADING_OF_CERTUTIL = [...LEADING, '-s', '--silent', '-v', '--verbose'];

/** Whether the call speaks the language of elasticsearch-certutil, which its own parser judges. */
export function speaksCertutil(argv: readonly string[]): boolean {
  return argv.find((word) => !LEADING.includes(word)) === 'certutil';
}

/** The first one or two words; global flags before and between them move behind. */
function split(argv: readonly string[]): { words: string[]; rest: string[] } {
  const words: string[] = [];
  const moved: string[] = [];
  let at = 0;
  for (; at < argv.length && words.length < 2; at++) {
    const word = argv[at] as string;
    const leading = words[0] === 'certutil' ? LEADING_OF_CERTUTIL : LEADING;
    if (leading.includes(word)) moved.push(word);
    else if (word.startsWith('-')) break;
    else words.push(word);
  }
  return { words, rest: [...moved, ...argv.slice(at)] };
}

function unknown(words: string, commandIds: readonly string[]): TlsmithError {
  const known = commandIds.map((id) => id.replace(':', ' '));
  const nearest = nearestName(words, known);
  const advice = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return new TlsmithError('command-unknown', `there is no command ${quote(words)}${advice}`);
}

/**
 * `-pem` would be read as three flags or a flag with a value: it is refused, and the form with two
 * dashes named.
 */
export async function refuseSingleDashWords(
  argv: readonly string[],
  flagNames: () => Promise<readonly string[]>,
): Promise<void> {
  const end = argv.indexOf('--');
  const word = argv.slice(0, end === -1 ? undefined : end).find((text) => /^-[A-Za-z]./.test(text));
  if (word === undefined) return;
  const name = word.slice(1).split('=')[0] as string;
  const advice = (await flagNames()).includes(name) ? `: write --${name}` : '';
  throw new TlsmithError(
    'flag-unknown',
    `a flag of more than one letter is written with two dashes${advice}`,
  );
}

/** A subject may have no parts at all (RFC 5280, 4.1.2.6): that is how it is said. */
const MAY_BE_EMPTY = ['subject'];

/**
 * An empty word is no name, path or number: most often a variable of a script that is not set. Nor
 * is `--`, which ends the flags.
 */
export function refuseEmptyWords(
  words: readonly string[],
  flags: Readonly<Record<string, { type: string; char?: string | undefined }>>,
): void {
  const names = new Map(
    Object.entries(flags)
      .filter(([, { type }]) => type === 'option')
      .flatMap(([name, { char }]) => [
        [`--${name}`, name],
        ...(char === undefined ? [] : [[`-${char}`, name]]),
      ]) as [string, string][],
  );
  let isBehindFlags = false;
  words.forEach((word, at) => {
    const before = isBehindFlags ? undefined : names.get(words[at - 1] ?? '');
    const joined = isBehindFlags ? undefined : names.get(/^(--[^=]*)=$/.exec(word)?.[1] ?? '');
    const flag = joined ?? (word === '' ? before : undefined);
    if (flag !== undefined && !MAY_BE_EMPTY.includes(flag)) {
      const sentence = `--${flag} needs a value, and the one that is given is empty`;
      throw new TlsmithError('flag-value-missing', sentence, { flag: `--${flag}` });
    }
    if (word === '--' && before !== undefined) {
      throw new TlsmithError('flag-value-missing', `--${before} needs a value`, {
        flag: `--${before}`,
      });
    }
    if (word === '' && flag === undefined) {
      throw new TlsmithError('argument-missing', 'an argument is given, and it is empty');
    }
    if (word === '--') isBehindFlags = true;
  });
}

/** `--json=x` would be taken for an argument, and arguments are named in errors. */
export function refuseValuesOfSwitches(
  words: readonly string[],
  flags: Readonly<Record<string, { type: string }>>,
): void {
  const end = words.indexOf('--');
  for (const word of words.slice(0, end === -1 ? undefined : end)) {
    const name = /^--([a-z-]+)=/.exec(word)?.[1];
    if (name === undefined || flags[name]?.type !== 'boolean') continue;
    throw new TlsmithError('flag-value-invalid', `--${name} takes no value`, { flag: `--${name}` });
  }
}
