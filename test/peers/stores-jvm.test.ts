// Proves that JVMs link with stores on both ends: the folders of kits, and stores of `export`, in every pair of JDKs found.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineFile } from '../support/peer-certificate.js';
import { JDKS } from '../support/jdks.js';
import { describePeer, twoAtATime } from '../support/peer.js';
import {
  type Identity,
  type Listening,
  type ProcessEnd,
  PROTOCOLS,
  startJava,
} from '../support/peer-ends.js';
import { secretOf, succeed } from '../support/store-forms.js';
import { PATIENT_JVM } from '../support/store-peers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (path: string) => `${folder}/${path}`;

const PAIR = ['kit', 'logstash-output', 'logstash-input', '--store', 'pkcs12'];
const HOSTS = ['--host', 'localhost', '--host', 'second.example', '--host', '10.0.0.5'];
const CHOSEN = 'Chosen4Both';

const KITS: Readonly<Record<string, readonly string[]>> = {
  'a new CA, EC': [],
  'a new CA, RSA': ['--key-type', 'rsa-2048', '--ca-key-type', 'rsa-3072'],
  'an intermediate CA': ['--ca', at('issuing')],
  'other names, own usage': [
    ...['--client-name', 'sender-1', '--server-name', 'receiver-1', '--eku', 'own'],
  ],
  'stack 8.12': ['--stack', '8.12'],
};
const kitFolder = (name: string) => at(`kit-${Object.keys(KITS).indexOf(name)}`);

/** What the folder's product reads: the output a trust store, the input `ca.crt`. */
function ends(name: string): { output: Identity; input: Identity } {
  const [client, server] = name.startsWith('other names')
    ? ['sender-1', 'receiver-1']
    : ['logstash-output', 'logstash-input'];
  const host = (stem: string, trust: string): Identity => ({
    certificate: `${kitFolder(name)}/${stem}/keystore.p12`,
    password: secretOf(`${kitFolder(name)}/${stem}/secrets.env`, 'KEYSTORE'),
    ca: `${kitFolder(name)}/${stem}/${trust}`,
  });
  return { output: host(client ?? '', 'truststore.p12'), input: host(server ?? '', 'ca.crt') };
}

const COMPATS = ['modern', 'legacy'] as const;
const EXPORTED = ['server', 'client'] as const;
const exported = (name: string, compat: string): Identity => ({
  certificate: at(`${name}-${compat}.p12`),
  password: CHOSEN,
  ca: at(`trust-${compat}.p12`),
});

beforeAll(async () => {
  const chosen = lineFile(at('chosen'), CHOSEN);
  await succeed(['ca', 'create', '--out', at('root')]);
  await succeed(['ca', 'create', '--out', at('issuing'), '--issuer', at('root')]);
  await twoAtATime(EXPORTED, (name) =>
    succeed([
      ...['cert', 'issue', name, '--ca', at('issuing'), '--out', at(name), '--profile', name],
      ...['--san', 'localhost'],
    ]),
  );
  await twoAtATime(
    [
      ...Object.entries(KITS).map(([name, flags]) => [
        ...[...PAIR, ...HOSTS, '--out', kitFolder(name), ...flags],
      ]),
      ...COMPATS.flatMap((compat) => {
        const how = ['--compat', compat, '--password-file', chosen];
        const trust = ['--ca', at('root'), '--out', at(`trust-${compat}.p12`)];
        return [
          ['export', 'truststore', ...trust, ...how],
          ...EXPORTED.map((name) => [
            ...['export', 'keystore', '--dir', at(name), '--out', at(`${name}-${compat}.p12`)],
            ...how,
          ]),
        ];
      }),
    ],
    succeed,
  );
});

const jdks = Object.fromEntries(JDKS.map(({ name, path }) => [name, path]));
describePeer('JVMs with stores', jdks, () => {
  const running = new Map<string, ProcessEnd>();
  const jvm = (name: string) => running.get(name) as ProcessEnd;
  beforeAll(() => {
    for (const { name, path } of JDKS) running.set(name, startJava(path ?? 'java', PATIENT_JVM));
  });
  afterAll(() => Promise.all([...running.values()].map((java) => java.end())));

  const pairs = JDKS.flatMap(({ name: server }) =>
    JDKS.map(({ name: client }) => ({ server, client })),
  );

  /** Both protocols; what both ends say. */
  async function link(
    { server, client }: (typeof pairs)[number],
    input: Identity,
    output: Identity,
    host = 'localhost',
    protocols = PROTOCOLS,
  ) {
    const listening: Listening = await jvm(server).serve(input);
    const seen = [];
    for (const protocol of protocols) {
      const { port } = listening;
      seen.push(await jvm(client).dial({ host, port, protocol, identity: output }));
      seen.push(await listening.seen());
    }
    return seen;
  }
  const accepted = (server: string, client: string, protocols = PROTOCOLS) =>
    protocols.flatMap((protocol) => [
      { outcome: 'accepted', protocol, text: `CN=${server}` },
      { outcome: 'accepted', protocol, text: `CN=${client}` },
    ]);
  const namesOf = (kit: string): [string, string] =>
    kit.startsWith('other names')
      ? ['receiver-1', 'sender-1']
      : ['logstash-input', 'logstash-output'];

  describe.each(pairs)('input in $server, output in $client', (pair) => {
    it.each(Object.keys(KITS))('a kit with %s links', async (kit) => {
      const { input, output } = ends(kit);
      expect(await link(pair, input, output)).toEqual(accepted(...namesOf(kit)));
    });
  });

  const same = { server: JDKS.at(-1)?.name ?? '', client: JDKS[0]?.name ?? '' };
  it.each(COMPATS)('exported key and trust stores link: %s', async (compat) => {
    const [input, output] = [exported('server', compat), exported('client', compat)];
    // A chosen password has 600,000 rounds, which a JVM makes anew for each connection here.
    const one = PROTOCOLS.slice(0, 1);
    const outcomes = await link(same, input, output, 'localhost', one);
    expect(outcomes).toEqual(accepted('server', 'client', one));
  });

  it.each(['second.example', '10.0.0.5'])('the server is dialled as %s too', async (host) => {
    const { input, output } = ends('a new CA, EC');
    expect(await link(same, input, output, host)).toEqual(accepted(...namesOf('')));
  });

  it('a name that is not in the certificate is refused', async () => {
    const { input, output } = ends('a new CA, EC');
    const [dialled] = await link(same, input, output, 'third.example');
    expect(dialled).toMatchObject({
      outcome: 'refused',
      text: expect.stringMatching(/third\.example/),
    });
  });

  it('a client without a key store, or with that of another kit, is refused', async () => {
    const { input, output } = ends('a new CA, EC');
    const strangers: Identity[] = [
      { ca: output.ca, password: output.password ?? '' },
      { ...ends('a new CA, RSA').output, ca: `${kitFolder('a new CA, EC')}/ca/ca.crt` },
    ];
    for (const stranger of strangers) {
      const outcomes = await link(same, input, stranger);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(outcomes.map(() => 'refused'));
    }
  });

  it.each(JDKS)('$name opens no store with another password', async ({ name }) => {
    const { input } = ends('a new CA, EC');
    await expect(jvm(name).serve({ ...input, password: 'wrong' })).rejects.toThrow(
      /password was incorrect/,
    );
  });
});
