// The one error class, and the list of everything that can go wrong, for all rooms.

/** Every code, grouped by the exit code that `cli/exit-codes.ts` gives it. Users script against these: they never change meaning. */
export const ERROR_CODES = [
  // the question was answered: no
  'proof-failed',
  // visible from the call alone
  'command-unknown',
  'flag-unknown',
  'flag-value-missing',
  'flag-value-invalid',
  'flags-conflict',
  'argument-missing',
  'argument-unexpected',
  'input-needed',
  'target-unknown',
  'pair-unknown',
  'version-unknown',
  'name-invalid',
  'date-invalid',
  'number-invalid',
  'stdout-unsuitable',
  // an input cannot be used
  'input-absent',
  'input-unreadable',
  'input-too-large',
  'input-malformed',
  'input-wrong-kind',
  'input-limit',
  'template-invalid',
  // a secret is absent, wrong or unusable
  'password-missing',
  'password-wrong',
  'password-unusable',
  // output refused
  'output-exists',
  'output-is-input',
  'output-is-link',
  'output-not-folder',
  'output-not-permitted',
  'output-failed',
  'disk-full',
  'ca-in-the-way',
  'secret-in-use',
  // the peer could not be examined
  'loopback-unusable',
  // a rule forbids it
  'issuer-not-ca',
  'issuer-expired',
  'issuer-not-yet-valid',
  'issuer-key-usage',
  'issuer-path-length',
  'issuer-ext-key-usage',
  'issuer-name-constraints',
  'issuer-key-mismatch',
  'issuer-chain-invalid',
  'outlives-issuer',
  'key-mismatch',
  'key-weak',
  'key-unsupported',
  'consumer-cannot-read',
  'name-conflict',
  'roles-conflict',
  'request-refused',
  'certificate-faulty',
  // ours, and the person's
  'bug',
  'cancelled',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Typed facts about a failure. Values are shown to people and written as JSON: never put a secret here. */
export type ErrorDetails = Readonly<
  Record<string, string | number | boolean | readonly string[] | readonly LineFault[]>
>;

/** One of several faults of a file. */
export interface LineFault {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/**
 * A failure with a code, one sentence in domain words, and facts.
 * `sentence` is what presenters print; `message` mirrors it for stack traces only, because the flag parser rewrites `message`.
 */
export class TlsmithError extends Error {
  readonly code: ErrorCode;
  readonly sentence: string;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, sentence: string, details: ErrorDetails = {}, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'TlsmithError';
    this.code = code;
    this.sentence = sentence;
    this.details = details;
  }
}
