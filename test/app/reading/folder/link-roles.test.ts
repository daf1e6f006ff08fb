// Who serves and who dials: every link that a kit can make, named in either order; folders of both ends, of one role only, and without a snippet.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { rolesOf } from '../../../../src/app/reading/folder/link-roles.js';
import { loadTargets } from '../../../../src/app/reading/products.js';
import { makeKit, type MakeKitRequest } from '../../../../src/app/kit/make.js';
import { verifyPair } from '../../../../src/app/verify/pair.js';
import { parseHost } from '../../../../src/pki/names/general-name.js';
import { renderSnippet } from '../../../../src/targets/snippet/snippet.js';
import type { StackVersion } from '../../../../src/targets/stack-version.js';
import {
  erasOf,
  hasSetting,
  pairsOf,
  readsStore,
  type Target,
} from '../../../../src/targets/target.js';
import { refusalOf } from '../../../support/refusal-of.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { templates, testPorts } from '../../../support/test-ports.js';

const nameOf = ({ name, descriptor: { end } }: Target) =>
  end === undefined ? name : `${name} (${end})`;
const base = temporaryFolder();
const ports = testPorts();
const targets = await loadTargets(templates);
const roles = async (first: string, second: string) => {
  const { server, client } = await rolesOf([first, second], targets, ports.files);
  return { server: server.folder, client: client.folder };
};

async function kit(client: string, server: string, changes: Partial<MakeKitRequest> = {}) {
  const out = join(base, `${client}-${server}`);
  rmSync(out, { recursive: true, force: true });
  const wanted: MakeKitRequest = {
    ...{ client, server, store: 'pem', otherNames: [], extKeyUsage: 'both' },
    hosts: [parseHost('links.example')],
    newCa: { keyType: 'ec-p256' },
    validity: { days: 825, isDefault: true },
    ...{ proof: false, force: false, dryRun: false, out, ...changes },
  };
  const { files } = await makeKit(wanted, testPorts());
  const folders = files
    .map(({ path }) => path.slice(out.length + 1).split('/'))
    .flatMap(([folder, file]) =>
      file !== undefined && folder !== 'ca' ? [`${out}/${folder}`] : [],
    );
  const [serving = '', dialling = ''] = [...new Set(folders)];
  return { server: serving, client: dialling };
}

// nodes of a cluster serve and dial, all with one snippet: they have no roles
const pairs = pairsOf(targets).filter(({ client }) => !client.descriptor.servesAndDials);
const values = { hosts: ['links.example'], port: 5044 };
const pem = { certificate: '/c/x.crt', privateKey: '/c/x.key', trustAnchors: '/c/ca.crt' };

/** A folder with nothing but the snippet in the spelling of the target's oldest or newest era. */
function described(target: Target, era: 0 | -1): string {
  const version = erasOf(target).at(era) as StackVersion;
  const folder = join(base, `${target.name}-${target.descriptor.end ?? 'first'}${era}`);
  // An end has many others that it fits.
  if (existsSync(folder)) return folder;
  mkdirSync(folder, { recursive: true });
  const stores = { keyStore: '/c/k.p12', keyStorePasswordVariable: 'K_PASSWORD' };
  const trust = hasSetting({ target, version }, 'trust-store')
    ? { trustStore: '/c/t.p12', trustStorePasswordVariable: 'T_PASSWORD' }
    : { trustAnchors: '/c/ca.crt' };
  const files = readsStore({ target, version }, 'pem') ? pem : { ...stores, ...trust };
  const text = renderSnippet({ target, version }, { ...values, ...files });
  writeFileSync(join(folder, target.snippetFile), text);
  return folder;
}

