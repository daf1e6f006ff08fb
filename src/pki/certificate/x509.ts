// The one door to @peculiar/x509: makes the extensions that a request asks for. Only DER and our
// own values cross it.
import 'reflect-metadata';
import { ExtendedKeyUsageExtension, Extension, KeyUsagesExtension } from '@peculiar/x509';
import { membersOf, readDer, TAG } from '../der/der.js';
import { encodeDer } from '../der/der-encoding.js';
import {
  EXT_KEY_USAGE,
  EXTENSION,
  KEY_USAGE_BITS,
  type KeyUsage,
} from '../der/object-identifiers.js';
import type { GeneralName } from '../names/general-name.js';
import { encodeGeneralNames } from '../names/general-name-writing.js';

export interface UsageAndNames {
  subjectDer: Uint8Array;
  keyUsage: readonly KeyUsage[];
  extKeyUsage: readonly (keyof typeof EXT_KEY_USAGE)[];
  subjectAltNames: readonly GeneralName[];
}

/** The Extensions that a request asks for, DER; undefined where it asks for none. */
export function encodeRequestedExtensions(content: UsageAndNames): Uint8Array | undefined {
  const extensions = usageAndNames(content).map(({ rawData }) => new Uint8Array(rawData));
  return extensions.length === 0 ? undefined : encodeDer(TAG.sequence, ...extensions);
}

/**
 * keyUsage is critical, subjectAltName only where the subject is empty (RFC 5280, 4.2.1.3 and
 * 4.2.1.6).
 */
function usageAndNames(content: UsageAndNames): Extension[] {
  const bits = content.keyUsage.reduce(
    (sum, usage) => sum | (1 << KEY_USAGE_BITS.indexOf(usage)),
    0,
  );
  const extensions: Extension[] =
    content.keyUsage.length > 0 ? [new KeyUsagesExtension(bits, true)] : [];
  if (content.extKeyUsage.length > 0) {
    const usages = content.extKeyUsage.map((usage) => EXT_KEY_USAGE[usage]);
    extensions.push(new ExtendedKeyUsageExtension(usages));
  }
  if (content.subjectAltNames.length > 0) {
    const isSubjectEmpty = membersOf(readDer(content.subjectDer)).length === 0;
    const names = buffer(encodeGeneralNames(content.subjectAltNames));
    extensions.push(new Extension(EXTENSION.subjectAltName, isSubjectEmpty, names));
  }
  return extensions;
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer as ArrayBuffer;
}
