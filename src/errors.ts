// The one error class, and the list of everything that can go wrong, for all rooms.
import { quotePath } from './quote.js';

/**
 * What a failure knows beside its code. It is shown to people and written as JSON: never put a
 * secret here.
 */
export interface ErrorFacts {
  /** The file or folder that it is about: the subject of its sentence. */
  readonly path?: string;
  readonly paths?: readonly string[];
  readonly file?: string;
  readonly folders?: readonly string[];
  /** Counted from 1. */
  readonly line?: number;
  readonly field?: string;
  /** Of a PEM file: its label. */
  readonly block?: string;
  /** All that is wrong in a file. */
  readonly faults?: readonly LineFault[];
  /** How many there are beside those. */
  readonly moreFaults?: number;
  /** What was judged, escaped and cut. */
  readonly value?: string | number;
  /** Where in it the fault is, counted from 1. */
  readonly position?: number;
  /** Of damaged DER: the octets before the fault. */
  readonly offset?: number;
  readonly expected?: string;
  readonly found?: string | number | readonly string[];
  readonly possible?: readonly string[];
  readonly known?: readonly string[];
  readonly nearest?: string | undefined;
  readonly reason?: string;
  readonly limit?: number;
  readonly least?: number;
  readonly most?: number;
  readonly oldest?: string;
  readonly newest?: string;
  /** What nobody has said, as the command line knows it. */
  readonly answer?: string;
  readonly flag?: string;
  readonly flags?: readonly string[];
  readonly arguments?: readonly string[];
  readonly missing?: string | readonly string[];
  readonly name?: string;
  readonly setting?: string;
  readonly meaning?: string;
  readonly variable?: string;
  readonly alias?: string;
  /** What the password is for. */
  readonly opens?: string;
  readonly subject?: string;
  readonly issuer?: string;
  readonly superfluous?: readonly string[];
  /** Of a certificate, lower-case hex. */
  readonly serialNumber?: string;
  readonly rule?: string;
  readonly finding?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly allowed?: number | readonly string[];
  readonly wanted?: string | number;
  readonly latest?: string;
  readonly target?: string;
  readonly peer?: string;
  readonly client?: string;
  readonly server?: string;
  readonly consumer?: string;
  readonly consumers?: readonly string[];
  readonly version?: string;
  readonly role?: string;
  readonly host?: string;
  readonly protocol?: string;
  readonly with?: string;
  readonly neverOverwritten?: boolean;
  readonly hasRequests?: boolean;
}

