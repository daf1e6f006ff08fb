// One connection as a verdict: did the server take this client?
import type { Outcome } from '../../../checks/peer/terms.js';
import type { Dialled } from '../../../ports.js';
import { alertName, explainAlert } from '../../../tls/alert.js';
import { explainHandshakeFailure } from '../../../tls/handshake-failure.js';

export interface Verdict {
  outcome: Outcome;
  /** Its name, where there was one. */
  alert: string | undefined;
  /** A sentence. */
  message: string;
}

/** Why no connection came about, by Node's codes. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens on this port',
  ENOTFOUND: 'no address is known for this name',
  EAI_AGAIN: 'the name service does not answer',
  EHOSTUNREACH: 'no way leads to this host',
  ENETUNREACH: 'no way leads to this network',
  ETIMEDOUT: 'nobody answers at this address',
  ECONNRESET: 'the connection was torn down at once',
};

export function endingOf(dialled: Dialled): Verdict {
  const { reached, alert } = dialled;
  if (alert !== undefined) {
    return { outcome: 'refused', alert: alertName(alert), message: explainAlert(alert) };
  }
  const [outcome, message] = ENDINGS[reached](dialled);
  return { outcome, alert: undefined, message };
}

type Ending = readonly [Outcome, string];

const ENDINGS: Readonly<Record<Dialled['reached'], (dialled: Dialled) => Ending>> = {
  nothing: ({ ended, reason }) => [
    'unreachable',
    ended === 'time-out'
      ? 'no connection came about within the time-out'
      : (UNREACHABLE[reason] ?? `the connection failed (${reason})`),
  ],
  connection: ({ ended, handshake, reason }) => {
    if (ended === 'time-out') return ['unreachable', 'it never answers a handshake'];
    const why = reason === '' ? '' : `: ${explainHandshakeFailure(reason)}`;
    return handshake.length > 0
      ? ['refused', `it ends the handshake without an alert${why}`]
      : ['unreachable', `it closes the connection without a word of TLS${why}`];
  },
  session: ({ ended }) => [
    ended === 'close' || ended === 'failure' ? 'refused' : 'accepted',
    AFTER_HANDSHAKE[ended],
  ],
};

const AFTER_HANDSHAKE: Readonly<Record<Dialled['ended'], string>> = {
  answer: 'it speaks after the handshake',
  silence: 'it keeps the connection after the handshake',
  'time-out': 'it keeps the connection, and does not answer the request',
  close: 'it closes the connection right after the handshake',
  failure: 'it breaks the connection off right after the handshake',
};
