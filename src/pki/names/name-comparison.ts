// When two distinguished names are the same (RFC 5280, 7.1): letters, blanks and string types do
// not count. For building paths and for subtrees.
import type {
  AttributeTypeAndValue,
  DistinguishedName,
  RelativeDistinguishedName,
} from './distinguished-name.js';
import { toHex } from '../der/hex.js';

/** Equal for two names exactly if they match. */
export function nameKey(name: DistinguishedName): string {
  return name.map(rdnKey).join('\n');
}

/**
 * Whether a name is `base` or lies below it, both by the keys of their RDNs from the root
 * (4.2.1.10).
 */
export function isNameBelow(name: readonly string[], base: readonly string[]): boolean {
  return base.length <= name.length && base.every((key, at) => key === name[at]);
}

/** The members of a multi-valued RDN have no order. */
export function rdnKey(rdn: RelativeDistinguishedName): string {
  return rdn.map(attributeKey).sort().join('\t');
}

function attributeKey(attribute: AttributeTypeAndValue): string {
  const value = 'der' in attribute ? `#${toHex(attribute.der)}` : `=${prepared(attribute.value)}`;
  return `${attribute.type}${value}`;
}

/**
 * The string preparation of RFC 4518, 2: what has no width is dropped, compatible characters and
 * letters of either case are one, blanks at the ends do not count and those inside count once.
 */
function prepared(text: string): string {
  return text
    .replace(
      /[\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]/g,
      '',
    )
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\s\u0085]+/g, ' ')
    .replace(/[\p{Cc}]/gu, '')
    .trim();
}
