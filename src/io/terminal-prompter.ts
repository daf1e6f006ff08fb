// The few questions that a command asks when somebody sits at the terminal.
import type { Prompter } from '../ports.js';
import { escapeUnseen } from '../quote.js';
import { promptFor } from './inquirer-prompt.js';

export function terminalPrompter(canAsk: boolean): Prompter {
  return {
    canAsk,
    askText: (message) => promptFor('input', { message: escapeUnseen(message) }),
    askPassword: (message) => promptFor('password', { message: escapeUnseen(message) }),
  };
}
