// Finds what a line of a log means: the entry that says most, with the line's own values filled in.
import { quote } from '../../quote.js';
import type { Message, Weight } from './message.js';
import { MESSAGES } from './messages.js';

export interface Recognised {
  message: Message;
  /** What matched: the words of the message, not the line around them, which may hold secrets. */
  words: string;
  cause: string;
}

/** The heavier ones first. */
export const WEIGHTS: readonly Weight[] = ['cause', 'symptom', 'wrapper'];

/** A cause before what the other end saw of it; among equals the first of the table. */
export function recognise(line: string): Recognised | undefined {
  for (const messages of BY_WEIGHT) {
    for (const message of messages) {
      const match = message.pattern.exec(line);
      if (match) return { message, words: match[0], cause: filled(message.cause, match.groups) };
    }
  }
  return undefined;
}

/** Whether the first says more than the second: by weight, then by the order of the table. */
export function saysMore(one: Message, other: Message): boolean {
  return rankOf(one) < rankOf(other);
}

function rankOf(message: Message): number {
  return WEIGHTS.indexOf(message.weight) * MESSAGES.length + MESSAGES.indexOf(message);
}

const BY_WEIGHT = WEIGHTS.map((weight) => MESSAGES.filter((it) => it.weight === weight));

function filled(cause: string, groups: Record<string, string | undefined> = {}): string {
  return cause.replace(/\{(\w+)\}/g, (_, name: string) => quote(groups[name] ?? ''));
}
