// Names as Go reads them (parseName and parseASN1String in crypto/x509/parser.go): kinds of text and
// what each may hold.
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { type DerElement, TAG } from '../../../pki/der/der.js';
import { GoReader } from './reader.js';
import { isUtf8 } from '../certificate-traits.js';
import { firstRefusal, type Refusal, type Versioned } from '../presented-chain.js';

export function goNameFault(name: Uint8Array, version: Versioned): Refusal {
  const said = 'x509: invalid RDNSequence';
  const values = ifReadable(() => attributeValues(name));
  return values
    ? firstRefusal(values, (value) => {
        const fault = textFault(value, version);
        return fault && `${said}: invalid attribute value: ${fault}`;
      })
    : said;
}

function attributeValues(name: Uint8Array): DerElement[] {
  const values: DerElement[] = [];
  for (const names = new GoReader(name).sequence(); !names.isDone;) {
    for (const set = new GoReader(names.next(TAG.set).content); !set.isDone;) {
      const attribute = set.sequence();
      attribute.smallOid();
      values.push(attribute.next());
    }
  }
  return values;
}

/** parseASN1String: kinds of text and what each may hold; `*` and `&` in a PrintableString too. */
function textFault({ tag, content, whole }: DerElement, { isSince }: Versioned): Refusal {
  const text = Buffer.from(content).toString('latin1');
  switch (tag) {
    case 0x0c:
      return isUtf8(content) ? undefined : 'invalid UTF-8 string';
    case 0x12:
      return /^[\d ]*$/.test(text) ? undefined : 'invalid NumericString';
    case 0x13:
      return /^[\w '()+,\-./:=?*&]*$/.test(text) && !text.includes('_')
        ? undefined
        : 'invalid PrintableString';
    case 0x14:
      return undefined;
    case 0x16:
      return /^[\x00-\x7f]*$/.test(text) ? undefined : 'invalid IA5String';
    case 0x1e:
      return isBasicPlane(content) ? undefined : 'invalid BMPString';
    default:
      return isSince(1, 27) ? otherFault(tag, whole) : `unsupported string type: ${tag}`;
  }
}

/** readASN1Any of Go 1.27: what is no text may be anything, if it is well formed. */
function otherFault(tag: number, whole: Uint8Array): Refusal {
  const known = OTHER_VALUES[tag];
  if (!known) return undefined;
  return ifReadable(() => known.read(new GoReader(whole)) ?? true)
    ? undefined
    : `invalid ASN.1 ${known.name}`;
}

const OTHER_VALUES: Readonly<Record<number, { name: string; read(reader: GoReader): unknown }>> = {
  [TAG.boolean]: { name: 'BOOLEAN', read: (reader) => reader.boolean() },
  [TAG.integer]: { name: 'integer', read: (reader) => reader.int64() },
  [TAG.bitString]: { name: 'BIT STRING', read: (reader) => reader.bitString() },
  [TAG.oid]: { name: 'OBJECT IDENTIFIER', read: (reader) => reader.smallOid() },
};

/** Two octets a character, none of them a surrogate or reserved. */
function isBasicPlane(octets: Uint8Array): boolean {
  if (octets.length % 2 !== 0) return false;
  const text = Buffer.from(octets).swap16().toString('utf16le');
  return !/[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/.test(text);
}
