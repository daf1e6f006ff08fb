// What happens when a signal asks for the end: clean-ups first, and never between a record and its files.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EndingSignal, takeOverSignals } from '../../src/io/signals.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Listener = (signal: NodeJS.Signals) => void;
let before: Map<EndingSignal, Listener[]>;

beforeEach(() => {
  before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal) as Listener[]]));
  for (const signal of SIGNALS) process.removeAllListeners(signal);
});

afterEach(() => {
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    for (const listener of before.get(signal) ?? []) process.on(signal, listener);
  }
});

function takeOver() {
  const log: string[] = [];
  const signals = takeOverSignals((signal) => log.push(`end by ${signal}`));
  return { log, signals };
}

describe('a signal', () => {
  it.each(SIGNALS)('%s cleans up, then ends', (signal) => {
    const { log, signals } = takeOver();
    signals.onEnd(() => log.push('first'));
    signals.onEnd(() => log.push('second'));
    process.emit(signal, signal);
    expect(log).toEqual(['first', 'second', `end by ${signal}`]);
  });

  it('does not run what was cancelled', () => {
    const { log, signals } = takeOver();
    const cancel = signals.onEnd(() => log.push('cancelled'));
    cancel();
    process.emit('SIGINT', 'SIGINT');
    expect(log).toEqual(['end by SIGINT']);
  });

  it('that is held back comes when it is let through', () => {
    const { log, signals } = takeOver();
    signals.onEnd(() => log.push('clean-up'));
    const letThrough = signals.defer();
    process.emit('SIGTERM', 'SIGTERM');
    expect(log).toEqual([]);
    log.push('work is done');
    letThrough();
    expect(log).toEqual(['work is done', 'clean-up', 'end by SIGTERM']);
  });

  it('that never came ends nothing when signals are let through', () => {
    const { log, signals } = takeOver();
    signals.defer()();
    expect(log).toEqual([]);
    process.emit('SIGHUP', 'SIGHUP');
    expect(log).toEqual(['end by SIGHUP']);
  });

  it('still ends the process if one clean-up fails', () => {
    const { log, signals } = takeOver();
    signals.onEnd(() => {
      throw new Error('cannot be removed');
    });
    signals.onEnd(() => log.push('second'));
    try {
      process.emit('SIGINT', 'SIGINT');
    } catch {
      // An uncaught throw would end the process with a stack trace in place of exit 130.
    }
    expect(log).toEqual(['second', 'end by SIGINT']);
  });
});
