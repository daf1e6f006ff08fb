// The shells that have a completion script.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** Throws `flag-value-invalid`. */
export function shellNamed(name: string): Shell {
  const found = SHELLS.find((shell) => shell === name);
  if (found !== undefined) return found;
  throw new TlsmithError(
    'flag-value-invalid',
    `there is a completion for ${SHELLS.join(', ')}, not for ${quote(name)}`,
    { possible: SHELLS },
  );
}
