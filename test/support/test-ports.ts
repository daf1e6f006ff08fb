// All ports for a use-case under test: real files and crypto, a clock that stands, randomness that repeats, nobody to ask.
import { fileURLToPath } from 'node:url';
import { nodeFiles } from '../../src/io/node-files.js';
import type { Signals } from '../../src/io/signals.js';
import { templateFolder } from '../../src/io/template-folder.js';
import type {
  Clock,
  Crypto,
  Dialer,
  Files,
  Memory,
  Prompter,
  Random,
  Templates,
} from '../../src/ports.js';
import { fakeDialer } from './fake-dialer.js';
import { type FakeLoopback, fakeLoopback } from './fake-loopback.js';
import { fixedClock } from './fixed-clock.js';
import { rememberingCrypto } from './remembering-crypto.js';
import { type RecordingPrograms, recordingPrograms } from './recording-programs.js';
import { noPrompter } from './scripted-prompter.js';
import { seededRandom } from './seeded-random.js';
import { type SilentReporter, silentReporter } from './silent-reporter.js';

export interface TestPorts {
  clock: Clock;
  random: Random;
  crypto: Crypto;
  files: Files;
  prompter: Prompter;
  reporter: SilentReporter;
  templates: Templates;
  loopback: FakeLoopback;
  memory: Memory;
  dialer: Dialer;
  programs: RecordingPrograms;
}

/** Signals that never come. */
export const quietSignals: Signals = { onEnd: () => () => undefined, defer: () => () => undefined };

const shipped = templateFolder(fileURLToPath(new URL('../../templates', import.meta.url)));
const folders = shipped.folders();
const texts = new Map<string, Promise<string | undefined>>();

/** The shipped ones; nobody changes them while the tests run, so each is read once. */
export const templates: Templates = {
  folders: () => folders,
  read(folder, file) {
    const path = `${folder}/${file}`;
    const text = texts.get(path) ?? shipped.read(folder, file);
    texts.set(path, text);
    return text;
  },
};

export function testPorts(changes: Partial<TestPorts> = {}): TestPorts {
  return {
    clock: fixedClock(),
    random: seededRandom(),
    crypto: rememberingCrypto,
    files: nodeFiles(quietSignals),
    prompter: noPrompter,
    reporter: silentReporter(),
    templates,
    loopback: fakeLoopback(),
    memory: { keepSmall: async () => undefined },
    dialer: fakeDialer(() => ({})),
    programs: recordingPrograms(),
    ...changes,
  };
}
