// `probe` against stunnel, Node and a JDK that ask for client certificates in every way, rightly and wrongly: whom each took.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, faultyIdentities } from '../support/faulty-identities.js';
import { endServersAfterwards } from '../support/generated-link.js';
import {
  GREETING_SERVERS,
  type Greeting,
  type GreetingServers,
} from '../support/greeting-servers.js';
import { describePeer } from '../support/peer.js';
import { type Identity, type Protocol, PROTOCOLS } from '../support/peer-ends.js';
import { runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Document {
  protocol?: string;
  asksForCertificate?: boolean;
  attempts: { with: string; outcome: string }[];
  findings: { code: string; severity: string }[];
}

const folder = temporaryFolder();
endServersAfterwards();
let identities: Record<Fault, Identity>;
beforeAll(() => {
  identities = faultyIdentities(folder);
});

/** What the server is given, and who comes as us. */
interface Row {
  title: string;
  demand: Greeting['demand'];
  serving?: Fault;
  own?: Fault;
  /** Who is taken: of ours, of nobody, of a stranger. */
  taken: readonly [own: boolean, none: boolean, foreign: boolean];
  errors: readonly string[];
}

const [yes, no] = [true, false];
const rowsFor = (verifiesOptional: boolean): Row[] => [
  { title: 'demands certificates', demand: 'required', taken: [yes, no, no], errors: [] },
  {
    ...{ title: 'asks nobody', demand: 'nobody' },
    ...{ taken: [yes, yes, yes], errors: ['asks-nobody'] },
  },
  {
    ...{ title: 'asks, and demands nothing', demand: 'optional' },
    taken: [yes, yes, !verifiesOptional],
    errors: ['accepts-without-certificate', ...(verifiesOptional ? [] : ['accepts-unknown-ca'])],
  },
  {
    ...{ title: 'trusts another CA than ours', demand: 'required', own: 'foreign' },
    ...{ taken: [no, no, no], errors: ['refuses-own'] },
  },
  {
    ...{ title: 'is shown ours, which has expired', demand: 'required', own: 'expired' },
    ...{ taken: [no, no, no], errors: ['refuses-own'] },
  },
  {
    ...{ title: 'is shown ours, which is for servers', demand: 'required', own: 'server-only' },
    ...{ taken: [no, no, no], errors: ['refuses-own'] },
  },
  {
    ...{ title: 'shows one that has expired', demand: 'required', serving: 'expired' },
    ...{ taken: [yes, no, no], errors: ['expired'] },
  },
  {
    ...{ title: 'shows one of another CA', demand: 'required', serving: 'foreign' },
    ...{ taken: [yes, no, no], errors: ['no-path'] },
  },
  {
    ...{ title: 'shows one of its own', demand: 'required', serving: 'self-signed' },
    ...{ taken: [yes, no, no], errors: ['no-path'] },
  },
  {
    ...{ title: 'shows one for clients', demand: 'required', serving: 'client-only' },
    ...{ taken: [yes, no, no], errors: ['purpose'] },
  },
  {
    ...{ title: 'shows one of another host', demand: 'nobody', serving: 'other-name' },
    ...{ taken: [yes, yes, yes], errors: ['asks-nobody', 'host-name'] },
  },
];

async function probe(port: number, { certificate = '', key = '', ca }: Identity) {
  const own = ['--cert', certificate, '--key', key, '--ca', ca];
  const { exitCode, document } = await runHereJson<Document>([
    ...['probe', `localhost:${port}`, ...own],
  ]);
  const errors = document.findings.filter(({ severity }) => severity === 'error');
  return {
    exitCode,
    protocol: document.protocol,
    asks: document.asksForCertificate,
    outcomes: document.attempts.map((one) => [one.with, one.outcome]),
    errors: errors.map(({ code }) => code),
  };
}

for (const { name, needs, verifiesOptional, open } of GREETING_SERVERS) {
  describePeer(name, needs, () => {
    let kind: GreetingServers;
    beforeAll(() => {
      kind = open();
    });
    afterAll(() => kind.end());

    describe.each<Protocol>(PROTOCOLS)('%s', (protocol) => {
      it.each(rowsFor(verifiesOptional))('$title', async (row) => {
        const { demand, serving = 'right', own = 'right', taken, errors } = row;
        const server = await kind.start({
          identity: identities[serving],
          demand,
          protocol,
          folder,
        });
        const seen = await probe(server.port, identities[own]);
        await server.end();
        expect(seen).toEqual({
          exitCode: errors.length === 0 ? 0 : 1,
          ...{ protocol, asks: demand !== 'nobody' },
          outcomes: ['own', 'none', 'foreign'].map((kind, at) => [
            ...[kind, taken[at] ? 'accepted' : 'refused'],
          ]),
          errors,
        });
      });

      it.each(['required', 'nobody'] as const)(
        'its chain is read by inspect and verify, asked for ours: %s',
        async (demand) => {
          const identity = identities.right;
          const server = await kind.start({ identity, demand, protocol, folder });
          const endpoint = `localhost:${server.port}`;
          const shown = await runHereJson(['inspect', endpoint, identity.certificate ?? '']);
          const judged = await runHereJson(['verify', endpoint, '--ca', identity.ca]);
          await server.end();
          expect(shown.exitCode).toBe(0);
          // Some send their CA behind it.
          const items = shown.document.items as { file: string }[];
          expect(items[0]).toEqual({ ...items.at(-1), file: endpoint });
          expect(judged).toMatchObject({ exitCode: 0, document: { ok: true } });
        },
      );
    });
  });
}
