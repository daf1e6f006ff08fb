// How the process ends when a signal asks for it.
import { TlsmithError } from '../errors.js';
import { failureDocument, writeDocument } from './present/document.js';

const SIGNAL_EXITS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Never returns. Under --json the one document says `cancelled`. */
export function endBySignal(signal: keyof typeof SIGNAL_EXITS, isJson: boolean): never {
  if (isJson) {
    const failure = new TlsmithError('cancelled', 'stopped by a signal');
    writeDocument(failureDocument(failure, { exitCode: SIGNAL_EXITS[signal] }), process.stdout);
  }
  process.exit(SIGNAL_EXITS[signal]);
}
