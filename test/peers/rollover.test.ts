// Hosts in every phase of a rollover meet hosts in every other, with OpenSSL, Go and a JDK at both ends and client certificates required: equal and neighbouring phases always talk.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGo, GO } from '../support/go-peer.js';
import { JDKS } from '../support/jdks.js';
import { startOpensslServer } from '../support/openssl-server.js';
import { describePeer, OPENSSL } from '../support/peer.js';
import { CLIENTS, hostFolder, type Identity, ProcessEnd, startJava } from '../support/peer-ends.js';
import { runHere } from '../support/run-here.js';
import { secretOf } from '../support/store-forms.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const PHASES = ['before', 'trust', 'issue', 'drop'] as const;
type Phase = (typeof PHASES)[number];
/** `uncrossed`: after --phase issue, without the cross-certificate in the chain. */
type Generation = Phase | 'uncrossed';

/** Rows are servers, columns are clients, both in the order of `PHASES`. */
const WITH_CROSS = ['yes yes yes no', 'yes yes yes no', 'yes yes yes yes', 'no no yes yes'];
const WITHOUT_CROSS = ['yes yes no no', 'yes yes yes no', 'no yes yes yes', 'no no yes yes'];
/** Whoever trusts the root above two intermediates misses nothing. */
const ALWAYS = PHASES.map(() => 'yes yes yes yes');

async function does(line: string): Promise<void> {
  const { exitCode, stderr } = await runHere(line.split(' '), { cwd: folder });
  expect([line, exitCode, stderr]).toEqual([line, 0, stderr]);
}

/** A copy of the kit after each phase of the rollover of `ca`. */
async function rollOver(kit: string, ca: string, flags: string): Promise<void> {
  const link = 'logstash-output logstash-input --host localhost --no-handshake';
  await does(
    `kit ${link} --client-name dialling --server-name listening --out ${kit} ${flags}`.trim(),
  );
  for (const phase of PHASES) {
    if (phase !== 'before')
      await does(`ca rotate ${kit} --ca ${ca} --phase ${phase} --no-handshake`);
    cpSync(`${folder}/${kit}`, `${folder}/${kit}-${phase}`, { recursive: true });
  }
}

const blocksIn = (file: string) => readFileSync(file, 'utf8').split(/(?<=-----END [A-Z ]+-----\n)/);

/** What is sent is one certificate shorter: the cross-certificate is the last. */
function leaveOutCross(kit: string, successor: string): void {
  cpSync(`${folder}/${kit}-issue`, `${folder}/${kit}-uncrossed`, { recursive: true });
  const [cross] = blocksIn(`${folder}/${successor}/cross.crt`);
  for (const host of ['dialling', 'listening']) {
    const { certificate = '' } = hostFolder(`${folder}/${kit}-uncrossed`, host);
    const blocks = blocksIn(certificate);
    expect(blocks.at(-1)).toBe(cross);
    writeFileSync(certificate, blocks.slice(0, -1).join(''));
  }
}

type Dials = (identity: Identity, port: number) => Promise<string>;

interface Runtime {
  dials: Dials;
  serves(identity: Identity): Promise<number>;
  end(): Promise<void>;
}

function processRuntime(end: ProcessEnd): Runtime {
  return {
    dials: dialsOf(end),
    serves: async (identity) => (await end.serve(identity)).port,
    end: () => end.end(),
  };
}

/** An answer comes only once the server has believed the client too. */
function dialsOf(end: Pick<ProcessEnd, 'dial'>): Dials {
  return async (identity, port) => {
    const asked = { host: 'localhost', port, protocol: 'TLSv1.3' as const, identity };
    return (await end.dial(asked)).outcome === 'accepted' ? 'yes' : 'no';
  };
}

function opensslRuntime(): Runtime {
  const client = CLIENTS.find(({ name }) => name === 'openssl s_client')?.start();
  if (!client) throw new Error('nobody plays openssl s_client');
  const servers: Awaited<ReturnType<typeof startOpensslServer>>[] = [];
  return {
    dials: dialsOf(client),
    serves: async (identity) => {
      const server = await startOpensslServer(identity);
      servers.push(server);
      return server.port;
    },
    end: async () => void (await Promise.all(servers.map((server) => server.end()))),
  };
}

type Held = (generation: Generation, host: string) => Identity;
const pemOf =
  (kit: string): Held =>
  (generation, host) =>
    hostFolder(`${folder}/${kit}-${generation}`, host);

interface Ends {
  held: Held;
  server: Runtime;
  client: Runtime;
  generations: readonly Generation[];
}

