// The names of a certificate's subject as values that rules compare: every member of its
// subjectAltName, well formed or not.
import type { Certificate } from '../certificate/certificate.js';
import { ifReadable } from '../certificate/certificate-encoding.js';
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { ia5Text, shownHex } from '../der/der-values.js';
import { generalNameText, nameOf } from './general-name-encoding.js';
import { rdnKey } from './name-comparison.js';
import { EXTENSION } from '../der/object-identifiers.js';

/**
 * `text` is for sentences; the tag of the GeneralName (RFC 5280, 4.2.1.6) tells kinds apart that
 * are not judged any further.
 */
export type SubjectName =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly value: string; readonly text: string }
  | { readonly kind: 'ip'; readonly octets: Uint8Array; readonly text: string }
  | {
      readonly kind: 'directoryName';
      /** Of each RDN, root first: equal where they match. */
      readonly rdnKeys: readonly string[];
      readonly text: string;
    }
  | { readonly kind: 'other'; readonly tag: number; readonly text: string };

const TEXT_KINDS: Readonly<Record<number, 'dns' | 'email' | 'uri'>> = {
  0x81: 'email',
  0x82: 'dns',
  0x86: 'uri',
};

/**
 * Empty without the extension, and where it is no GeneralNames at all: that is a finding of its
 * own.
 */
export function subjectNamesOf({ extensions }: Pick<Certificate, 'extensions'>): SubjectName[] {
  const found = extensions.find(({ oid }) => oid === EXTENSION.subjectAltName);
  if (!found) return [];
  return ifReadable(() => generalNamesOf(found.value)) ?? [];
}

/** Throws `input-malformed`. */
export function generalNamesOf(der: Uint8Array): SubjectName[] {
  return membersOf(readDer(der, TAG.sequence)).map(subjectName);
}

/** Of one GeneralName, under its implicit tag. Throws `input-malformed`. */
export function subjectName(element: DerElement): SubjectName {
  // One that cannot be read leaves the others as they are.
  const text = ifReadable(() => generalNameText(element)) ?? `unknown:#${shownHex(element.whole)}`;
  const kind = TEXT_KINDS[element.tag];
  if (kind) return { kind, value: ia5Text(element), text };
  if (element.tag === 0x87) return { kind: 'ip', octets: element.content, text };
  if (element.tag === 0xa4) {
    const name = ifReadable(() => nameOf(new DerReader(element.content).next(TAG.sequence)));
    if (name) return { kind: 'directoryName', rdnKeys: name.map(rdnKey), text };
  }
  return { kind: 'other', tag: element.tag, text };
}
