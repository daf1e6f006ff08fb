// verify of what a server shows: the same verdict as of a file with the same certificates.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifyCertificate, type VerifyRequest } from '../../../src/app/verify/certificate.js';
import { encodePem } from '../../../src/formats/containers/pem.js';
import type { GeneralName } from '../../../src/pki/names/general-name.js';
import { fakeDialer } from '../../support/fake-dialer.js';
import { extKeyUsage } from '../../support/foreign-certificate.js';
import { ca, dnsName, endEntity, OID, san, USE } from '../../support/path-builder.js';
import { refusalOf } from '../../support/refusal-of.js';
import { messagesOfTls13 } from '../../support/server-messages.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const folder = temporaryFolder();
const file = (name: string, ...ders: Uint8Array[]) => {
  writeFileSync(`${folder}/${name}`, ders.map((der) => encodePem('CERTIFICATE', der)).join(''));
  return `${folder}/${name}`;
};

const root = ca('Root');
const middle = ca('Middle', root);
const names = { [OID.san]: san(dnsName('logs.lan')) };
const end = endEntity(middle, { changes: names });
const trust = file('root.pem', root.der);
const untrusted = [file('middle.pem', middle.der)];

const host: GeneralName = { kind: 'dns', value: 'logs.lan' };
const other: GeneralName = { kind: 'dns', value: 'other.lan' };
const peer = { host, port: 5044, timeOutMs: 10_000 };
const request: VerifyRequest = {
  ...{ certificate: 'logs.lan:5044', peer, trust, untrusted: [], crls: [] },
};

function verified(chain: readonly Uint8Array[], more: Partial<VerifyRequest> = {}) {
  const dialer = fakeDialer(() => ({ handshake: messagesOfTls13({ certificates: chain }) }));
  return verifyCertificate({ ...request, ...more }, testPorts({ dialer }));
}

const errorsIn = ({ findings }: Awaited<ReturnType<typeof verified>>) =>
  findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);

describe('the chain that a server shows', () => {
  it.each<[string, Uint8Array[], Partial<VerifyRequest>, string[]]>([
    ['leads to the anchor', [end.der, middle.der], {}, []],
    ['lacks an intermediate', [end.der], {}, ['no-path']],
    ['lacks one that is given', [end.der], { untrusted }, []],
    [
      'is for another name',
      [end.der, middle.der],
      { peer: { ...peer, host: other } },
      ['host-name'],
    ],
    ['is for the name that is said', [end.der, middle.der], { host: other }, ['host-name']],
    [
      'is for the name that is asked for',
      [end.der, middle.der],
      { peer: { ...peer, host: other, serverName: host } },
      [],
    ],
    ['is judged for a mailbox', [end.der, middle.der], { email: 'a@logs.lan' }, ['email-address']],
  ])('%s', async (_, chain, more, codes) => {
    expect(errorsIn(await verified(chain, more))).toEqual(codes);
  });

  it('has to be that of a server, unless it is said what it is for', async () => {
    const use = { [OID.eku]: extKeyUsage(USE.client) };
    const client = endEntity(middle, { changes: { ...names, ...use } });
    const chain = [client.der, middle.der];
    expect(errorsIn(await verified(chain))).toEqual(['purpose']);
    expect(errorsIn(await verified(chain, { purpose: 'client' }))).toEqual([]);
  });

  it('is what runtimes see: an intermediate from elsewhere does not help them', async () => {
    const { runtimes } = await verified([end.der], { untrusted });
    expect(runtimes.map(({ accepts }) => accepts)).not.toContain(true);
  });

  it('may begin with anything', async () => {
    const error = await refusalOf(() => verified([Buffer.from('x'), middle.der]));
    expect(error).toMatchObject({ code: 'input-malformed', details: { path: 'logs.lan:5044' } });
  });
});

it.each([
  ['mitmproxy', ['intercepted', 'no-path']],
  ['My Company CA', ['no-path']],
])('a chain of %s', async (name, codes) => {
  const chain = endEntity(ca(name), { changes: names });
  expect(errorsIn(await verified([chain.der]))).toEqual(codes);
});

it('a file of that name is meant, where there is one', async () => {
  const certificate = file('a:1', end.der, middle.der);
  const dialer = fakeDialer(() => ({}));
  const { ok } = await verifyCertificate({ ...request, certificate }, testPorts({ dialer }));
  expect(ok).toBe(true);
  expect(dialer.calls).toEqual([]);
});

it('nobody is dialled for an input that cannot be used', async () => {
  const dialer = fakeDialer(() => ({}));
  const absent = { ...request, trust: `${folder}/nothing` };
  const error = await refusalOf(() => verifyCertificate(absent, testPorts({ dialer })));
  expect(error.code).toBe('input-absent');
  expect(dialer.calls).toEqual([]);
});

it('a server that shows nothing is named', async () => {
  const dialer = fakeDialer(() => ({ reached: 'nothing', ended: 'failure', reason: 'ENOTFOUND' }));
  const error = await refusalOf(() => verifyCertificate(request, testPorts({ dialer })));
  expect(error).toMatchObject({ code: 'peer-unreachable' });
  expect(error.sentence).toBe(
    '"logs.lan:5044" could not be examined: no address is known for this name',
  );
});