describe('a link', () => {
  it('is what the table below is about', () => {
    expect(pairs.length).toBeGreaterThan(50);
  });

  it.each(
    pairs.map(({ client, server }) => ({
      ...{ client, server, dialling: nameOf(client), serving: nameOf(server) },
    })),
  )('of $dialling to $serving', async ({ client, server }) => {
    for (const era of [0, -1] as const) {
      const right = { server: described(server, era), client: described(client, era) };
      expect(await roles(right.server, right.client)).toEqual(right);
      expect(await roles(right.client, right.server)).toEqual(right);
    }
  });

  it('that was named the wrong way round is judged the right way, and that is said', async () => {
    const { server, client } = await kit('heartbeat', 'logstash');
    const swapped = testPorts();
    const judged = await verifyPair({ folders: [client, server] }, swapped);
    expect(judged).toEqual(await verifyPair({ folders: [server, client] }, ports));
    expect(judged.directions).toMatchObject([
      { role: 'server', folder: server, target: 'logstash', hosts: ['links.example'] },
      { role: 'client', folder: client, target: 'heartbeat', hosts: [] },
    ]);
    expect(swapped.reporter.notes).toEqual([
      `by their snippets "${server}" is the server and "${client}" its client`,
    ]);
    expect(ports.reporter.notes).toEqual([]);
  });
});

describe('a folder', () => {
  const folder = (name: string, files: Record<string, string>) => {
    const path = join(base, name);
    mkdirSync(path, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    return path;
  };
  const kibana = `server.ssl.enabled: true
server.ssl.certificate: /etc/kibana/certs/kibana.crt
server.ssl.key: /etc/kibana/certs/kibana.key
server.ssl.certificateAuthorities: ["/etc/kibana/certs/ca.crt"]
server.ssl.clientAuthentication: required
elasticsearch.hosts: ["https://links.example:9200"]
elasticsearch.ssl.certificate: /etc/kibana/certs/kibana.crt
elasticsearch.ssl.key: /etc/kibana/certs/kibana.key
elasticsearch.ssl.certificateAuthorities: ["/etc/kibana/certs/ca.crt"]
`;
  let both: string, bare: string, elastic: string, nginx: string;
  let beat: { server: string; client: string };
  beforeAll(async () => {
    both = folder('kibana', { 'kibana.yml': kibana });
    bare = folder('bare', {});
    beat = await kit('filebeat', 'logstash');
    elastic = (await kit('filebeat', 'elasticsearch')).server;
    nginx = (await kit('nginx', 'kibana')).client;
  });

  it('of a product with both ends is what fits the other', async () => {
    for (const [server, client] of [
      [elastic, both],
      [both, nginx],
    ] as const) {
      expect(await roles(server, client)).toEqual({ server, client });
      expect(await roles(client, server)).toEqual({ server, client });
    }
  });

  it('without a snippet takes the role that the other one leaves', async () => {
    const { server, client } = beat;
    expect(await roles(server, bare)).toEqual({ server, client: bare });
    expect(await roles(bare, server)).toEqual({ server, client: bare });
    expect(await roles(bare, client)).toEqual({ server: bare, client });
    expect(await roles(client, bare)).toEqual({ server: bare, client });
  });

  it('is the server where no snippet says anything and it was named first', async () => {
    const other = folder('other', {});
    expect(await roles(bare, other)).toEqual({ server: bare, client: other });
    expect(await roles(other, bare)).toEqual({ server: other, client: bare });
  });

  it.each([
    ['clients', 'heartbeat', 'filebeat', 'client', /are both clients: neither of them is dialled/],
    ['clients', 'curl', 'heartbeat', 'client', /are both clients/],
    ['servers', 'logstash', 'elasticsearch', 'server', /are both servers: neither of them dials/],
    ['servers', 'logstash', 'redis', 'server', /are both servers/],
  ] as const)('two %s (%s, %s) are no link', async (_, first, second, role, sentence) => {
    const made = async (name: string) =>
      role === 'client'
        ? (await kit(name, 'logstash')).client
        : (await kit(name === 'redis' ? 'redis-cli' : 'filebeat', name)).server;
    const folders = [await made(first), await made(second)] as const;
    const refusal = await refusalOf(() => verifyPair({ folders }, ports));
    expect(refusal.code).toBe('roles-conflict');
    expect(refusal.sentence).toMatch(sentence);
    expect(refusal.sentence).toContain(`"${folders[0]}" (${first})`);
  });

  it('of a tunnel says its role in one line alone, and two of one role are no link', async () => {
    const { server, client } = await kit('stunnel', 'stunnel');
    for (const [one, role] of [
      [server, 'server'],
      [client, 'client'],
    ] as const) {
      const { code, details } = await refusalOf(() => rolesOf([one, one], targets, ports.files));
      expect([code, details['role']]).toEqual(['roles-conflict', role]);
    }
  });
});
