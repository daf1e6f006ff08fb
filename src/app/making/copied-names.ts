// Names that are no host's, taken over as they stand: from a request, or from the certificate that
// is renewed.
import type { DerElement } from '../../pki/der/der.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import { generalNameText } from '../../pki/names/general-name-encoding.js';

/** By their tag. X.400 addresses and EDI parties nobody reads. */
const COPIED: Readonly<Record<number, 'other' | 'dirname' | 'rid'>> = {
  0xa0: 'other',
  0xa4: 'dirname',
  0x88: 'rid',
};

/** Undefined for a kind that people type, which is judged as if it were typed, and for unread ones. */
export function nameAsItStands(element: DerElement): GeneralName | undefined {
  const kind = COPIED[element.tag];
  if (!kind) return undefined;
  const text = generalNameText(element);
  const at = text.indexOf(':');
  const named = text.slice(0, at) === 'upn' ? 'upn' : kind;
  return { kind: named, value: text.slice(at + 1), der: element.whole };
}
