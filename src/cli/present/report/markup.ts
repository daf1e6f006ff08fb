// Text becomes HTML here and nowhere else, for the pages of reports: what stands in a template is
// markup, what is put into it is text and escaped, once.
import { escapeUnseen } from '../../../quote.js';

/** Made by `markup` alone, so that no text passes for one. */
class Made {
  constructor(readonly text: string) {}
}

export type Markup = Made;

/** Nothing is shown of `undefined`. */
export type Piece = Markup | readonly Markup[] | string | number | undefined;

/** For texts and for attributes in double quotes alike. */
export function markup(words: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = words[0] ?? '';
  for (const [at, piece] of pieces.entries()) text += htmlOf(piece) + (words[at + 1] ?? '');
  return new Made(text);
}

function htmlOf(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Made) return piece.text;
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('');
  return escapeHtml(escapeUnseen(String(piece)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
