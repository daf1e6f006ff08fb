// The chain that a live server shows, for those who judge certificates wherever they stand.
import { TlsmithError } from '../../../errors.js';
import type { Dialer } from '../../../ports.js';
import { readServerMessages } from '../../../tls/server-messages.js';
import { endingOf } from './ending.js';
import { instead } from './instead.js';
import { endpointOf, type Peer } from './peer.js';

/** More than any honest chain; each costs its parsing. */
export const MOST_CERTIFICATES = 50;

/** DER as it was sent, the end entity first. Throws `peer-unreachable` where none comes. */
export async function readServedChain(
  peer: Peer,
  dialer: Dialer,
): Promise<[Uint8Array, ...Uint8Array[]]> {
  const { host, port, serverName = host, timeOutMs } = peer;
  const dialled = await dialer.dial({
    ...{ host: host.value, port, timeOutMs, until: 'handshake' },
    // RFC 6066, 3: literal addresses are not permitted in the server name indication.
    serverName: serverName.kind === 'dns' ? serverName.value : undefined,
  });
  const obstacle = instead(dialled);
  const [first, ...others] = obstacle ? [] : readServerMessages(dialled.handshake).certificates;
  if (first) return [first, ...others.slice(0, MOST_CERTIFICATES - 1)];
  const isSilent = dialled.reached === 'session';
  const reason = obstacle ?? (isSilent ? NO_CERTIFICATE : endingOf(dialled).message);
  throw new TlsmithError('peer-unreachable', (it) => `${it} could not be examined: ${reason}`, {
    host: endpointOf(peer),
    reason,
  });
}

const NO_CERTIFICATE = 'it shows no certificate that could be read';
