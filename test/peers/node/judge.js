// Node's tls, asked by real handshakes in memory: one question a line of stdin, one answer a line.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Duplex } from 'node:stream';
import { connect, createSecureContext, TLSSocket } from 'node:tls';

/** Two ends of one pipe. */
function pipe() {
  const ends = [];
  for (const other of [1, 0]) {
    ends.push(
      new Duplex({
        read() {},
        write(chunk, _encoding, done) {
          ends[other].push(chunk);
          done();
        },
        final(done) {
          ends[other].push(null);
          done();
        },
      }),
    );
  }
  return ends;
}

function contextOf(make) {
  try {
    return { context: make() };
  } catch (error) {
    return { reason: error.message };
  }
}

async function judge({ role, host, chainFile, keyFile, anchorFile, ownChain, ownKey }) {
  const isServer = role === 'server';
  const presenting = contextOf(() =>
    createSecureContext({
      ...{ cert: readFileSync(chainFile), key: readFileSync(keyFile) },
      ciphers: 'DEFAULT:@SECLEVEL=0',
    }),
  );
  if (!presenting.context) return `presenting: ${presenting.reason}`;
  const judging = contextOf(() =>
    createSecureContext({
      ca: readFileSync(anchorFile),
      ...(isServer ? {} : { cert: readFileSync(ownChain), key: readFileSync(ownKey) }),
    }),
  );
  if (!judging.context) return `anchors: ${judging.reason}`;
  const [here, there] = pipe();
  const serving = {
    isServer: true,
    secureContext: isServer ? presenting.context : judging.context,
    requestCert: !isServer,
    // So that a client without a certificate is refused by OpenSSL itself.
    rejectUnauthorized: !isServer,
  };
  const server = new TLSSocket(there, serving);
  const client = connect({
    socket: here,
    secureContext: isServer ? judging.context : presenting.context,
    rejectUnauthorized: isServer,
    ...(isServer
      ? host
        ? { servername: /^[\d.]+$|:/.test(host) ? '' : host, host }
        : { checkServerIdentity: () => undefined }
      : {}),
  });
  const reason = await new Promise((resolve) => {
    const late = setTimeout(() => resolve('the handshake does not end'), 30_000);
    const end = (text) => {
      clearTimeout(late);
      resolve(text);
    };
    if (isServer) {
      client.on('secureConnect', () => end(''));
      client.on('error', (error) =>
        end(error.code ? `${error.code}: ${error.message}` : error.message),
      );
      server.on('error', (error) => setImmediate(() => end(`presenting: ${error.message}`)));
    } else {
      server.on('secure', () => {
        const error = server._handle.verifyError();
        end(error ? `${error.code}: ${error.message}` : '');
      });
      server.on('error', (error) =>
        end(error.code ? `${error.code}: ${error.message}` : error.message),
      );
      client.on('error', (error) => setImmediate(() => end(`presenting: ${error.message}`)));
    }
  });
  client.destroy();
  server.destroy();
  return reason;
}

for await (const line of createInterface(process.stdin)) {
  const reason = await judge(JSON.parse(line));
  process.stdout.write(`${JSON.stringify({ accepts: reason === '', reason })}\n`);
}
