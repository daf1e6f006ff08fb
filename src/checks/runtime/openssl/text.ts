// Text as OpenSSL keeps it for comparing names: in UTF-8 (asn1_string_canon in crypto/x509/x_name.c, by
// ASN1_mbstring_copy in crypto/asn1/a_mbstr.c). What has no such form spoils the whole name.
import { isUtf8 } from '../certificate-traits.js';

const UTF8_STRING = 0x0c;
const UNIVERSAL_STRING = 0x1c;
const BMP_STRING = 0x1e;

/** Of lengths that fit. */
export function textFault(tag: number, content: Uint8Array): string | undefined {
  if (tag === UTF8_STRING) return isUtf8(content) ? undefined : 'invalid utf8string';
  const width = WIDTHS[tag];
  if (width === undefined) return undefined;
  const octets = Buffer.from(content);
  for (let at = 0; at < octets.length; at += width) {
    if (!isCharacter(octets.readUIntBE(at, width))) return 'illegal characters';
  }
  return undefined;
}

const WIDTHS: Readonly<Record<number, 2 | 4>> = { [BMP_STRING]: 2, [UNIVERSAL_STRING]: 4 };

/** is_unicode_valid: no surrogate, and none beyond the last plane. */
function isCharacter(value: number): boolean {
  return value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
}
