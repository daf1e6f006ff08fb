// PEM (RFC 7468) between text and DER: lax about what stands around the blocks, strict inside them.
import { TlsmithError } from '../../errors.js';

export interface PemBlock {
  /** What stands between BEGIN and the dashes: `CERTIFICATE`, `PRIVATE KEY`, … */
  label: string;
  /** RFC 1421 headers such as `DEK-Info: AES-128-CBC,…`; empty for all modern blocks. */
  headers: readonly string[];
  der: Uint8Array;
  /** The block as it stands, with LF line ends. */
  text: string;
}

const BEGIN = /^-----BEGIN ([A-Z0-9][A-Z0-9 .#]*)-----\s*$/;

/**
 * All blocks in order; none is an empty list. Throws `input-malformed` for a block that is cut off
 * or is no base64, with its line, counted from `firstLine`.
 */
export function decodePem(bytes: Uint8Array, firstLine = 1): PemBlock[] {
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n|\n|\r/);
  const blocks: PemBlock[] = [];
  for (let start = 0; start < lines.length; start++) {
    const label = BEGIN.exec(withoutBom(lines[start] as string))?.[1];
    if (label === undefined) continue;
    let end = start + 1;
    while (end < lines.length && !(lines[end] as string).startsWith('-----')) end++;
    if (end === lines.length || (lines[end] as string).trimEnd() !== `-----END ${label}-----`) {
      throw malformedPem(label, 'has no matching END line', firstLine + start);
    }
    blocks.push(decodeBlock(label, lines.slice(start + 1, end), firstLine + start + 1));
    start = end;
  }
  return blocks;
}

/**
 * One block with lines of 64 characters and LF line ends: CRLF hides a key from Logstash's HTTP
 * client.
 */
export function encodePem(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

export function encodeCertificates(certificates: readonly { der: Uint8Array }[]): string {
  return certificates.map(({ der }) => encodePem('CERTIFICATE', der)).join('');
}

function decodeBlock(label: string, body: string[], firstLine: number): PemBlock {
  const blank = body.findIndex((line) => line.trim() === '');
  const hasHeaders = body[0]?.includes(':') ?? false;
  const headers = hasHeaders ? body.slice(0, blank === -1 ? body.length : blank) : [];
  const base64 = body.slice(headers.length).join('').replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) {
    const at = body.slice(headers.length).findIndex((line) => /[^A-Za-z0-9+/=\s]/.test(line));
    const line = firstLine + headers.length + Math.max(at, 0);
    throw malformedPem(label, 'is not base64', at === -1 ? firstLine - 1 : line);
  }
  const text = [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`, ''].join('\n');
  return { label, headers, der: new Uint8Array(Buffer.from(base64, 'base64')), text };
}

/** The byte order mark of UTF-8, read as Latin-1: some editors put one before the first block. */
function withoutBom(line: string): string {
  return line.startsWith('\u00ef\u00bb\u00bf') ? line.slice(3) : line;
}

/** `line` is that of the fault, or the block's first one. */
export function malformedPem(label: string, reason: string, line: number): TlsmithError {
  const sentence = `a PEM block "${label}" ${reason} (line ${line})`;
  return new TlsmithError('input-malformed', sentence, { block: label, line });
}
