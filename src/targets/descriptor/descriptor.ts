// What `templates/<product>/descriptor.json` says, with what it leaves out filled in. Whether it is
// right is said by judge.ts. For targets.
import type { Check, Descriptor } from './form.js';
import { FRAME_FILE } from './form.js';

export type { Descriptor } from './form.js';

/** What an end need not say. */
const DEFAULTS = {
  dials: [],
  accepts: [],
  frame: FRAME_FILE,
  furtherFiles: [],
  encryptsMessages: false,
  servesAndDials: false,
  isWholeFile: false,
  sendsOnlyFirstCertificate: false,
} satisfies Partial<Descriptor>;

/** What one of its checks need not say. */
const CHECK_DEFAULTS = { with: [], without: [], forEachHost: false } satisfies Partial<Check>;

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** A check, and an end, as they stand in the file. */
export type WrittenCheck = Optional<Check, keyof typeof CHECK_DEFAULTS>;
export type WrittenEnd = Optional<Omit<Descriptor, 'checks'>, keyof typeof DEFAULTS> & {
  readonly checks: readonly WrittenCheck[];
};

/**
 * The descriptors of a file, one an end. Of a file that nobody has judged, they are what it says,
 * right or wrong.
 */
export function parseDescriptors(text: string): Descriptor[] {
  return writtenEnds(JSON.parse(text) as object).map((written) => {
    const end = written as WrittenEnd;
    const checks = end.checks.map((check) => ({ ...CHECK_DEFAULTS, ...check }));
    return { ...DEFAULTS, ...end, checks };
  });
}

/**
 * The whole as the only end, or with `ends` each of them, with the fields of the whole where it has
 * none of its own.
 */
export function writtenEnds(file: object): object[] {
  if (!('ends' in file)) return [file];
  const { ends, ...whole } = file;
  return (ends as object[]).map((end) => ({ ...whole, ...end }));
}
