// What a judge says about the text of a name, and what names of all kinds refuse. For the judges of
// each kind.
import { isUnseen } from '../../quote.js';

/**
 * What a judge says about a text: its canonical form, or why no certificate may carry it (ends a
 * sentence after a colon).
 */
export type Judgement = { readonly value: string } | { readonly fault: string };

export function unseenFault(text: string): string | undefined {
  for (const character of text) {
    if (/\p{Cc}/u.test(character)) return `it contains the control character ${codeOf(character)}`;
    if (/\s/u.test(character)) return 'it contains a blank';
    // A zero-width joiner can be part of a name in some scripts; such a name is given by its
    // A-labels, in plain sight.
    if (isUnseen(character)) {
      return `it contains the invisible character ${codeOf(character)}; write such a name in A-labels (xn--…)`;
    }
  }
  return undefined;
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