async function matrixOf({ held, server, client, generations }: Ends): Promise<string[]> {
  const rows: string[] = [];
  for (const row of generations) {
    const port = await server.serves(held(row, 'listening'));
    const cells: string[] = [];
    for (const column of generations) {
      cells.push(await client.dials(held(column, 'dialling'), port));
    }
    rows.push(cells.join(' '));
  }
  return rows;
}

/** The newest. */
const JDK = JDKS.at(-1) ?? { name: 'JDK', path: undefined };
const NAMES = ['openssl', 'go', 'java'] as const;
type Name = (typeof NAMES)[number];
const EVERY_PAIR = NAMES.flatMap((server) => NAMES.map((client) => ({ server, client })));
/** Each at each end once, never with itself. */
const IN_A_RING = NAMES.map((server, index) => ({
  server,
  client: NAMES[(index + 1) % NAMES.length] as Name,
}));

describePeer('PEM files', { openssl: OPENSSL, go: GO, [JDK.name]: JDK.path }, () => {
  const runtimes = {} as Record<Name, Runtime>;
  const matrix = (kit: string, pair: { server: Name; client: Name }, generations = GENERATIONS) => {
    const [server, client] = [runtimes[pair.server], runtimes[pair.client]];
    return matrixOf({ held: pemOf(kit), server, client, generations });
  };
  const GENERATIONS: readonly Generation[] = PHASES;
  const NONE_CROSSED = PHASES.map((phase) => (phase === 'issue' ? 'uncrossed' : phase));

  beforeAll(async () => {
    await rollOver('kit', 'kit/ca', '');
    leaveOutCross('kit', 'kit/ca-2');
    await does('ca create --out root');
    await does('ca create --issuer root --out issuing --path-length 0');
    await rollOver('above', 'root', '--ca issuing');
    leaveOutCross('above', 'root-2');
    await does('ca create --out top');
    await does('ca create --issuer top --out middle --path-length 0');
    await rollOver('middle-kit', 'middle', '--ca middle');
    runtimes.openssl = opensslRuntime();
    runtimes.go = processRuntime(new ProcessEnd(await buildGo('link', folder), []));
    runtimes.java = processRuntime(startJava(JDK.path ?? 'java'));
  });
  afterAll(async () => void (await Promise.all(Object.values(runtimes).map((one) => one.end()))));

  describe.each(EVERY_PAIR)('below a root: $client to $server', (pair) => {
    it('talk in equal and neighbouring phases, and over the cross-certificate', async () => {
      expect(await matrix('kit', pair)).toEqual(WITH_CROSS);
    });

    it('lose each other before and after --phase issue where it is not sent', async () => {
      expect(await matrix('kit', pair, NONE_CROSSED)).toEqual(WITHOUT_CROSS);
    });
  });

  describe.each(IN_A_RING)('below an intermediate of the root: $client to $server', (pair) => {
    it('talk as below the root itself', async () => {
      expect(await matrix('above', pair)).toEqual(WITH_CROSS);
    });

    it('need the cross-certificate as there', async () => {
      expect(await matrix('above', pair, NONE_CROSSED)).toEqual(WITHOUT_CROSS);
    });
  });

  it.each(IN_A_RING)(
    'an intermediate rolled over: $client to $server talk in whichever phases',
    async (pair) => {
      expect(await matrix('middle-kit', pair)).toEqual(ALWAYS);
    },
  );
});

/** The server's anchors are a PEM file: its product reads no trust store. */
const storesOf =
  (kit: string): Held =>
  (generation, host) => {
    const home = `${folder}/${kit}-${generation}/${host}`;
    const ca = `${home}/${host === 'listening' ? 'ca.crt' : 'truststore.p12'}`;
    const password = secretOf(`${home}/secrets.env`, 'KEYSTORE');
    return { certificate: `${home}/keystore.p12`, password, ca };
  };

describe('PKCS#12 stores', () => {
  beforeAll(() => rollOver('stores', 'stores/ca', '--store pkcs12'));

  describe.each(JDKS)('$name', ({ name, path }) => {
    describePeer('at both ends', { [name]: path }, () => {
      let java: Runtime;
      beforeAll(() => {
        java = processRuntime(startJava(path ?? 'java'));
      });
      afterAll(() => java.end());

      it('talk as with PEM files', async () => {
        const generations = PHASES;
        const ends = { held: storesOf('stores'), server: java, client: java, generations };
        expect(await matrixOf(ends)).toEqual(WITH_CROSS);
      });
    });
  });
});
