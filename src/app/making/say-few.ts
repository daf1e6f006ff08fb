// Says the first remarks about many certificates and counts the others: for batches.
import type { Reporter } from '../../ports.js';

/** Enough to see what a CA does to every certificate. */
const FEW = 3;

export interface FewNotes extends Pick<Reporter, 'note'> {
  /** Says how many were left out. */
  finish(): void;
}

export function sayingFew(reporter: Pick<Reporter, 'note'>): FewNotes {
  let count = 0;
  return {
    note(line) {
      count += 1;
      if (count <= FEW) reporter.note(line);
    },
    finish() {
      if (count > FEW) reporter.note(`so it was with ${count - FEW} more`);
    },
  };
}
