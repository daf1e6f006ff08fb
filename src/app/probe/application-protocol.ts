// What is said to a server after the handshake, and what its answer means: some programs refuse a
// client only once it asks for something.
import { quote } from '../../quote.js';
import type { Outcome } from '../../checks/peer/terms.js';

export interface ApplicationProtocol {
  request: Uint8Array;
  /** What leaves traces is said once, with our certificate or, without one of ours, never. */
  isForOwnOnly?: true;
  judge(answer: string): { outcome: Outcome; message: string };
}

export type ApplicationProtocolName = 'http' | 'redis' | 'beats';

export function applicationProtocol(
  name: ApplicationProtocolName,
  host: string,
  now: Date,
): ApplicationProtocol {
  return { http: () => http(host), redis: () => redis, beats: () => beats(now) }[name]();
}

/** Lumberjack 2: a window of one event, which is then acknowledged. */
function beats(now: Date): ApplicationProtocol {
  const event = encode(
    JSON.stringify({
      '@timestamp': now.toISOString(),
      '@metadata': { beat: 'tlsmith', type: '_doc', version: '8.0.0' },
      message: 'sent by tlsmith probe',
    }),
  );
  const request = new Uint8Array([
    ...encode('2W'),
    ...uint32(1),
    ...encode('2J'),
    ...uint32(1),
    ...uint32(event.length),
    ...event,
  ]);
  return { request, isForOwnOnly: true, judge: judgeBeats };
}

const ACKNOWLEDGED = '2A\0\0\0\x01';

function judgeBeats(answer: string): ReturnType<ApplicationProtocol['judge']> {
  const message = answer.includes(ACKNOWLEDGED)
    ? 'it acknowledges the event'
    : `it answers the event with ${quote(answer)}`;
  return { outcome: 'accepted', message };
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function http(host: string): ApplicationProtocol {
  const lines = [
    'GET / HTTP/1.1',
    `Host: ${host}`,
    'User-Agent: tlsmith',
    'Accept: */*',
    'Connection: close',
  ];
  return { request: encode(`${lines.join('\r\n')}\r\n\r\n`), judge: judgeHttp };
}

/** nginx finishes the handshake with everybody, and says then that a certificate is missing. */
function judgeHttp(answer: string): ReturnType<ApplicationProtocol['judge']> {
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1];
  if (status === undefined) return { outcome: 'accepted', message: 'it answers, and not by HTTP' };
  const title = /<title>([^<]*)<\/title>/i.exec(answer)?.[1];
  const isOfCertificate = status === '400' && /\bcertificate\b/i.test(answer);
  const said = `HTTP ${status}${title === undefined ? '' : `, ${quote(title)}`}`;
  const outcome = isOfCertificate || NGINX_OWN.includes(status) ? 'refused' : 'accepted';
  return { outcome, message: `it answers with ${said}` };
}

/** SSL Certificate Error and SSL Certificate Required, where they are not turned into 400. */
const NGINX_OWN = ['495', '496'];

/** QUIT has it close, so that nobody waits. */
const redis: ApplicationProtocol = { request: encode('PING\r\nQUIT\r\n'), judge: judgeRedis };

function judgeRedis(answer: string): ReturnType<ApplicationProtocol['judge']> {
  const [line = ''] = answer.split('\r\n');
  const message = line.startsWith('-NOAUTH')
    ? 'it wants a password beside the certificate'
    : `it answers PING with ${quote(line)}`;
  return { outcome: 'accepted', message };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
