// Every pair of products that can talk: a kit of it, its server's files in Python, its client's in Python and OpenSSL, both strict.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCa } from '../../src/app/issue/create-ca.js';
import { makeKit, type MakeKitRequest } from '../../src/app/kit/make.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { loopbackTls } from '../../src/io/loopback-tls.js';
import { parseHost } from '../../src/pki/names/general-name.js';
import { NEWEST_STACK_VERSION } from '../../src/targets/stack-version.js';
import { pairsOf, readsStore } from '../../src/targets/target.js';
import { shippedTargets } from '../targets/shipped.js';
import { describePeer, OPENSSL } from '../support/peer.js';
import { CLIENTS, type End, hostFolder, type Listening, SERVERS } from '../support/peer-ends.js';
import { PYTHON } from '../support/python.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';

const folder = temporaryFolder();

/** By name: a kit takes the first two ends that fit. */
const pairs = [
  ...new Set(
    pairsOf(shippedTargets()).map(({ client, server }) => `${client.name} ${server.name}`),
  ),
].map((pair) => {
  const [client = '', server = ''] = pair.split(' ');
  return { client, server };
});

const request = (client: string, server: string, out: string): MakeKitRequest => ({
  ...{ client, server, store: 'pem', otherNames: [], extKeyUsage: 'both' },
  ...{ hosts: [parseHost('localhost')], clientNames: ['dialling'], serverName: 'listening' },
  newCa: {},
  issuer: { source: { folder: `${folder}/issuing` } },
  validity: { days: 825, isDefault: true },
  ...{ proof: true, force: false, dryRun: false, out },
});
// The proof is one of real handshakes, and the clock the real one: strangers look at dates.
const ports = () =>
  testPorts({
    crypto: nodeCrypto,
    loopback: loopbackTls,
    clock: { now: () => new Date() },
  } as never);

// Below an intermediate: what goes wrong with chains shows only there.
beforeAll(async () => {
  const shared = { keyType: 'ec-p256', validity: { days: 900, isDefault: true } } as const;
  const make = { force: false, dryRun: false };
  await createCa({ ...shared, ...make, out: `${folder}/root` }, ports());
  const below = { out: `${folder}/issuing`, issuer: { folder: `${folder}/root` } };
  await createCa({ ...shared, ...make, ...below, pathLenConstraint: 0 }, ports());
});

describePeer('every pair that can talk', { Python: PYTHON, openssl: OPENSSL }, () => {
  const start = (peers: typeof CLIENTS, name: string) =>
    peers.find((peer) => peer.name === name)?.start() as End;
  let python: End;
  let openssl: End;
  const foreign = hostFolder(`${folder}/foreign`, 'dialling');
  beforeAll(async () => {
    python = start(SERVERS, 'Python');
    openssl = start(CLIENTS, 'openssl s_client');
    const { issuer: _, ...own } = request('heartbeat', 'logstash', `${folder}/foreign`);
    await makeKit(own, ports());
  });
  afterAll(() => Promise.all([python.end(), openssl.end()]));

  it('is more than fifty', () => {
    expect(pairs.length).toBeGreaterThan(50);
  });

  describe.each(pairs)('$client to $server', ({ client, server }) => {
    const kit = `${folder}/${client}-${server}`;
    const own = hostFolder(kit, 'dialling');
    let listening: Listening;
    beforeAll(async () => {
      await makeKit(request(client, server, kit), ports());
      listening = await python.serve(hostFolder(kit, 'listening'));
    });

    it('own certificate accepted, none and foreign refused, a wrong name refused by the client', async () => {
      const dial = { host: 'localhost', port: listening.port, protocol: 'TLSv1.3' as const };
      for (const end of [python, openssl]) {
        expect(await end.dial({ ...dial, identity: own })).toMatchObject({
          outcome: 'accepted',
          text: 'CN=listening',
        });
        expect(await listening.seen()).toMatchObject({ outcome: 'accepted', text: 'CN=dialling' });
      }
      for (const identity of [{ ca: own.ca }, { ...foreign, ca: own.ca }]) {
        expect((await python.dial({ ...dial, identity })).outcome).toBe('refused');
        expect((await listening.seen()).outcome).toBe('refused');
      }
      const elsewhere = await python.dial({ ...dial, host: 'elsewhere.example', identity: own });
      expect(elsewhere).toMatchObject({
        outcome: 'refused',
        text: expect.stringContaining('Hostname mismatch') as string,
      });
      expect((await listening.seen()).outcome).toBe('refused');
    });
  });
});

describe('every pair that reads stores on both ends', () => {
  const both = pairsOf(shippedTargets()).filter(({ client, server }) =>
    [client, server].every((end) =>
      readsStore({ target: end, version: NEWEST_STACK_VERSION }, 'pkcs12'),
    ),
  );
  const names = [...new Set(both.map(({ client, server }) => `${client.name} ${server.name}`))];

  it.each(names)('%s: proved from the stores, and no PEM key is in the folders', async (pair) => {
    const [client = '', server = ''] = pair.split(' ');
    const out = `${folder}/stores-${client}-${server}`;
    // A CA of its own: Kibana reads no stores below an EC one.
    const { issuer: _, ...wanted } = request(client, server, out);
    const { files, handshakes } = await makeKit(
      { ...wanted, store: 'pkcs12', password: 'generate' },
      ports(),
    );
    expect(
      handshakes.filter((one) => one.with === 'own').every((one) => one.outcome === 'accepted'),
    ).toBe(true);
    const kinds = files.filter(({ path }) => !path.includes('/ca/')).map(({ kind }) => kind);
    expect(kinds).toContain('keystore');
    expect(kinds).not.toContain('private-key');
    for (const { path } of files.filter(({ kind }) => kind === 'snippet')) {
      for (const secret of readFileSync(`${out}/listening/secrets.env`, 'utf8').matchAll(
        /=(.+)/g,
      )) {
        expect(readFileSync(path, 'utf8')).not.toContain(secret[1]);
      }
    }
  });
});
