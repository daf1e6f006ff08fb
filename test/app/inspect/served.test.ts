// inspect of servers among files: the chain that each shows, one item a certificate.
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inspect, type InspectRequest } from '../../../src/app/inspect/files.js';
import type { Peer } from '../../../src/app/reading/peer/peer.js';
import { fakeDialer } from '../../support/fake-dialer.js';
import { inspectFixture } from '../../support/inspect-fixture.js';
import { ca, endEntity } from '../../support/path-builder.js';
import { messagesOfTls13 } from '../../support/server-messages.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const folder = temporaryFolder();
const root = ca('Root');
const chain = [endEntity(root).der, root.der];
const peerAt = (value: string): Peer => ({
  ...{ host: { kind: 'dns', value }, port: 443, timeOutMs: 10_000 },
});
const peers = new Map(['a.lan', 'b.lan'].map((host) => [`${host}:443`, peerAt(host)]));

async function look(
  files: readonly string[],
  certificates = chain,
  more?: Partial<InspectRequest>,
) {
  const dialer = fakeDialer(({ host }) =>
    host === 'a.lan'
      ? { handshake: messagesOfTls13({ certificates }) }
      : { reached: 'nothing', ended: 'failure', reason: 'ECONNREFUSED' },
  );
  const inspection = await inspect({ files, peers, ...more }, testPorts({ dialer }));
  return { ...inspection, calls: dialer.calls };
}

it('a server is an item for each certificate, between files', async () => {
  const [first, last] = [inspectFixture('server.crt'), inspectFixture('list.crl')];
  const { items, failures } = await look([first, 'a.lan:443', last]);
  expect(failures).toEqual([]);
  expect(items).toMatchObject([
    { file: first },
    { file: 'a.lan:443', type: 'certificate', issuer: 'CN=Root' },
    { file: 'a.lan:443', type: 'certificate', subject: 'CN=Root' },
    { file: last },
  ]);
});

it('a server that cannot be examined hides nothing else', async () => {
  const { items, failures } = await look(['b.lan:443', 'a.lan:443']);
  expect(items).toHaveLength(2);
  expect(failures).toMatchObject([
    {
      file: 'b.lan:443',
      error: {
        code: 'peer-unreachable',
        sentence: '"b.lan:443" could not be examined: nobody listens on this port',
      },
    },
  ]);
});

it('what cannot be read of a chain hides none of the rest', async () => {
  const { items, failures } = await look(['a.lan:443'], [...chain, Buffer.from('x')]);
  expect(items).toHaveLength(2);
  expect(failures).toMatchObject([{ file: 'a.lan:443', error: { code: 'input-malformed' } }]);
});

it('a file of that name is meant, where there is one', async () => {
  const name = `${folder}/c:443`;
  writeFileSync(name, chain[0] as Uint8Array);
  const named = { peers: new Map([[name, peerAt('a.lan')]]) };
  const { items, calls } = await look([name], chain, named);
  expect(items).toHaveLength(1);
  expect(calls).toEqual([]);
});

it('a product loads files, and no server', async () => {
  const file = inspectFixture('server.crt');
  const { loading } = await look([file, 'a.lan:443'], chain, { consumers: ['nginx'] });
  expect(loading?.map((one) => one.file)).toEqual([file]);
});
