// All messages that are known, family by family. Among those of one weight the first that matches
// a line wins, so that within a table what is special stands before what is general.
import { GO_MESSAGES } from './go.js';
import type { Message } from './message.js';

export const MESSAGES: readonly Message[] = [...GO_MESSAGES];
