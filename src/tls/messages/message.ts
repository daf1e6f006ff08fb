// What a line of a log means: one entry for each sentence that a TLS library or a product prints.

/** Which end has what is to be mended; `client` is the end that dials. */
export type Side = 'client' | 'server' | 'either' | 'network' | 'nobody';

/**
 * How certain a line makes its cause: it names the cause; it is what the other end saw of it, or
 * several causes have it; it only wraps another message.
 */
export type Weight = 'cause' | 'symptom' | 'wrapper';

/** What tells whether the cause is the right one; the command for it is the terminal's to spell. */
export type Check =
  | 'chain-served'
  | 'chain-served-with-client'
  | 'client-certificate'
  | 'server-certificate'
  | 'server-name'
  | 'certificate-file'
  | 'key-file'
  | 'loads'
  | 'pair'
  | 'store-java'
  | 'store'
  | 'port-open'
  | 'plain-port'
  | 'beats-config'
  | 'beats-output'
  | 'logstash-config'
  | 'keystore-names'
  | 'permissions'
  | 'clock'
  | 'nginx-config'
  | 'redis-ping'
  | 'other-log'
  | 'versions';

export interface Message {
  /** Kebab-case; scripts rely on it. */
  code: string;
  /**
   * The words that stay the same from line to line. Every repetition in it has an upper bound, so
   * that a hostile line costs no more than a long one. A named group is a value for `cause`.
   */
  pattern: RegExp;
  /** Products and libraries that print it. */
  who: string;
  weight: Weight;
  /** One sentence; `{name}` is what the group of that name matched. */
  cause: string;
  side: Side;
  /** What to change, in one sentence. */
  remedy: string;
  check: Check;
  /**
   * Where the text is from: a source file, a standard, or the program that was seen to print it.
   */
  source: string;
}

/** An entry of a family's table: printed by all of it, and as heavy as the others of the table. */
export type Entry = Omit<Message, 'who' | 'weight'> & Partial<Pick<Message, 'who' | 'weight'>>;

export function loggedBy(
  who: string,
  entries: readonly Entry[],
  weight: Weight = 'cause',
): Message[] {
  return entries.map((entry) => ({ who, weight, ...entry }));
}
