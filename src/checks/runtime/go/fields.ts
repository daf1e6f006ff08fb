// What Go reads of a certificate (crypto/x509, parser.go): for those who build chains and those who
// judge one. Octets behind the value of an extension do not count.
import {
  decodeExtKeyUsage,
  decodeKeyUsage,
  ifReadable,
} from '../../../pki/certificate/certificate-encoding.js';
import { type DerElement, firstDer, TAG } from '../../../pki/der/der.js';
import { ia5Text } from '../../../pki/der/der-values.js';
import { toHex } from '../../../pki/der/hex.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import type { SubjectName } from '../../../pki/names/subject-names.js';
import { constraintsOf, extensionOf } from '../certificate-traits.js';
import { GoReader } from './reader.js';

/** Only version 3 has extensions. */
export function goFieldsOf({ certificate }: PathCertificate) {
  const { version, extensions } = certificate;
  if (version < 3) return { version, extensions: [] };
  const basicConstraints = constraintsOf(certificate);
  const keyUsage = valueIn(certificate, EXTENSION.keyUsage, decodeKeyUsage);
  const extKeyUsage = valueIn(certificate, EXTENSION.extKeyUsage, decodeExtKeyUsage);
  return {
    version,
    extensions,
    ...(basicConstraints && { basicConstraints }),
    ...(keyUsage && { keyUsage }),
    ...(extKeyUsage && { extKeyUsage }),
  };
}

function valueIn<T>(
  certificate: Certificate,
  oid: string,
  decode: (value: Uint8Array) => T,
): T | undefined {
  const found = extensionOf(certificate, oid);
  return found && ifReadable(() => decode(firstDer(found.value).whole));
}

/** In hex; empty where there is none. */
export function goKeyIdentifiersOf(certificate: Certificate): { own: string; authority: string } {
  const own = extensionOf(certificate, EXTENSION.subjectKeyIdentifier);
  const authority = extensionOf(certificate, EXTENSION.authorityKeyIdentifier);
  const octets = (read: () => DerElement | undefined) => {
    const found = ifReadable(read);
    return found ? toHex(found.content) : '';
  };
  return {
    own: own ? octets(() => new GoReader(own.value).next(TAG.octetString)) : '',
    authority: authority
      ? octets(() => new GoReader(authority.value).sequence().optional(0x80))
      : '',
  };
}

/** The four kinds that Go knows; what the others hold is not looked at. */
export function goNamesOf({ certificate }: PathCertificate): readonly SubjectName[] {
  const found = certificate.version === 3 && extensionOf(certificate, EXTENSION.subjectAltName);
  return found ? (ifReadable(() => goNamesIn(found.value)) ?? []) : [];
}

const KINDS = { 0x81: 'email', 0x82: 'dns', 0x86: 'uri' } as const;

function goNamesIn(value: Uint8Array): SubjectName[] {
  const names: SubjectName[] = [];
  for (const reader = new GoReader(value).sequence(); !reader.isDone;) {
    const element = reader.next();
    const text = ia5Text(element);
    const kind = KINDS[element.tag as keyof typeof KINDS];
    if (element.tag === 0x87) names.push({ kind: 'ip', octets: element.content, text: '' });
    else if (kind) names.push({ kind, value: text, text });
  }
  return names;
}
