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
  node: (text) => {
    const plain = asNode(text);
    return plain.startsWith('ERR_SSL_') ? (plain.split(':')[0] ?? '') : plain;
  },
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

/** OpenSSL is asked where Node has no answer of its own. */
function asNode(text: string): string {
  const unread = /^unable to load certificate: (.*)/.exec(text)?.[1];
  return unread === undefined
    ? text
    : `ERR_OSSL_ASN1_${unread.toUpperCase().replaceAll(' ', '_')}: ${unread}`;
}

/** A key that fits no handshake: whichever end says it first. */
const NO_HANDSHAKE =
  /^.*(?:No supported CertificateVerify signature|No available authentication scheme|Empty client certificate chain|Received fatal alert: handshake_failure).*$/;

/** Without packages, and with a cause in brackets left to the line after it. */
function javaWords(text: string): string {
  return text
    .replace(/\b(?:[a-z]+\.)+(?=[A-Z])/g, '')
    .replace(/ \(Certificate\w+Exception: .*\)$/, '')
    .replace(NO_HANDSHAKE, 'no key for a handshake');
}

/** The name of an error is the same as its text. */
function opensslWords(text: string): string {
  return text
    .replace(/^presenting: .*NO_SHARED_CIPHER.*/, 'sslv3 alert handshake failure')
    .replace(/^presenting: |^anchors: |^unable to load certificate: /, '')
    .replace(/^\[\w+: \w+\] /, '')
    .replace(/ \(_ssl\.c:\d+\)$/, '');
}
