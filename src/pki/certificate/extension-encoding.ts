// Writes the extensions that every certificate of ours has (RFC 5280, 4.2), DER each. For issuing,
// where nothing else needs a library for certificates.
import { membersOf, readDer, TAG } from '../der/der.js';
import { encodeDer, encodeOid, encodeUnsigned } from '../der/der-encoding.js';
import { fromHex } from '../der/hex.js';
import {
  EXT_KEY_USAGE,
  EXTENSION,
  KEY_USAGE_BITS,
  type KeyUsage,
} from '../der/object-identifiers.js';
import {
  AUTHORITY_INFO_ACCESS,
  CRL_DISTRIBUTION_POINTS,
  encodeCrlUrl,
  encodeIssuerUrl,
  type InformationUrls,
} from './information-urls.js';
import type { GeneralName } from '../names/general-name.js';
import { encodeGeneralNames } from '../names/general-name-writing.js';

export interface CertificateExtensions extends InformationUrls {
  basicConstraints: { ca: boolean; pathLenConstraint?: number | undefined };
  keyUsage: readonly KeyUsage[];
  extKeyUsage: readonly (keyof typeof EXT_KEY_USAGE)[];
  /** DER of the extension's value. */
  nameConstraints?: Uint8Array | undefined;
  subjectAltNames: readonly GeneralName[];
  /** Hex. */
  subjectKeyIdentifier: string;
  authorityKeyIdentifier: string;
}

/**
 * Extensions, a SEQUENCE. basicConstraints, keyUsage and nameConstraints (in CAs only) are
 * critical; subjectAltName is where the subject is empty (4.2.1.6).
 */
export function encodeExtensions(
  extensions: CertificateExtensions,
  subjectDer: Uint8Array,
): Uint8Array {
  const { basicConstraints, nameConstraints, keyUsage, extKeyUsage, subjectAltNames } = extensions;
  const { crlUrl, issuerUrl } = extensions;
  const isSubjectEmpty = membersOf(readDer(subjectDer)).length === 0;
  const encoded = [
    encodeExtension(EXTENSION.basicConstraints, true, encodeBasicConstraints(basicConstraints)),
  ];
  if (nameConstraints) {
    encoded.push(encodeExtension(EXTENSION.nameConstraints, true, nameConstraints));
  }
  if (keyUsage.length > 0) {
    encoded.push(encodeExtension(EXTENSION.keyUsage, true, encodeKeyUsage(keyUsage)));
  }
  if (extKeyUsage.length > 0) {
    encoded.push(
      encodeExtension(
        EXTENSION.extKeyUsage,
        false,
        encodeExtKeyUsage(extKeyUsage.map((usage) => EXT_KEY_USAGE[usage])),
      ),
    );
  }
  if (subjectAltNames.length > 0) {
    const names = encodeGeneralNames(subjectAltNames);
    encoded.push(encodeExtension(EXTENSION.subjectAltName, isSubjectEmpty, names));
  }
  if (crlUrl !== undefined) {
    encoded.push(encodeExtension(CRL_DISTRIBUTION_POINTS, false, encodeCrlUrl(crlUrl)));
  }
  if (issuerUrl !== undefined) {
    encoded.push(encodeExtension(AUTHORITY_INFO_ACCESS, false, encodeIssuerUrl(issuerUrl)));
  }
  const [subjectKey, authorityKey] = [
    encodeDer(TAG.octetString, fromHex(extensions.subjectKeyIdentifier)),
    encodeDer(TAG.sequence, encodeDer(0x80, fromHex(extensions.authorityKeyIdentifier))),
  ];
  return encodeDer(
    TAG.sequence,
    ...encoded,
    encodeExtension(EXTENSION.subjectKeyIdentifier, false, subjectKey),
    encodeExtension(EXTENSION.authorityKeyIdentifier, false, authorityKey),
  );
}

/** extnID, critical (DEFAULT FALSE, so never written as such), extnValue. */
export function encodeExtension(oid: string, isCritical: boolean, value: Uint8Array): Uint8Array {
  return encodeDer(
    TAG.sequence,
    encodeDer(TAG.oid, encodeOid(oid)),
    ...(isCritical ? [TRUE] : []),
    encodeDer(TAG.octetString, value),
  );
}

const TRUE = encodeDer(TAG.boolean, new Uint8Array([0xff]));

/** 4.2.1.9: cA is DEFAULT FALSE. */
export function encodeBasicConstraints({
  ca,
  pathLenConstraint,
}: CertificateExtensions['basicConstraints']): Uint8Array {
  const length =
    pathLenConstraint === undefined ? [] : [encodeDer(TAG.integer, ofCount(pathLenConstraint))];
  return encodeDer(TAG.sequence, ...(ca ? [TRUE] : []), ...length);
}

/** The content of an INTEGER from 0 to 2^32 - 1. */
function ofCount(count: number): Uint8Array {
  const octets = new Uint8Array(4);
  new DataView(octets.buffer).setUint32(0, count);
  return encodeUnsigned(octets);
}

/** 4.2.1.3: a list of named bits, the first the highest, whose trailing zeros DER leaves out. */
export function encodeKeyUsage(usages: readonly KeyUsage[]): Uint8Array {
  const places = usages.map((usage) => KEY_USAGE_BITS.indexOf(usage));
  const last = Math.max(...places);
  const octets = new Uint8Array(1 + (last >> 3));
  for (const place of places)
    octets[place >> 3] = (octets[place >> 3] as number) | (0x80 >> (place & 7));
  return encodeDer(TAG.bitString, new Uint8Array([7 - (last & 7)]), octets);
}

/** 4.2.1.12: purposes, dotted. */
export function encodeExtKeyUsage(purposes: readonly string[]): Uint8Array {
  const identifiers = purposes.map((purpose) => encodeDer(TAG.oid, encodeOid(purpose)));
  return encodeDer(TAG.sequence, ...identifiers);
}
