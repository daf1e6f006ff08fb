// Whether the sentence of our table is the one that the runtime says: word by word, but for what differs from run to run.
import type { RuntimeName } from '../../../src/checks/runtime/presented-chain.js';

/** A clock or a candidate's name stands behind these characters. */
const COMPARED = 60;

const PLAIN: Readonly<Record<RuntimeName, (sentence: string) => string>> = {
  // Before Go 1.20 nothing stood before the reason.
  go: (text) => text.replace(/^tls: failed to verify certificate: /, '').slice(0, COMPARED),
  beats: (text) => text.slice(0, COMPARED),
  jdk: (text) => javaWords(text).slice(0, COMPARED * 3),
  openssl: (text) => /error \d+ at \d+ depth lookup: .*/.exec(text)?.[0] ?? opensslWords(text),
  node: (text) => (text.startsWith('ERR_SSL_') ? (text.split(':')[0] ?? '') : text),
  python: (text) =>
    /depth lookup: (.*)/.exec(text)?.[1] ?? opensslWords(text.replace(/^.*verify failed: /, '')),
};

export function isSameSentence(runtime: RuntimeName, ours: string, theirs: string): boolean {
  const plain = PLAIN[runtime];
  const [expected, found] = [plain(ours), plain(theirs)];
  return runtime === 'jdk'
    ? found.startsWith(expected) || found.includes(expected)
    : found === expected;
}

/** Without packages, and with a cause in brackets left to the line after it. */
function javaWords(text: string): string {
  return text
    .replace(/\b(?:[a-z]+\.)+(?=[A-Z])/g, '')
    .replace(/ \(Certificate\w+Exception: .*\)$/, '');
}

/** The name of an error is the same as its text. */
function opensslWords(text: string): string {
  return text
    .replace(/^presenting: .*NO_SHARED_CIPHER.*/, 'sslv3 alert handshake failure')
    .replace(/^presenting: /, '')
    .replace(/^\[\w+: \w+\] /, '')
    .replace(/ \(_ssl\.c:\d+\)$/, '');
}
