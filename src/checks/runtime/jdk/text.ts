// Text in a name as the JDK reads it (DerValue.getAsString): what cannot be decoded is replaced, and
// strings of other types have no text.
import { type DerElement } from '../../../pki/der/der.js';

type Decode = (content: Uint8Array) => string;

const latin1: Decode = (content) => Buffer.from(content).toString('latin1');
const ascii: Decode = (content) => latin1(content).replace(/[\x80-\xff]/g, REPLACED);
const decoded =
  (label: string): Decode =>
  (content) =>
    new TextDecoder(label, { ignoreBOM: true }).decode(content);

const REPLACED = '\ufffd';

const STRINGS: Readonly<Record<number, Decode>> = {
  0x0c: decoded('utf-8'),
  0x13: ascii,
  0x14: latin1,
  0x16: ascii,
  0x1b: ascii,
  0x1c: universal,
  0x1e: decoded('utf-16be'),
};

export function jdkTextOf({ tag, content }: DerElement): string | undefined {
  return STRINGS[tag]?.(content);
}

/** UTF-32BE. */
function universal(content: Uint8Array): string {
  const octets = Buffer.from(content);
  let text = '';
  for (let at = 0; at + 4 <= octets.length; at += 4) {
    const value = octets.readUInt32BE(at);
    text += value <= 0x10ffff ? String.fromCodePoint(value) : REPLACED;
  }
  return octets.length % 4 === 0 ? text : `${text}${REPLACED}`;
}
