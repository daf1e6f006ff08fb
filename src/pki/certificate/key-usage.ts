// Reads keyUsage as people write it: the names of RFC 5280, 4.2.1.3, with commas between.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import { KEY_USAGE_BITS, type KeyUsage } from '../der/object-identifiers.js';

/**
 * In the order of the bits, each once. Throws `name-invalid` for one that RFC 5280 does not know.
 */
export function parseKeyUsage(text: string): KeyUsage[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !KEY_USAGE_BITS.some((usage) => usage === word));
  if (unknown === undefined) return KEY_USAGE_BITS.filter((usage) => words.includes(usage));
  throw new TlsmithError(
    'name-invalid',
    `${quote(unknown)} is no keyUsage; possible are ${KEY_USAGE_BITS.join(', ')}, with commas between`,
    { possible: KEY_USAGE_BITS },
  );
}

/** What `purpose` cannot do without. Throws `certificate-faulty` where it is not said. */
export function requireKeyUsage(
  usages: readonly KeyUsage[],
  needed: KeyUsage,
  purpose: string,
  citation: string,
): void {
  if (usages.includes(needed)) return;
  throw new TlsmithError(
    'certificate-faulty',
    `${purpose} needs ${needed} in its keyUsage (${citation})`,
    { found: usages },
  );
}
