// Why no TLS that is spoken here came about, though somebody answered.
import type { Dialled } from '../../../ports.js';
import { explainPlainAnswer } from '../../../tls/plain-protocol.js';
import { readServerMessages } from '../../../tls/server-messages.js';

const PROTOCOL_VERSION = 70;
const TLS_1_2 = 0x0303;

const TOO_OLD: Readonly<Record<number, string>> = {
  0x0300: 'the server speaks SSL 3.0 only',
  0x0301: 'the server speaks TLS 1.0 only',
  0x0302: 'the server speaks TLS 1.1 only',
};

/** A sentence; undefined where TLS 1.2 or 1.3 is spoken, or nothing came. */
export function instead({ reached, received, handshake, alert }: Dialled): string | undefined {
  if (reached === 'session') return undefined;
  const plain = explainPlainAnswer(received);
  if (plain !== undefined) return plain;
  const { version } = readServerMessages(handshake);
  if (version !== undefined && version < TLS_1_2) {
    return `${TOO_OLD[version] ?? 'the server speaks an old version'}, and products want TLS 1.2`;
  }
  return alert === PROTOCOL_VERSION
    ? 'the server speaks neither TLS 1.2 nor TLS 1.3: it is older, or set to be'
    : undefined;
}
