// The clock of the machine.
import type { Clock } from '../ports.js';

export const systemClock: Clock = { now: () => new Date() };
