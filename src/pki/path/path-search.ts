// Finds a certification path from a certificate to a trust anchor (RFC 4158): the one with the
// fewest faults, the shortest of those.
import type { PathCertificate } from './path-certificate.js';

/** The target first, the trust anchor last, if one was reached. Never empty. */
export type CertificationPath = readonly PathCertificate[];

/**
 * What the search asks of those who know the rules. Costs are numbers of faults: what costs nothing
 * is right.
 */
export interface PathJudge {
  /** One certificate alone, where it stands. */
  costOf(certificate: PathCertificate, isTarget: boolean): number;
  /**
   * `issuer` put above what is there already. Undefined where the search may not spend any more on
   * signatures.
   */
  costOfStep(issuer: PathCertificate, below: CertificationPath): number | undefined;
  /** What only a whole path can show. */
  costOfWhole(path: CertificationPath): number;
  /** Which of two issuers is tried first; the lower one is. */
  preferenceOf(issuer: PathCertificate, subject: PathCertificate): number;
}

export interface FoundPath {
  path: CertificationPath;
  reachesAnchor: boolean;
  /** All that the judge charged; 0 is a path without faults. */
  cost: number;
  /** The search ended before all was tried. */
  isCutOff: boolean;
}

/**
 * More paths than these are not looked at: with a hundred cross-signed CAs there are more than
 * anyone could.
 */
const MOST_PATHS = 1_000;
const MOST_WAITING = 10_000;

/** Dearer than any number of other faults: an end without a trust anchor. */
const NO_ANCHOR = 1_000_000;

interface Waiting {
  path: CertificationPath;
  cost: number;
  /** How many certificates the path has at least when it reaches an anchor. */
  length: number;
  preference: number;
  /** All is judged, the whole path too. */
  isDone: boolean;
}

/** `pool` holds the trust anchors and every other certificate; the target need not be in it. */
export function findPath(
  target: PathCertificate,
  pool: readonly PathCertificate[],
  judge: PathJudge,
): FoundPath {
  const issuers = groupedBySubject(pool);
  const distances = distancesToAnchors(pool);
  const queue = new PathQueue();
  let isCutOff = false;
  const distanceOf = ({ subjectKey, issuerKey, isAnchor }: PathCertificate) =>
    isAnchor ? 0 : subjectKey === issuerKey ? 1 : 1 + (distances.get(issuerKey) ?? Infinity);
  queue.add({
    path: [target],
    cost: judge.costOf(target, true),
    length: 1 + distanceOf(target),
    preference: 0,
    isDone: false,
  });
  for (let count = 0; count < MOST_PATHS; count++) {
    const next = queue.take();
    if (!next) break;
    const top = next.path.at(-1) as PathCertificate;
    if (next.isDone) {
      const reachesAnchor = top.isAnchor;
      return { path: next.path, reachesAnchor, cost: next.cost, isCutOff };
    }
    if (top.isAnchor) {
      queue.add({ ...next, cost: next.cost + judge.costOfWhole(next.path), isDone: true });
      continue;
    }
    queue.add({ ...next, cost: next.cost + NO_ANCHOR - next.path.length, isDone: true });
    // The likeliest first: each step costs a signature, and there may be many CAs of one name.
    const candidates = (issuers.get(top.issuerKey) ?? []).toSorted(
      (a, b) => judge.preferenceOf(a, top) - judge.preferenceOf(b, top),
    );
    for (const issuer of candidates) {
      if (next.path.some(({ identity }) => identity === issuer.identity)) continue;
      const step = judge.costOfStep(issuer, next.path);
      if (step === undefined || queue.size > MOST_WAITING) {
        isCutOff = true;
        continue;
      }
      queue.add({
        path: [...next.path, issuer],
        cost: next.cost + step + judge.costOf(issuer, false),
        length: next.path.length + 1 + distanceOf(issuer),
        preference: judge.preferenceOf(issuer, top),
        isDone: false,
      });
    }
  }
  const left = queue.takeDone() ?? { path: [target], cost: NO_ANCHOR };
  const reachesAnchor = left.path.at(-1)?.isAnchor === true;
  return { path: left.path, reachesAnchor, cost: left.cost, isCutOff: true };
}

function groupedBySubject(pool: readonly PathCertificate[]): Map<string, PathCertificate[]> {
  const groups = new Map<string, PathCertificate[]>();
  for (const certificate of pool) {
    const group = groups.get(certificate.subjectKey);
    if (group) group.push(certificate);
    else groups.set(certificate.subjectKey, [certificate]);
  }
  return groups;
}

/**
 * By names alone: how many steps it is from a name to the nearest trust anchor, itself counted.
 * Names that lead to none are absent.
 */
function distancesToAnchors(pool: readonly PathCertificate[]): Map<string, number> {
  const distances = new Map<string, number>();
  const below = new Map<string, string[]>();
  for (const { issuerKey, subjectKey } of pool) {
    const known = below.get(issuerKey);
    if (known) known.push(subjectKey);
    else below.set(issuerKey, [subjectKey]);
  }
  let names = pool.filter(({ isAnchor }) => isAnchor).map(({ subjectKey }) => subjectKey);
  for (let distance = 0; names.length > 0; distance++) {
    const fresh = [...new Set(names)].filter((name) => !distances.has(name));
    for (const name of fresh) distances.set(name, distance);
    names = fresh.flatMap((name) => below.get(name) ?? []);
  }
  return distances;
}

/** The cheapest first, then the nearest to an anchor, then the preferred: a binary heap. */
class PathQueue {
  readonly #heap: Waiting[] = [];

  get size(): number {
    return this.#heap.length;
  }

  add(one: Waiting): void {
    const heap = this.#heap;
    let at = heap.push(one) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(one, heap[above] as Waiting)) break;
      heap[at] = heap[above] as Waiting;
      at = above;
    }
    heap[at] = one;
  }

  take(): Waiting | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const right = heap[child + 1];
      if (right && isBefore(right, heap[child] as Waiting)) child++;
      const least = heap[child];
      if (!least || !isBefore(least, last)) break;
      heap[at] = least;
      at = child;
    }
    heap[at] = last;
    return first;
  }

  /** The best of those that are judged to their end. */
  takeDone(): Waiting | undefined {
    return this.#heap
      .filter(({ isDone }) => isDone)
      .reduce<Waiting | undefined>(
        (best, one) => (best && !isBefore(one, best) ? best : one),
        undefined,
      );
  }
}

function isBefore(a: Waiting, b: Waiting): boolean {
  if (a.cost !== b.cost) return a.cost < b.cost;
  if (a.length !== b.length) return a.length < b.length;
  return a.preference < b.preference;
}
