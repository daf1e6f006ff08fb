// Proves that any stranger with the server's folder of a kit and any other with the client's folder accept each other, and nobody else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describePeer, absentFrom, twoAtATime } from '../support/peer.js';
import {
  CLIENTS,
  type End,
  hostFolder,
  type Identity,
  type Listening,
  type Protocol,
  PROTOCOLS,
  SERVERS,
} from '../support/peer-ends.js';
import { makes } from '../support/peer-certificate.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const kit = `${folder}/kit`;
const server = hostFolder(kit, 'logstash');
const client = hostFolder(kit, 'heartbeat');
const hosts = ['logs.mycompany.com', 'localhost', '127.0.0.1'];

/** Who comes instead of the client. */
const strangers: { who: string; identity: Identity }[] = [
  { who: 'a client without certificate', identity: { ca: client.ca } },
  {
    who: 'a client of another CA',
    identity: { ...hostFolder(`${folder}/foreign`, 'heartbeat'), ca: client.ca },
  },
];
const sendsNone = /Empty client certificate chain|peer did not return a certificate/i;
const isOfAnotherCa =
  /unable to find valid certification path|unable to get local issuer|unable.to.verify|self-signed certificate in/i;
const isOfAnotherName =
  /No (subject alternative DNS )?name matching|hostname mismatch|does not match certificate's altnames/i;

// Each end is started once and then plays its part in all pairs.
const ends = new Map<string, End>();
const endOf = (name: string) => ends.get(name) as End;

beforeAll(async () => {
  const commands = ['kit', 'foreign'].map((name) => [
    ...['kit', 'heartbeat', 'logstash', '-o', `${folder}/${name}`],
    ...hosts.flatMap((host) => ['--host', host]),
  ]);
  for (const peer of CLIENTS) {
    if (absentFrom(peer.needs).length === 0) ends.set(peer.name, peer.start());
  }
  await twoAtATime(commands, makes);
});
afterAll(async () => {
  await Promise.all([...ends.values()].map((end) => end.end()));
});

for (const serving of SERVERS) {
  describePeer(`${serving.name} with the logstash folder`, serving.needs, () => {
    let listening: Listening;
    beforeAll(async () => {
      listening = await endOf(serving.name).serve(server);
    });

    for (const dialling of CLIENTS) {
      describePeer(`${dialling.name} with the heartbeat folder`, dialling.needs, () => {
        /** One connection, as both ends saw it. */
        const dial = async (host: string, protocol: Protocol, identity: Identity = client) => {
          const dialled = { host, port: listening.port, protocol, identity };
          const atClient = await endOf(dialling.name).dial(dialled);
          return { atClient, atServer: await listening.seen() };
        };

        describe.each(PROTOCOLS)('%s', (protocol) => {
          it.each(hosts)('accepts, as %s', async (host) => {
            expect(await dial(host, protocol)).toEqual({
              atClient: { outcome: 'accepted', protocol, text: 'CN=logstash' },
              atServer: { outcome: 'accepted', protocol, text: 'CN=heartbeat' },
            });
          });

          it.each(strangers)('$who is refused', async ({ identity }) => {
            const { atClient, atServer } = await dial('localhost', protocol, identity);
            expect([atClient.outcome, atServer.outcome]).toEqual(['refused', 'refused']);
            // A JDK sends none where the server names its CAs, as Java and Node do and Python does not.
            const isSilent =
              identity.certificate === undefined ||
              (/JDK/.test(dialling.name) && serving.name !== 'Python');
            expect(atServer.text).toMatch(isSilent ? sendsNone : isOfAnotherCa);
          });

          it('a server by another name is refused by the client', async () => {
            const { atClient, atServer } = await dial('other.mycompany.com', protocol);
            expect([atClient.outcome, atServer.outcome]).toEqual(['refused', 'refused']);
            expect(atClient.text).toMatch(isOfAnotherName);
          });

          it('a server of another CA is refused by the client', async () => {
            const { atClient, atServer } = await dial('localhost', protocol, {
              ...client,
              ca: `${folder}/foreign/ca/ca.crt`,
            });
            expect([atClient.outcome, atServer.outcome]).toEqual(['refused', 'refused']);
            expect(atClient.text).toMatch(isOfAnotherCa);
          });
        });
      });
    }
  });
}
