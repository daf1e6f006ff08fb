// Who signed whom, as a forest: roots and those whose CA is not at hand at the top, for a drawing
// that stays readable however many there are.
import type { Entry } from './page.js';

export interface TrustNode {
  entry: Entry;
  below: readonly TrustNode[];
  /** How many more there are below, that are not drawn. */
  hidden: number;
}

export interface TrustTree {
  /** The issuer that is not at hand, RFC 4514; undefined for a root. */
  missing: string | undefined;
  nodes: readonly TrustNode[];
  hidden: number;
}

/** Deeper chains do not occur but in tests of other programs. */
const MOST_DEPTH = 6;
/** Below one CA, and of issuers that are not at hand. */
const MOST_BELOW = 8;
const MOST_TREES = 40;

export interface Forest {
  trees: readonly TrustTree[];
  /** How many trees are not drawn. */
  hidden: number;
  depth: number;
}

type Issued = ReadonlyMap<Entry | undefined, readonly Entry[]>;

/** The first to end comes first, but CAs before all others. */
export function forestOf(entries: readonly Entry[]): Forest {
  const all = [...entries].sort((one, other) => rankOf(one) - rankOf(other));
  const byFingerprint = new Map(
    all.filter(({ type }) => type === 'certificate').map((one) => [one.sha256Fingerprint, one]),
  );
  const issuerOf = (entry: Entry) => {
    const issuer = byFingerprint.get(entry.issuedBy ?? '');
    return issuer === entry ? undefined : issuer;
  };
  const issued = grouped(all, issuerOf);
  const tops = [...(issued.get(undefined) ?? []), ...circular(all, issued)];
  const isRoot = (entry: Entry) => entry.issuedBy === entry.sha256Fingerprint;
  const roots = tops.filter(isRoot);
  const orphans = grouped(
    tops.filter((entry) => !isRoot(entry)),
    ({ issuer }) => issuer,
  );
  const trees = [
    ...roots.map((root) => treeOf(undefined, [root], issued)),
    ...[...orphans].map(([issuer, below]) => treeOf(issuer, below, issued)),
  ];
  const shown = trees.slice(0, MOST_TREES);
  return {
    trees: shown,
    hidden: trees.length - shown.length,
    depth: Math.max(0, ...shown.flatMap(({ nodes }) => nodes.map(depthOf))),
  };
}

function grouped<Key>(entries: readonly Entry[], keyOf: (entry: Entry) => Key): Map<Key, Entry[]> {
  const groups = new Map<Key, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}

function rankOf({ type, isAuthority }: Entry): number {
  return type === 'crl' ? 1 : isAuthority ? 0 : 2;
}

/** One of each circle of CAs that signed each other, from where the others are found. */
function circular(all: readonly Entry[], issued: Issued): Entry[] {
  const reached = new Set<Entry>();
  const reach = (start: readonly Entry[]) => {
    const waiting = [...start];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      for (const one of issued.get(next) ?? []) waiting.push(one);
    }
  };
  reach(issued.get(undefined) ?? []);
  return all.filter((entry) => {
    if (reached.has(entry)) return false;
    reach([entry]);
    return true;
  });
}

function treeOf(missing: string | undefined, tops: readonly Entry[], issued: Issued): TrustTree {
  const seen = new Set<Entry>();
  const shown = tops.slice(0, MOST_BELOW);
  const nodes = shown.map((entry) => nodeOf(entry, issued, seen, 1));
  return { missing, nodes, hidden: tops.length - shown.length };
}

function nodeOf(entry: Entry, issued: Issued, seen: Set<Entry>, depth: number): TrustNode {
  seen.add(entry);
  const all = (issued.get(entry) ?? []).filter((one) => !seen.has(one));
  const shown = depth < MOST_DEPTH ? all.slice(0, MOST_BELOW) : [];
  return {
    entry,
    below: shown.map((one) => nodeOf(one, issued, seen, depth + 1)),
    hidden: all.length - shown.length,
  };
}

function depthOf({ below }: TrustNode): number {
  return 1 + Math.max(0, ...below.map(depthOf));
}
