// Who shows an item of a set, and who judges it: real handshakes over loopback.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { OPENSSL } from './peer.js';
import type { End, Identity } from './peer-ends.js';
import { PeerProcess } from './peer-process.js';
import { PACKAGE_ROOT } from './run-cli.js';

/** What an item is judged with: its own files, and those of a server where clients are judged. */
export interface Shown {
  role: 'server' | 'client';
  host: string;
  /** PEM files of the item. */
  certificate: string;
  key: string;
  /** The same as PKCS#12, which is shown in their place. */
  store?: { file: string; password: string };
}

/** Shows anything: nothing here is too weak, and the other end is not judged. */
const ANYTHING = { ciphers: 'DEFAULT:@SECLEVEL=0' };

const filesOf = ({ certificate, key, store }: Shown) => ({
  ...ANYTHING,
  ...(store
    ? { pfx: readFileSync(store.file), passphrase: store.password }
    : { cert: readFileSync(certificate), key: readFileSync(key) }),
});

/** A server with the item, which answers one line. */
export async function showing<T>(item: Shown, ask: (port: number) => Promise<T>): Promise<T> {
  const server = createServer(filesOf(item), (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('pong\n'));
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await ask((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

/** A client with the item says something, and answers what it hears until the end. */
export async function showTo(item: Shown, port: number, words = 'ping\n'): Promise<string> {
  const options = { ...filesOf(item), host: '127.0.0.1', port, rejectUnauthorized: false };
  const socket: TLSSocket = connect(options, () => socket.write(words));
  let text = '';
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      socket.end();
    });
    socket.on('close', () => resolve(text));
  });
}

export interface Verdict {
  accepts: boolean;
  /** What the judging end says. */
  text: string;
}

/** Whoever can dial, and be dialled, judges either role. */
export interface Judge {
  judge(item: Shown, trusts: Identity): Promise<Verdict>;
  end(): Promise<void>;
}

/** `own`: the certificate of a server that judges clients. */
export function judgeBy(end: End, own: Omit<Identity, 'ca'>): Judge {
  return {
    async judge(item, trusts) {
      if (item.role === 'server') {
        const dialling = { host: item.host, protocol: 'TLSv1.3' as const, identity: trusts };
        return verdictOf(await showing(item, (port) => end.dial({ ...dialling, port })));
      }
      const listening = await end.serve({ ...own, ...trusts });
      await showTo(item, listening.port);
      return verdictOf(await listening.seen());
    },
    end: () => end.end(),
  };
}

const verdictOf = ({ outcome, text }: { outcome: string; text: string }): Verdict => ({
  accepts: outcome === 'accepted',
  text,
});

/** A Node that is not this one, in memory. */
export function nodeJudge(program: string, { certificate, key }: Omit<Identity, 'ca'>): Judge {
  const node = new PeerProcess(program, [`${PACKAGE_ROOT}test/peers/node/judge.js`]);
  return {
    async judge({ role, host, certificate: chainFile, key: keyFile }, { ca }) {
      const own = { ownChain: certificate, ownKey: key };
      const asked = { role, host, chainFile, keyFile, anchorFile: ca, ...own };
      const [line = ''] = await node.ask(JSON.stringify(asked));
      const { accepts, reason } = JSON.parse(line) as { accepts: boolean; reason: string };
      return { accepts, text: reason };
    },
    end: () => node.end(),
  };
}

/** `openssl s_client` and `s_server` with what they do by themselves, a process for each item. */
export function opensslJudge(own: Omit<Identity, 'ca'>): Judge {
  return {
    async judge(item, { ca }) {
      if (item.role === 'server') {
        const isAddress = /^[\d.]+$|:/.test(item.host);
        const named = isAddress ? ['-verify_ip', item.host] : ['-verify_hostname', item.host];
        return showing(item, async (port) => {
          const to = ['-connect', `127.0.0.1:${port}`, '-CAfile', ca];
          const child = openssl(['s_client', ...to, '-verify_return_error', '-brief', ...named]);
          child.stdin?.end('ping\n');
          const text = await saidBy(child);
          return { accepts: text.includes('CONNECTION ESTABLISHED'), text };
        });
      }
      const { certificate = '', key = '' } = own;
      const child = openssl([
        ...['s_server', '-accept', '127.0.0.1:0', '-naccept', '1', '-Verify', '20', '-www'],
        ...['-cert', certificate, '-cert_chain', certificate, '-key', key, '-CAfile', ca],
        '-verify_return_error',
      ]);
      const said = saidBy(child);
      const page = await showTo(item, await portOf(child), 'GET / HTTP/1.0\r\n\r\n');
      return { accepts: page.startsWith('HTTP/1.0 200'), text: await said };
    },
    end: async () => undefined,
  };
}

const openssl = (args: readonly string[]) => {
  const child = spawn(OPENSSL ?? 'openssl', args, { stdio: 'pipe', timeout: 100_000 });
  child.stdin.on('error', () => undefined);
  return child;
};

async function saidBy(child: ChildProcess): Promise<string> {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  await once(child, 'close');
  return text;
}

/** The line `ACCEPT 127.0.0.1:41234`. */
function portOf({ stdout }: ChildProcess): Promise<number> {
  let text = '';
  return new Promise((resolve, reject) => {
    stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const port = /^ACCEPT \S+:(\d+)/m.exec(text)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    stdout?.on('close', () => reject(new Error(`openssl s_server does not listen: ${text}`)));
  });
}
