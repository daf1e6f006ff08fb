// Real handshakes on 127.0.0.1: completed for the right certificates, refused for all others, over both protocols.
import { describe, expect, it } from 'vitest';
import { loopbackTls } from '../../src/io/loopback-tls.js';
import type { TlsEnd, TlsIdentity } from '../../src/ports.js';
import { refusalOf } from '../support/refusal-of.js';
import { tlsAuthority } from '../support/tls-authority.js';

const own = await tlsAuthority('own');
const foreign = await tlsAuthority('foreign');
const server: TlsEnd = {
  identity: await own.identity('server', 'logs.lan', '10.0.0.5', '2001:db8::5'),
  trustAnchors: [own.anchor],
};
const client: TlsEnd = {
  identity: await own.identity('client', 'beat'),
  trustAnchors: [own.anchor],
};
const protocols = ['TLSv1.3', 'TLSv1.2'] as const;

describe.each(protocols)('over %s', (protocol) => {
  async function connect(end: TlsEnd, host = 'logs.lan', serving = server) {
    const listening = await loopbackTls.serve(serving, 'required');
    try {
      return await listening.connect(end, host, protocol);
    } finally {
      await listening.close();
    }
  }

  it.each(['logs.lan', '10.0.0.5', '2001:db8::5'])('a client dials %s', async (host) => {
    expect(await connect(client, host)).toEqual({ completed: true, reason: '' });
  });

  it.each<[string, () => Promise<TlsEnd>]>([
    ['no certificate', async () => ({ ...client, identity: undefined })],
    [
      'one of another CA',
      async () => ({ ...client, identity: await foreign.identity('client', 'x') }),
    ],
    [
      'one for servers only',
      async () => ({ ...client, identity: await own.identity('server', 'x') }),
    ],
  ])('a client with %s is refused', async (_, makeEnd) => {
    const result = await connect(await makeEnd());
    expect(result.completed).toBe(false);
    expect(result.reason).not.toBe('');
  });

  it('a client refuses a name that is not in the certificate', async () => {
    expect((await connect(client, 'other.lan')).completed).toBe(false);
    expect((await connect(client, '10.0.0.6')).completed).toBe(false);
  });

  it('a client refuses a server of another CA', async () => {
    const result = await connect({ ...client, trustAnchors: [foreign.anchor] });
    expect(result.completed).toBe(false);
  });

  it('one server serves several clients, each with its own reason', async () => {
    const listening = await loopbackTls.serve(server, 'required');
    const refused = await listening.connect(
      { ...client, identity: undefined },
      'logs.lan',
      protocol,
    );
    const accepted = await listening.connect(client, 'logs.lan', protocol);
    await listening.close();
    expect([refused.completed, accepted.completed, accepted.reason]).toEqual([false, true, '']);
  });
});

describe('an identity whose key belongs to another certificate', () => {
  const mixed: TlsEnd = {
    ...server,
    identity: {
      certificateChain: (server.identity as TlsIdentity).certificateChain,
      privateKey: (client.identity as TlsIdentity).privateKey,
    },
  };

  it('is refused as a server with one of our errors', async () => {
    expect((await refusalOf(() => loopbackTls.serve(mixed, 'required'))).code).not.toBe('bug');
  });

  it('is a failed handshake as a client', async () => {
    const listening = await loopbackTls.serve(server, 'required');
    try {
      const result = await listening.connect(mixed, 'logs.lan', 'TLSv1.3');
      expect(result.completed).toBe(false);
    } finally {
      await listening.close();
    }
  });
});
