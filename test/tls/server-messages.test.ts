// What a server says in its handshake is read from its messages, whole or cut off.
import { describe, expect, it } from 'vitest';
import { readServerMessages } from '../../src/tls/server-messages.js';
import { helloOf, messagesOfTls12, messagesOfTls13 } from '../support/server-messages.js';

const certificates = [Buffer.from('end'), Buffer.from('above')];
const issuers = [Buffer.from('one'), Buffer.from('two')];

describe.each([
  ['TLS 1.2', messagesOfTls12, 0x0303],
  ['TLS 1.3', messagesOfTls13, 0x0304],
])('%s', (_, messages, version) => {
  it.each([
    ['asks for certificates of these', issuers, true],
    ['asks for any', [], true],
    ['asks nobody', undefined, false],
  ])('%s', (_name, asked, asksForCertificate) => {
    const read = readServerMessages(messages({ certificates, ...(asked && { issuers: asked }) }));
    expect(read).toMatchObject({ version, certificates, asksForCertificate, isWhole: true });
    expect(read.acceptedIssuers).toEqual(asked);
  });

  it('is not whole wherever it is cut off', () => {
    const whole = messages({ certificates, issuers });
    for (let length = 0; length < whole.length; length++) {
      expect(readServerMessages(whole.subarray(0, length)).isWhole, `${length}`).toBe(false);
    }
  });
});

it.each([
  ['nothing', Buffer.of(), undefined],
  ['garbage', Buffer.alloc(64, 255), undefined],
  ['TLS 1.0', helloOf(1), 0x0301],
])('%s', (_, bytes, version) => {
  expect(readServerMessages(bytes)).toMatchObject({ version, isWhole: false });
});
