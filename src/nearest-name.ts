// The known name that a mistyped one most likely meant. For the sentence of an unknown command or
// target.

/** The nearest of `names` within a third of its length (at least one edit), or undefined. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  if (typed.length > 100) return undefined;
  let best: string | undefined;
  let fewest = Infinity;
  const lower = typed.toLowerCase();
  for (const name of names) {
    const most = Math.min(fewest - 1, Math.max(1, Math.floor(name.length / 3)));
    if (Math.abs(name.length - lower.length) > most) continue;
    const edits = editDistance(lower, name);
    if (edits <= most) {
      best = name;
      fewest = edits;
    }
  }
  return best;
}

/**
 * Insertions, removals and replacements of one character, and swaps of two neighbours ("optimal
 * string alignment").
 */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
