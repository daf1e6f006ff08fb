// Proves that `explain` knows what real ends say of a link that fails: each server with each client, and one fault.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recognise } from '../../src/tls/messages/recognise.js';
import { type Fault, faultyIdentities } from '../support/faulty-identities.js';
import { CLIENTS, type End, type Outcome, PROTOCOLS, SERVERS } from '../support/peer-ends.js';
import { describePeer } from '../support/peer.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** What the end says that judges the fault. */
const CODES: Readonly<Record<Fault, readonly string[]>> = {
  right: [],
  foreign: ['java-no-path', 'openssl-no-local-issuer', 'openssl-first-certificate'],
  'self-signed': ['java-no-path', 'openssl-self-signed'],
  // A JVM that gets a certificate twice, as from s_client, seeks a path and says only that none is there.
  expired: ['java-expired', 'openssl-expired', 'java-no-path'],
  future: ['java-not-yet-valid', 'openssl-not-yet-valid', 'java-no-path'],
  'server-only': ['java-client-purpose', 'openssl-purpose'],
  'client-only': ['java-server-purpose', 'openssl-purpose'],
  'other-name': ['java-no-dns-name', 'python-host-differs', 'node-host-differs', 'openssl-host'],
};
/** A JVM keeps a certificate back that the server's list of CAs does not lead to. */
const NO_CERTIFICATE = [
  ...['java-no-client-certificate', 'openssl-no-client-certificate'],
  'openssl-internal-no-certificate',
];

const CLIENT_FAULTS: readonly (Fault | 'none')[] = [
  ...(['foreign', 'self-signed', 'expired', 'future', 'server-only', 'none'] as const),
];
const SERVER_FAULTS: readonly Fault[] = [
  ...(['foreign', 'self-signed', 'expired', 'future', 'client-only', 'other-name'] as const),
];
const of = (side: 'client' | 'server') => (fault: Fault | 'none') => ({ side, fault });
const CASES = PROTOCOLS.flatMap((protocol) =>
  [...CLIENT_FAULTS.map(of('client')), ...SERVER_FAULTS.map(of('server'))].map((one) => ({
    ...one,
    protocol,
  })),
);

/** What says nothing but that the other end is gone; s_client may have no word but that it was connected. */
const HANGING_UP =
  /^(SocketException: (Broken pipe|Connection reset( by peer)?)|TLS\/SSL connection has been closed|closed by the (client|server)|socket hang up|CONNECTION ESTABLISHED|read ECONNRESET|write EPIPE|\[Errno \d+\])/;

const identities = faultyIdentities(temporaryFolder());

describe.each(SERVERS)('server: $name', (server) => {
  describe.each(CLIENTS)('client: $name', (client) => {
    describePeer('a link that fails', { ...server.needs, ...client.needs }, () => {
      let serving: End;
      let dialling: End;
      beforeAll(() => {
        serving = server.start();
        dialling = client.start();
      });
      afterAll(async () => {
        await serving.end();
        await dialling.end();
      });

      it.each(CASES)('by its $side, $fault, $protocol', async ({ side, fault, protocol }) => {
        const { right } = identities;
        const faulty = fault === 'none' ? { ca: right.ca } : identities[fault];
        const listening = await serving.serve(side === 'server' ? faulty : right);
        const identity = side === 'server' ? right : faulty;
        const { port } = listening;
        const dialled = await dialling.dial({ host: 'localhost', port, protocol, identity });
        const served = await listening.seen();
        const [judge, judged] = side === 'client' ? [served, dialled] : [dialled, served];
        const known = fault === 'none' ? [] : CODES[fault];
        expect([...known, ...(side === 'client' ? NO_CERTIFICATE : [])]).toContain(codeOf(judge));
        if (codeOf(judged) === '') expect(judged.text).toMatch(HANGING_UP);
      });
    });
  });
});

function codeOf({ outcome, text }: Outcome): string {
  return outcome === 'refused' ? (recognise(text)?.message.code ?? '') : '';
}
