// The chain of a server as it comes, or why none does; nobody is dialled.
import { describe, expect, it } from 'vitest';
import { readServedChain } from '../../../../src/app/reading/peer/served-chain.js';
import type { Dialled } from '../../../../src/ports.js';
import { fakeDialer } from '../../../support/fake-dialer.js';
import { refusalOf } from '../../../support/refusal-of.js';
import { helloOf, messagesOfTls12, messagesOfTls13 } from '../../../support/server-messages.js';

const host = { kind: 'dns', value: 'logs.lan' } as const;
const address = { kind: 'ip', value: '10.0.0.5' } as const;
const peer = { host, port: 443, timeOutMs: 5_000 };
const certificates = [Buffer.from('end'), Buffer.from('issuer')];

describe('a chain', () => {
  it.each<[string, Partial<Dialled>]>([
    ['TLS 1.3', { handshake: messagesOfTls13({ certificates }) }],
    ['TLS 1.2', { handshake: messagesOfTls12({ certificates }) }],
    [
      'of who refuses us for want of a certificate',
      {
        ...{ reached: 'connection', ended: 'failure', alert: 40 },
        handshake: messagesOfTls12({ certificates, issuers: [] }),
      },
    ],
  ])('%s', async (_, dialled) => {
    expect(
      await readServedChain(
        peer,
        fakeDialer(() => dialled),
      ),
    ).toEqual(certificates);
  });

  it('is cut where no honest server goes on', async () => {
    const many = Array.from({ length: 60 }, (_, at) => Buffer.of(at));
    const handshake = messagesOfTls13({ certificates: many });
    const chain = await readServedChain(
      peer,
      fakeDialer(() => ({ handshake })),
    );
    expect(chain).toEqual(many.slice(0, 50));
  });
});

it.each([
  ['the host', { host }, 'logs.lan'],
  ['none for an address', { host: address }, undefined],
  ['the one that is said', { host: address, serverName: host }, 'logs.lan'],
])('the server name is %s, and the handshake is all that is waited for', async (_, more, name) => {
  const dialer = fakeDialer(() => ({ handshake: messagesOfTls13({ certificates }) }));
  await readServedChain({ ...peer, ...more }, dialer);
  expect(dialer.calls).toMatchObject([
    { host: more.host.value, port: 443, serverName: name, timeOutMs: 5_000, until: 'handshake' },
  ]);
});

const nothing: Partial<Dialled> = { reached: 'nothing', ended: 'failure' };
const connected: Partial<Dialled> = { reached: 'connection', ended: 'failure' };
it.each<[string, Partial<Dialled>, RegExp]>([
  ['nobody listens', { ...nothing, reason: 'ECONNREFUSED' }, /nobody listens/],
  ['no such name', { ...nothing, reason: 'ENOTFOUND' }, /no address/],
  ['no connection', { ...nothing, ended: 'time-out' }, /within the time-out/],
  ['it never answers', { ...connected, ended: 'time-out' }, /never answers/],
  ['it closes at once', { ...connected, ended: 'close' }, /without a word of TLS/],
  ['another protocol', { ...connected, received: Buffer.from('SSH-2.0-x') }, /speaks SSH/],
  ['garbage', { ...connected, received: Buffer.from('abc') }, /no TLS/],
  ['TLS 1.0', { ...connected, handshake: helloOf(1) }, /TLS 1\.0 only/],
  ['another name is needed', { ...connected, alert: 112 }, /serves no such name/],
  ['a handshake that cannot be read', {}, /shows no certificate/],
])('%s: not examined', async (_, dialled, reason) => {
  const error = await refusalOf(() =>
    readServedChain(
      peer,
      fakeDialer(() => dialled),
    ),
  );
  expect(error).toMatchObject({ code: 'peer-unreachable' });
  expect(error.sentence).toMatch(/^the input could not be examined: /);
  expect(error.sentence).toMatch(reason);
});
