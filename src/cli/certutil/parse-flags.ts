// Reads the words behind `certutil MODE` as elasticsearch-certutil reads them: long names behind
// one dash or two, optional values.
import { TlsmithError } from '../../errors.js';
import { nearestName } from '../../nearest-name.js';
import { quote } from '../../quote.js';
import { answerFlags } from '../flags/answer.js';
import { type CertutilFlag, flagsOf, type Mode } from './flag-table.js';

/** By the flag's name: its value, or true for a flag without one. */
export type CertutilValues = Readonly<Record<string, string | true | undefined>>;

type Rule = Pick<CertutilFlag, 'name' | 'char' | 'takes' | 'origin' | 'isList'>;

/** The flags of every command, for the same parser. */
const ANSWER_RULES: readonly Rule[] = Object.entries(answerFlags).map(([name, { char }]) => ({
  name,
  takes: 'none',
  origin: 'tlsmith',
  char,
}));

/**
 * Throws `flag-unknown`, `flag-value-missing`, `flag-value-invalid`, `flags-conflict`,
 * `argument-unexpected`; never with a value in it.
 */
export function parseCertutil(mode: Mode, argv: readonly string[]): CertutilValues {
  const rules = [...flagsOf(mode), ...ANSWER_RULES];
  const values: Record<string, string | true | undefined> = {};
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--' && words.length === 0) break;
    if (word === '--' || !looksLikeFlag(word)) {
      throw new TlsmithError('argument-unexpected', 'certutil takes flags only, and no arguments');
    }
    const letters = switchesIn(word, rules);
    if (letters) {
      for (const { name } of letters) values[name] = true;
      continue;
    }
    const { rule, joined } = find(word, rules, mode);
    const value = takeValue(rule, joined, words);
    if (value === '' && rule.takes === 'value') throw emptyValue(rule);
    const before = values[rule.name];
    values[rule.name] =
      before === undefined || before === value ? value : joinedTo(before, value, rule);
  }
  return values;
}

/** As joptsimple has it: a single dash alone is a value, such as stdin. */
function looksLikeFlag(word: string): boolean {
  return /^-./.test(word);
}

/** `-sq`: short names of flags without values, written together. */
function switchesIn(word: string, rules: readonly Rule[]): Rule[] | undefined {
  if (!/^-[A-Za-z]{2,}$/.test(word) || named(word.slice(1), rules)) return undefined;
  const found = [...word.slice(1)].map((letter) => rules.find(({ char }) => char === letter));
  return found.every((rule) => rule?.takes === 'none') ? (found as Rule[]) : undefined;
}

function find(
  word: string,
  rules: readonly Rule[],
  mode: Mode,
): { rule: Rule; joined: string | undefined } {
  const [, dashes, name = '', joined] = /^(--?)([^=]*)(?:=([^]*))?$/.exec(word) ?? [];
  const short = dashes === '-' ? rules.find(({ char }) => char === name) : undefined;
  const rule = short ?? named(name, rules);
  if (rule) return { rule, joined };
  // `-Epath.conf=/etc`: the only short name with a value.
  const attached =
    dashes === '-' && rules.find(({ char, takes }) => char === name[0] && takes === 'value');
  if (attached) return { rule: attached, joined: word.slice(2) };
  throw unknown(dashes === '--' ? word : undefined, name, rules, mode);
}

/** The whole name, or the beginning of exactly one of certutil's. */
function named(name: string, rules: readonly Rule[]): Rule | undefined {
  const whole = rules.find((rule) => rule.name === name);
  if (whole || name.length < 2) return whole;
  const begun = rules.filter((rule) => rule.origin === 'certutil' && rule.name.startsWith(name));
  return begun.length === 1 ? begun[0] : undefined;
}

/**
 * What stands behind a single dash may be a value that was joined to a letter: it is not repeated.
 */
function unknown(
  word: string | undefined,
  name: string,
  rules: readonly Rule[],
  mode: Mode,
): TlsmithError {
  const nearest = nearestName(
    name,
    rules.map((rule) => rule.name),
  );
  const advice = nearest === undefined ? '' : `; did you mean --${nearest}?`;
  const flag =
    word === undefined ? 'does not know one of these flags' : `has no flag ${quote(`--${name}`)}`;
  return new TlsmithError('flag-unknown', `certutil ${mode} ${flag}${advice}`);
}

function takeValue(
  { name, takes }: Rule,
  joined: string | undefined,
  words: string[],
): string | true {
  const flag = `--${name}`;
  if (takes === 'none') {
    if (joined === undefined) return true;
    throw new TlsmithError('flag-value-invalid', `${flag} takes no value`, { flag });
  }
  if (joined !== undefined) return joined;
  const next = words[0];
  if (next !== undefined && !looksLikeFlag(next)) return words.shift() as string;
  if (takes === 'optional') return true;
  throw new TlsmithError('flag-value-missing', `${flag} needs a value`, { flag });
}

/**
 * No file, name or list is empty; an empty password, which is optional, means one that is asked for
 * or none.
 */
function emptyValue({ name }: Rule): TlsmithError {
  const sentence = `--${name} needs a value, and the one that is given is empty`;
  return new TlsmithError('flag-value-missing', sentence, { flag: `--${name}` });
}

function joinedTo(before: string | true, value: string | true, { name, isList }: Rule): string {
  if (isList) return `${before},${value}`;
  throw new TlsmithError('flags-conflict', `--${name} can be given only once`, {
    flag: `--${name}`,
  });
}
