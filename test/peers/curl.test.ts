// Proves the check of the Heartbeat guide, with --cert and --key: curl's exit code says whether the link of a kit works.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describePeer, twoAtATime } from '../support/peer.js';
import {
  hostFolder,
  SERVERS,
  type End,
  type Listening,
  type Peer,
  type Protocol,
  PROTOCOLS,
} from '../support/peer-ends.js';
import { lineFile, makes } from '../support/peer-certificate.js';
import { runProgram } from '../support/run-cli.js';
import { CURL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const server = hostFolder(`${folder}/kit`, 'logstash');
const { certificate = '', key = '', ca } = hostFolder(`${folder}/kit`, 'heartbeat');
const foreign = hostFolder(`${folder}/foreign`, 'heartbeat');
const identity = ['--cert', certificate, '--key', key];

const version: Record<Protocol, string[]> = {
  'TLSv1.3': ['--tlsv1.3'],
  'TLSv1.2': ['--tlsv1.2', '--tls-max', '1.2'],
};

// Exit codes of curl: 52 empty reply, 56 failure in receiving, 35 failure in the handshake, 60 certificate not accepted.
const cases: { what: string; host: string; args: string[]; exits: number[] }[] = [
  { what: 'cert and key', host: 'logs.mycompany.com', args: identity, exits: [52] },
  { what: 'cert and key, localhost', host: 'localhost', args: identity, exits: [52] },
  { what: 'cert and key, an address', host: '127.0.0.1', args: identity, exits: [52] },
  { what: 'no cert and key', host: 'logs.mycompany.com', args: [], exits: [56, 35] },
  {
    what: 'cert and key of another CA',
    host: 'logs.mycompany.com',
    args: ['--cert', foreign.certificate ?? '', '--key', foreign.key ?? ''],
    exits: [56, 35],
  },
  { what: 'a name that is not in it', host: 'other.mycompany.com', args: identity, exits: [60] },
  { what: 'an address that is not in it', host: '127.0.0.2', args: identity, exits: [60] },
  {
    what: 'the CA of another kit',
    host: 'logs.mycompany.com',
    args: [...identity, '--cacert', foreign.ca],
    exits: [60],
  },
];

beforeAll(async () => {
  const kit = (name: string) => ['kit', 'heartbeat', 'logstash', '-o', `${folder}/${name}`];
  const hosts = ['logs.mycompany.com', 'localhost', '127.0.0.1'];
  lineFile(`${folder}/pass`, 'Sealed42');
  await twoAtATime(
    [
      [...kit('kit'), ...hosts.flatMap((host) => ['--host', host])],
      [...kit('foreign'), '--host', 'logs.mycompany.com'],
      [...kit('sealed'), '--host', 'localhost', '--password-file', `${folder}/pass`],
    ],
    makes,
  );
});

const byJdk = ({ name }: Peer) => name.startsWith('JDK');
const byNode = ({ name }: Peer) => name === 'Node';

for (const serving of SERVERS.filter((peer) => byJdk(peer) || byNode(peer))) {
  const needs = { curl: CURL, ...serving.needs };
  describePeer(`curl, to ${serving.name} with the logstash folder`, needs, () => {
    let end: End;
    let listening: Listening;
    beforeAll(async () => {
      end = serving.start();
      listening = await end.serve(server);
    });
    afterAll(() => end.end());

    /** curl as in the guide; the port and address of the test stand behind the name. */
    const curl = (host: string, args: readonly string[], port = listening.port) =>
      runProgram(CURL ?? 'curl', [
        ...['-q', '-v', '--noproxy', '*', '--max-time', '200', '--cacert', ca, ...args],
        ...['--connect-to', `${host}:5044:127.0.0.1:${port}`, `https://${host}:5044`],
      ]);

    describe.each(PROTOCOLS)('%s', (protocol) => {
      // Node refuses a client after the handshake and without an alert, which curl can't tell from an empty reply.
      const told = cases.filter(({ exits }) => byJdk(serving) || !exits.includes(56));
      it.each(told)('$what: exit $exits', async ({ host, args, exits }) => {
        const { exitCode, stderr } = await curl(host, [...version[protocol], ...args]);
        expect(exits, stderr).toContain(exitCode);
        const { outcome, protocol: used, text } = await listening.seen();
        expect({ outcome, used, text }).toEqual(
          exitCode === 52
            ? { outcome: 'accepted', used: protocol, text: 'CN=heartbeat' }
            : { outcome: 'refused', used: undefined, text: expect.any(String) as string },
        );
      });
    });
  });
}

describePeer('curl with an encrypted key', { curl: CURL }, () => {
  it('opens it with --pass from its config on stdin', async () => {
    const node = SERVERS.find(byNode);
    const end = node?.start();
    const sealed = `${folder}/sealed`;
    const listening = await end?.serve({
      ...hostFolder(sealed, 'logstash'),
      password: 'Sealed42',
    });
    const own = hostFolder(sealed, 'heartbeat');
    const call = (password: string) =>
      runProgram(
        CURL ?? 'curl',
        [
          ...['-q', '-sS', '--noproxy', '*', '--max-time', '200', '-K', '-', '--cacert', own.ca],
          ...['--cert', own.certificate ?? '', '--key', own.key ?? ''],
          `https://localhost:${listening?.port}`,
        ],
        { input: `pass = "${password}"\n` },
      );
    expect((await call('Sealed42')).exitCode).toBe(52);
    expect(await listening?.seen()).toMatchObject({ outcome: 'accepted', text: 'CN=heartbeat' });
    expect((await call('another')).exitCode).toBe(58);
    await end?.end();
  });
});
