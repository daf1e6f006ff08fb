// Elastic Stack versions: which minors are known, how a person writes one, and whether one lies in
// a range. For snippets and kits.
import { TlsmithError } from '../errors.js';
import { quote } from '../quote.js';

export interface StackVersion {
  readonly major: number;
  readonly minor: number;
}

/** Both ends included, written `major.minor`; an absent end is open. */
export interface VersionRange {
  readonly from?: string;
  readonly to?: string;
}

/**
 * First and last known minor of each major. Source: elastic/logstash Gemfile.jruby-*.lock.release
 * at each tag.
 */
const MAJORS: readonly { major: number; first: number; last: number }[] = [
  { major: 7, first: 17, last: 17 },
  { major: 8, first: 0, last: 19 },
  { major: 9, first: 0, last: 5 },
];

/** Every minor that snippets are written for, oldest first. */
export const KNOWN_STACK_VERSIONS: readonly StackVersion[] = MAJORS.flatMap(
  ({ major, first, last }) =>
    Array.from({ length: last - first + 1 }, (_, i) => ({ major, minor: first + i })),
);

export const OLDEST_STACK_VERSION: StackVersion = { major: 7, minor: 17 };
export const NEWEST_STACK_VERSION: StackVersion = { major: 9, minor: 5 };

/** Negative, zero or positive, as for `sort`. */
export function compareStackVersions(a: StackVersion, b: StackVersion): number {
  return a.major - b.major || a.minor - b.minor;
}

export function formatStackVersion(version: StackVersion): string {
  return `${version.major}.${version.minor}`;
}

/**
 * `8`, `8.x`, `8.12` and `8.12.3` are understood; a major alone means its newest minor. A minor
 * that is newer than all known ones of its major counts as the newest of them, with a sentence in
 * `warning`. Everything else: `version-unknown`.
 */
export function parseStackVersion(text: string): { version: StackVersion; warning?: string } {
  const match = /^(0|[1-9]\d{0,3})(?:\.x|(?:\.(0|[1-9]\d{0,3})(?:\.\d{1,6})?))?$/.exec(text);
  const known = MAJORS.find(({ major }) => major === Number(match?.[1]));
  if (match === null || known === undefined) throw unknownVersion(text);
  const { major, first, last } = known;
  const minor = match[2] === undefined ? last : Number(match[2]);
  if (minor < first) throw unknownVersion(text);
  if (minor <= last) return { version: { major, minor } };
  const version = { major, minor: last };
  const warning = `stack ${major}.${minor} is newer than what is known here; it is treated as ${formatStackVersion(version)}`;
  return { version, warning };
}

/** Whether `version` lies in the range, both ends included. */
export function isWithin(version: StackVersion, range: VersionRange): boolean {
  const { from, to } = range;
  if (from !== undefined && compareStackVersions(version, boundary(from)) < 0) return false;
  return to === undefined || compareStackVersions(version, boundary(to)) <= 0;
}

/** Whether `text` is `major.minor` of a known version: the only form that a range may hold. */
export function isKnownVersionText(text: string): boolean {
  return KNOWN_STACK_VERSIONS.some((version) => formatStackVersion(version) === text);
}

function boundary(text: string): StackVersion {
  const dot = text.indexOf('.');
  return { major: Number(text.slice(0, dot)), minor: Number(text.slice(dot + 1)) };
}

function unknownVersion(text: string): TlsmithError {
  const oldest = formatStackVersion(OLDEST_STACK_VERSION);
  const newest = formatStackVersion(NEWEST_STACK_VERSION);
  return new TlsmithError(
    'version-unknown',
    `${quote(text)} is no Elastic Stack version that is known here: ${oldest} to ${newest}`,
    { value: quote(text), oldest, newest },
  );
}
