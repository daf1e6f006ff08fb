// The handshake messages of a server out of the octets that came: in the clear under TLS 1.2, under
// TLS 1.3 opened with the secret of our own connection (RFC 8446, 5.2 and 7.3).
import { createDecipheriv, createHmac } from 'node:crypto';

const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const FINISHED = 20;
/** Of a record: its type, version and length. */
const HEADER = 5;
const TAG = 16;

interface Suite {
  cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  hash: 'sha256' | 'sha384';
  keyLength: number;
}

const SUITES: ReadonlyMap<number, Suite> = new Map([
  [0x1301, { cipher: 'aes-128-gcm', hash: 'sha256', keyLength: 16 }],
  [0x1302, { cipher: 'aes-256-gcm', hash: 'sha384', keyLength: 32 }],
  [0x1303, { cipher: 'chacha20-poly1305', hash: 'sha256', keyLength: 32 }],
]);

/** `secret`: SERVER_HANDSHAKE_TRAFFIC_SECRET; none under TLS 1.2. */
export function serverFlight(received: Buffer, secret: Buffer | undefined): Buffer {
  const messages: Buffer[] = [];
  let sequence = 0;
  for (const { type, header, body } of recordsIn(received)) {
    if (type === HANDSHAKE) {
      messages.push(body);
      continue;
    }
    if (type !== APPLICATION_DATA) {
      // What follows the change of ciphers of TLS 1.2 is no longer in the clear.
      if (secret) continue;
      break;
    }
    const suite = SUITES.get(cipherSuiteOf(Buffer.concat(messages)) ?? 0);
    const opened = secret && suite && openRecord({ header, body, sequence }, suite, secret);
    if (!opened) break;
    sequence += 1;
    messages.push(opened);
    if (holdsFinished(messages)) break;
  }
  return Buffer.concat(messages);
}

interface TlsRecord {
  type: number;
  header: Buffer;
  body: Buffer;
}

function* recordsIn(received: Buffer): Generator<TlsRecord> {
  for (let at = 0; at + HEADER <= received.length;) {
    const header = received.subarray(at, at + HEADER);
    const end = at + HEADER + header.readUInt16BE(3);
    if (end > received.length) return;
    yield { type: header.readUInt8(0), header, body: received.subarray(at + HEADER, end) };
    at = end;
  }
}

/** Of the last ServerHello, since a HelloRetryRequest looks the same. */
function cipherSuiteOf(messages: Buffer): number | undefined {
  let suite: number | undefined;
  for (const { type, body } of messagesIn(messages)) {
    const at = 35 + (body[34] ?? 0);
    if (type === 2 && at + 2 <= body.length) suite = body.readUInt16BE(at);
  }
  return suite;
}

function* messagesIn(bytes: Buffer): Generator<{ type: number; body: Buffer }> {
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + bytes.readUIntBE(at + 1, 3);
    if (end > bytes.length) return;
    yield { type: bytes.readUInt8(at), body: bytes.subarray(at + 4, end) };
    at = end;
  }
}

function holdsFinished(messages: readonly Buffer[]): boolean {
  for (const { type } of messagesIn(Buffer.concat(messages))) if (type === FINISHED) return true;
  return false;
}

/** The content of a handshake record; undefined for any other, and where it cannot be opened. */
function openRecord(
  { header, body, sequence }: Pick<TlsRecord, 'header' | 'body'> & { sequence: number },
  { cipher, hash, keyLength }: Suite,
  secret: Buffer,
): Buffer | undefined {
  if (body.length <= TAG) return undefined;
  const nonce = expand(hash, secret, 'iv', 12);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8);
  const options = { authTagLength: TAG };
  const key = expand(hash, secret, 'key', keyLength);
  const decipher = createDecipheriv(cipher as 'aes-128-gcm', key, nonce, options);
  decipher.setAAD(header);
  decipher.setAuthTag(body.subarray(-TAG));
  try {
    const inner = Buffer.concat([decipher.update(body.subarray(0, -TAG)), decipher.final()]);
    const last = inner.findLastIndex((octet) => octet !== 0);
    return inner[last] === HANDSHAKE ? inner.subarray(0, last) : undefined;
  } catch {
    return undefined;
  }
}

/** HKDF-Expand-Label without context, of no more than one block (RFC 8446, 7.1). */
function expand(hash: Suite['hash'], secret: Buffer, name: string, length: number): Buffer {
  const label = Buffer.from(`tls13 ${name}`);
  const info = Buffer.concat([Buffer.of(0, length, label.length), label, Buffer.of(0, 1)]);
  return createHmac(hash, secret).update(info).digest().subarray(0, length);
}
