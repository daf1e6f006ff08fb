// DER turned into BER as old Java, Windows and NSS write it: every constructed length indefinite, every octet string in pieces.
import { type DerElement, childrenOf, readDer } from './der.js';

const END = Buffer.from([0, 0]);
const indefinite = (tag: number, ...parts: readonly Uint8Array[]) =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...parts, END]);

/** `inPieces` also cuts octet strings, and bit strings with them, into pieces of seven octets. */
export function asBer(der: Uint8Array, inPieces = false): Uint8Array {
  return new Uint8Array(elementInBer(readDer(der), inPieces));
}

function elementInBer({ tag, content, whole }: DerElement, inPieces: boolean): Uint8Array {
  if ((tag & 0x20) !== 0) {
    return indefinite(tag, ...childrenOf(whole).map((one) => elementInBer(one, inPieces)));
  }
  if (!inPieces || (tag !== 0x04 && tag !== 0x03)) return whole;
  const head = tag === 0x03 ? [content[0] as number] : [];
  const body = content.subarray(head.length);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += 7) {
    const piece = body.subarray(at, at + 7);
    const isLast = at + 7 >= body.length;
    const start = head.map((unused) => (isLast ? unused : 0));
    pieces.push(Buffer.from([tag, piece.length + start.length, ...start, ...piece]));
  }
  return indefinite(tag | 0x20, ...pieces);
}
