// Questions that several tasks ask: who signs, for how long, with which password, into which
// folder.
import { hostFlag, sanFlag } from '../flags/names.js';
import { validityFlags } from '../flags/validity.js';
import { KEY_TYPES } from '../../ports.js';
import { adviseDays, adviseNames } from './advice.js';
import {
  type Given,
  type ListedQuestion,
  type Question,
  type TextualQuestion,
  TYPED,
} from './question.js';

interface ParsingFlag {
  parse(text: string, context: never, options: never): Promise<unknown>;
}

/** The flag's own parser judges the answer: what the wizard takes, the command line takes. */
export function asFlag(flag: unknown): (text: string) => Promise<unknown> {
  return (text) => (flag as ParsingFlag).parse(text, {} as never, {} as never);
}

export function nameQuestion(message: string, label = 'name'): TextualQuestion {
  return {
    ...{ name: 'name', label, message, kind: 'text', isArgument: true },
    isGuess: true,
    explain:
      'The name of the files and the common name of the certificate: letters, digits, ".", "-" and "_".',
    judge: async (text, { judges }) => judges.certificateName(text),
    propose: ({ machine }) => machine.names()[0]?.split('.')[0]?.toLowerCase(),
  };
}

/** Names in the certificate of what is no server of a kit. */
export function sanQuestion(isServer: (given: Given) => boolean): TextualQuestion {
  return {
    ...{ name: 'san', label: 'names', kind: 'list', isOptional: true, isGuess: true },
    message: 'Names in the certificate, with blanks between',
    explain:
      'DNS names and IP addresses by which others reach this host (subjectAltName). Clients compare what they dial with these, not with the common name.',
    judge: asFlag(sanFlag.san),
    propose: (given) => (isServer(given) ? proposedNames(given) : undefined),
    advise: (answer, given) => adviseNames(answer, isServer(given)),
  };
}

/** What this machine is called, for the case that it is the server. */
export function proposedNames({ machine }: Given): string[] {
  return [...machine.names().map((name) => name.toLowerCase()), ...machine.addresses()];
}

export const hostQuestion: TextualQuestion = {
  ...{ name: 'host', label: 'hosts', kind: 'list', isGuess: true },
  message: 'Names or addresses of the server, with blanks between',
  explain:
    'As the clients will dial it: all of these go into the certificate of the server, and into the settings of the client. Enter takes what this machine is called.',
  judge: asFlag(hostFlag.host),
  propose: proposedNames,
  advise: (answer) => adviseNames(answer, true),
};

export function daysQuestion(days: number, isServer: (given: Given) => boolean): TextualQuestion {
  return {
    ...{ name: 'days', label: 'days of validity', kind: 'text', fallback: String(days) },
    message: 'For how many days is it to be valid?',
    explain: 'Or in months and years of the calendar: 18m, 1y.',
    propose: () => String(days),
    judge: asFlag(validityFlags.days),
    advise: (answer, given) => adviseDays(answer, isServer(given)),
  };
}

export function keyTypeQuestion(explain: string, fallback = 'automatic'): ListedQuestion {
  return {
    ...{ name: 'key-type', label: 'key type', message: 'Which kind of key?', kind: 'choice' },
    explain,
    isAsked: () => false,
    fallback,
    choices: () => [
      ...(fallback === 'automatic'
        ? [{ value: fallback, name: fallback, note: 'the first that all consumers load' }]
        : []),
      ...KEY_TYPES.map((value) => ({ value, name: value })),
    ],
    propose: () => fallback,
  };
}

export function outQuestion(propose: (given: Given) => string): TextualQuestion {
  return {
    ...{ name: 'out', label: 'folder', message: 'Into which folder?', kind: 'text' },
    isAsked: () => false,
    propose,
  };
}

/** None, a generated one, or one that is typed: as `choices` has them. */
export function passwordQuestion(
  explain: string,
  choices: (given: Given) => readonly ('none' | 'generate' | typeof TYPED)[],
): ListedQuestion {
  return {
    ...{ name: 'password', label: 'password', message: 'Which password?', kind: 'choice' },
    explain,
    choices: (given) => choices(given).map((value) => PASSWORD_CHOICES[value]),
    words: (answer) => (answer === 'generate' ? ['--generate-password'] : []),
  };
}

const PASSWORD_CHOICES = {
  none: { value: 'none', name: 'none', note: 'only the modes of the files protect the key' },
  generate: { value: 'generate', name: 'generate', note: 'a new one, kept in secrets.env (0600)' },
  [TYPED]: { value: TYPED, name: TYPED, note: 'now, and on no command line' },
};

export const caPasswordQuestion: ListedQuestion = {
  ...{ name: 'ca-password', label: 'password of the CA key', kind: 'choice' },
  message: 'Which password has the key of the CA?',
  explain: 'Whoever has this key can make certificates that all your hosts trust.',
  choices: () => [PASSWORD_CHOICES.none, PASSWORD_CHOICES[TYPED]],
  words: () => [],
};

/** A key that exists has a password, or gets one now. */
const HAVING_KEYS = ['new', 'folder', 'files', 'store'];

/** Where the CA comes from, and the files of each kind. `kinds` are those that fit the task. */
export function issuerQuestions(kinds: readonly IssuerKind[], explain: string): Question[] {
  const from = (kind: IssuerKind) => (given: Given) => given.text('ca-from') === kind;
  return [
    {
      ...{ name: 'ca-from', label: 'CA', message: 'Which CA signs?', kind: 'choice', explain },
      choices: () => kinds.map((kind) => ({ value: kind, ...ISSUER_KINDS[kind] })),
      words: (answer) => KIND_WORDS[String(answer)] ?? [],
    },
    {
      ...{ name: 'ca', label: 'folder of the CA', message: 'The folder of the CA', kind: 'text' },
      applies: from('folder'),
      propose: () => './ca',
    },
    {
      ...{ name: 'ca-cert', label: 'certificate of the CA', kind: 'text' },
      message: 'File with the certificate of the CA; its chain may follow in it',
      applies: from('files'),
    },
    {
      ...{ name: 'ca-key', label: 'key of the CA', message: 'File with its key', kind: 'text' },
      applies: from('files'),
    },
    {
      ...{ name: 'ca-p12', label: 'store of the CA', message: 'PKCS#12 file', kind: 'text' },
      applies: from('store'),
    },
    {
      ...caPasswordQuestion,
      applies: (given) => HAVING_KEYS.includes(given.text('ca-from') ?? ''),
      propose: (given) => (given.text('ca-from') === 'store' ? TYPED : 'none'),
    },
  ];
}

type IssuerKind = keyof typeof ISSUER_KINDS;

const ISSUER_KINDS = {
  new: { name: 'a new one', note: 'made now, for this link alone' },
  folder: { name: 'one that tlsmith made', note: 'a folder with ca.crt and ca.key' },
  files: { name: 'another one, as PEM or DER files', note: 'certificate and key of any origin' },
  store: { name: 'another one, in a PKCS#12 store', note: 'such as elastic-stack-ca.p12' },
  corporate: {
    name: 'one that signs requests elsewhere',
    note: 'a corporate CA: keys and requests are made now, the rest when it has signed',
  },
  none: { name: 'none: self-signed', note: 'for tests: each certificate has to be trusted alone' },
} as const;

/** What no other question says. */
const KIND_WORDS: Readonly<Record<string, readonly string[]>> = {
  corporate: ['--request'],
  none: ['--self-signed'],
};
