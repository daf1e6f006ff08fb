// `openssl s_server` as the server of a link: strict, client certificates required, one process for
// each identity.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { OPENSSL } from './peer.js';
import type { Identity } from './peer-ends.js';

export interface OpensslServer {
  port: number;
  end(): Promise<void>;
}

/** Answers `ping` as the other ends do; whoever is refused hears nothing. */
export async function startOpensslServer(identity: Identity): Promise<OpensslServer> {
  const { certificate = '', key = '', ca } = identity;
  const args = [
    ...['s_server', '-accept', '127.0.0.1:0', '-cert', certificate, '-key', key],
    ...['-cert_chain', certificate, '-CAfile', ca, '-Verify', '5', '-verify_return_error'],
    ...['-x509_strict', '-purpose', 'sslclient', '-no_ticket'],
  ];
  const child = spawn(OPENSSL ?? 'openssl', args, { stdio: 'pipe', timeout: 200_000 });
  child.stdin.on('error', () => undefined);
  const port = await portOf(child);
  const end = async () => {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  };
  return { port, end };
}

function portOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [, port] = /^ACCEPT .*:(\d+)$/.exec(line) ?? [];
      if (port !== undefined) resolve(Number(port));
      if (line === 'ping') child.stdin.write('pong\n');
    });
    child.on('close', () => reject(new Error(`openssl s_server has ended\n${stderr}`)));
    child.on('error', reject);
  });
}
