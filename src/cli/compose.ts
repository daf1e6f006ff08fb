// Wires the real world to the ports: the one file of this room that imports `io`.
import { join } from 'node:path';
import { nodeCrypto } from '../io/node-crypto.js';
import { nodeFiles } from '../io/node-files.js';
import { type EndingSignal, takeOverSignals } from '../io/signals.js';
import { progressBar } from '../io/progress-bar.js';
import { canDraw, type RecordingReporter, stderrReporter } from '../io/stderr-reporter.js';
import { systemClock } from '../io/system-clock.js';
import { systemRandom } from '../io/system-random.js';
import { widenThreadPool } from '../io/thread-pool.js';
import { templateFolder } from '../io/template-folder.js';
import { terminalPrompter } from '../io/terminal-prompter.js';
import { v8Memory } from '../io/v8-memory.js';
import type {
  Clock,
  Crypto,
  Dialer,
  Files,
  Loopback,
  Memory,
  Programs,
  Prompter,
  Random,
  Templates,
} from '../ports.js';

export interface Ports {
  clock: Clock;
  random: Random;
  crypto: Crypto;
  files: Files;
  prompter: Prompter;
  reporter: RecordingReporter;
  templates: Templates;
  loopback: Loopback;
  dialer: Dialer;
  memory: Memory;
  programs: Programs;
}

export interface ComposeOptions {
  /** Folder of the package. */
  root: string;
  /** Folder with products of the person's own. */
  templates?: string;
  canAsk: boolean;
  isQuiet: boolean;
  onSignal(signal: EndingSignal): void;
}

/** A server that says nothing for so long after a handshake has accepted its client. */
const CONTENT_AFTER_MS = 2_000;

export function compose(options: ComposeOptions): Ports {
  widenThreadPool(process.env);
  return {
    clock: systemClock,
    random: systemRandom,
    crypto: nodeCrypto,
    files: nodeFiles(takeOverSignals(options.onSignal)),
    prompter: terminalPrompter(options.canAsk),
    reporter: stderrReporter(
      options.isQuiet,
      process.stderr,
      canDraw(process.stderr, process.env)
        ? progressBar(process.stderr, () => performance.now())
        : undefined,
    ),
    templates: templateFolder(join(options.root, 'templates'), options.templates),
    memory: v8Memory,
    programs: {
      run: async (command, variables) =>
        (await import('../io/node-programs.js')).nodePrograms.run(command, variables),
    },
    dialer: {
      dial: async (dialling) =>
        (await import('../io/tls-dialer.js')).tlsDialer(CONTENT_AFTER_MS).dial(dialling),
    },
    loopback: {
      serve: async (end, clientAuthentication) =>
        (await import('../io/loopback-tls.js')).loopbackTls.serve(end, clientAuthentication),
    },
  };
}
