// What only the wizard needs of the real world: a conversation at the terminal, and what this machine is called.
import { inquirerDialogue } from '../io/inquirer-dialogue.js';
import { plainDialogue } from '../io/plain-dialogue.js';
import { thisMachine } from '../io/this-machine.js';
import type { Dialogue, Machine } from '../ports.js';
import { isColoured } from './present/paint.js';

export const machine: Machine = thisMachine;

/** `close` lets go of stdin, so that the process can end. */
export function openDialogue(isPlain: boolean): { dialogue: Dialogue; close(): void } {
  const { stdin, stderr } = process;
  if (isPlain) {
    const { close, ...dialogue } = plainDialogue(stdin, stderr);
    return { dialogue, close };
  }
  const dialogue = inquirerDialogue(stderr, isColoured(stderr, process.env));
  return { dialogue, close: () => undefined };
}