/** One of several faults of a file. */
export interface LineFault {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/**
 * Every code with the facts that it may have beside `path`, grouped by the exit code that
 * `cli/exit-codes.ts` gives it. Users script
 * against these: they never change meaning.
 */
const FACTS = {
  // the question was answered: no
  'proof-failed': ['client', 'host', 'protocol', 'reason', 'with'],
  // visible from the call alone
  'command-unknown': [],
  'flag-unknown': [],
  'flag-value-missing': ['flag'],
  'flag-value-invalid': ['flag', 'possible'],
  'flags-conflict': ['flag', 'flags'],
  'argument-missing': ['arguments'],
  'argument-unexpected': ['possible'],
  'input-needed': ['answer', 'flag'],
  'target-unknown': ['known', 'nearest', 'value'],
  'pair-unknown': ['client', 'peer', 'possible', 'server', 'target'],
  'version-unknown': ['newest', 'oldest', 'target', 'value'],
  'name-invalid': ['found', 'position', 'possible', 'reason', 'setting', 'value'],
  'date-invalid': ['value'],
  'number-invalid': ['flag', 'least', 'most', 'possible', 'value'],
  'stdout-unsuitable': ['flags'],
  // an input cannot be used
  'input-absent': ['answer', 'expected'],
  'input-unreadable': [],
  'input-too-large': ['limit'],
  'input-malformed': ['block', 'expected', 'faults', 'field', 'found', 'line', 'offset'],
  'input-wrong-kind': ['answer', 'expected', 'field', 'found', 'offset', 'possible'],
  'input-limit': ['found', 'limit'],
  'template-invalid': ['field', 'file', 'line', 'reason'],
  // a secret is absent, wrong or unusable
  'password-missing': ['answer', 'flag'],
  'password-wrong': ['alias', 'opens'],
  'password-unusable': [],
  // output refused
  'output-exists': ['hasRequests', 'neverOverwritten', 'paths'],
  'output-is-input': [],
  'output-is-link': [],
  'output-not-folder': [],
  'output-not-permitted': [],
  'output-failed': [],
  'disk-full': [],
  'ca-in-the-way': [],
  'secret-in-use': ['variable'],
  // the peer could not be examined
  'loopback-unusable': ['reason'],
  'peer-unreachable': ['host', 'reason'],
  // a rule forbids it
  'issuer-not-ca': ['issuer'],
  'issuer-expired': ['issuer', 'notAfter'],
  'issuer-not-yet-valid': ['issuer', 'notBefore'],
  'issuer-key-usage': ['found', 'issuer'],
  'issuer-path-length': ['allowed', 'issuer', 'wanted'],
  'issuer-ext-key-usage': ['allowed', 'issuer', 'missing'],
  'issuer-name-constraints': ['found', 'issuer', 'rule'],
  'issuer-key-mismatch': ['issuer'],
  'issuer-by-request': [],
  'issuer-chain-invalid': ['issuer', 'serialNumber', 'superfluous'],
  'outlives-issuer': ['latest', 'wanted'],
  'renewal-in-vain': ['notAfter'],
  'rollover-incomplete': ['expected', 'missing', 'paths'],
  'rollback-revoked': ['serialNumber'],
  'revocation-final': ['found', 'serialNumber'],
  'revocation-in-vain': ['issuer', 'serialNumber'],
  'key-mismatch': ['host', 'serialNumber', 'subject'],
  'key-weak': ['found'],
  'key-unsupported': ['found', 'possible'],
  'consumer-cannot-read': [
    'consumer',
    'consumers',
    'found',
    'meaning',
    'possible',
    'target',
    'version',
  ],
  'name-conflict': ['found', 'name', 'possible'],
  'roles-conflict': ['folders', 'role'],
  'request-refused': [],
  'certificate-faulty': ['finding', 'found', 'host', 'serialNumber'],
  // ours, and the person's
  bug: [],
  cancelled: [],
} as const satisfies Record<string, readonly (keyof ErrorFacts)[]>;

export type ErrorCode = keyof typeof FACTS;
export const ERROR_CODES = Object.keys(FACTS) as readonly ErrorCode[];

/** The facts of that code. */
export type ErrorDetails<C extends ErrorCode = ErrorCode> = Pick<
  ErrorFacts,
  'path' | (typeof FACTS)[C][number]
>;

/**
 * A whole sentence, or what is said of the file that was read: `(it) => `${it} holds no
 * certificate``.
 */
export type Statement = string | ((it: string) => string);

/** What is read where nobody knows its name. */
const UNNAMED = 'the input';

/**
 * A failure with a code, one sentence in domain words, and facts.
 * `sentence` is what presenters print; `message` mirrors it for stack traces only, because the flag
 * parser rewrites `message`.
 */
export interface TlsmithError extends Error {
  readonly code: ErrorCode;
  readonly statement: Statement;
  /** The statement of its subject, `details.path`. */
  readonly sentence: string;
  readonly details: ErrorFacts;
}

/**
 * A code takes its own facts only. As a class it would have to be one for each code, and nobody who
 * catches it knows which.
 */
export const TlsmithError: new <C extends ErrorCode>(
  code: C,
  statement: Statement,
  details?: ErrorDetails<C>,
  cause?: unknown,
) => TlsmithError = class TlsmithError extends Error {
  readonly code: ErrorCode;
  readonly statement: Statement;
  readonly sentence: string;
  readonly details: ErrorFacts;

  constructor(code: ErrorCode, statement: Statement, details: ErrorFacts = {}, cause?: unknown) {
    const subject = details.path === undefined ? UNNAMED : quotePath(details.path);
    const sentence = typeof statement === 'string' ? statement : statement(subject);
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'TlsmithError';
    this.code = code;
    this.statement = statement;
    this.sentence = sentence;
    this.details = details;
  }
};

/** What a statement says of `subject`: a whole sentence follows it and a colon. */
export function statedOf(subject: string, statement: Statement): string {
  return typeof statement === 'string' ? `${subject}: ${statement}` : statement(subject);
}
