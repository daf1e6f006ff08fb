// What cannot be had, as data: products that do no mutual TLS, alone or with one server, and what
// does the job instead. For kits and snippets.
import { TlsmithError } from '../../errors.js';
import type { StackVersion, VersionRange } from '../stack-version.js';
import { formatStackVersion, isWithin } from '../stack-version.js';

export const REFUSALS_FILE = 'refusals.json';

/** One thing that a product cannot do in those versions. */
export interface Refusal extends VersionRange {
  /** As typed. */
  readonly product: string;
  /** Only towards these servers; none: with any. */
  readonly servers: readonly string[];
  /** Why, as a sentence without a full stop. */
  readonly sentence: string;
  /** What does the job, as a client and a server to type, or in words. */
  readonly instead: readonly string[];
  readonly source: string;
}

/** As it stands in the file: with none named, `servers` is absent. */
export type WrittenRefusal = Omit<Refusal, 'servers'> & Partial<Pick<Refusal, 'servers'>>;

/** Of a file that nobody has judged (judge.ts), they are what it says, right or wrong. */
export function parseRefusals(text: string): Refusal[] {
  const written = JSON.parse(text) as WrittenRefusal[];
  return written.map((refusal) => ({ servers: [], ...refusal }));
}

/**
 * Throws `consumer-cannot-read` where the product is refused in that version: alone, or towards
 * that server.
 */
export function refuseUnable(
  refusals: readonly Refusal[],
  product: string,
  version: StackVersion,
  server?: string,
): void {
  const found = refusals.find(
    (refusal) =>
      refusal.product === product &&
      isWithin(version, refusal) &&
      (refusal.servers.length === 0 || (server !== undefined && refusal.servers.includes(server))),
  );
  if (found === undefined) return;
  const text = formatStackVersion(version);
  throw new TlsmithError(
    'consumer-cannot-read',
    `${product} (stack ${text}) cannot do mutual TLS${server !== undefined && found.servers.length > 0 ? ` with ${server}` : ''}: ${found.sentence}; what can: ${found.instead.join(', or ')}`,
    { consumer: product, version: text, possible: found.instead },
  );
}
