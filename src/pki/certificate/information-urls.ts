// Where a certificate says that its issuer's CRL and certificate are to be had (RFC 5280, 4.2.1.13
// and 4.2.2.1): written, and read back for a successor that says the same.
import { DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { encodeDer, encodeOid, encodeText } from '../der/der-encoding.js';
import { oidOf } from '../der/der-values.js';
import { isInformationUrl } from '../names/information-url.js';
import { ifReadable } from './certificate-encoding.js';
import type { CertificateExtension } from './certificate.js';

export interface InformationUrls {
  crlUrl?: string | undefined;
  /** Of the issuer's certificate. */
  issuerUrl?: string | undefined;
}

export const CRL_DISTRIBUTION_POINTS = '2.5.29.31';
export const AUTHORITY_INFO_ACCESS = '1.3.6.1.5.5.7.1.1';
const CA_ISSUERS = '1.3.6.1.5.5.7.48.2';

/** The tags of a GeneralName that is a URI, and of the names of a distribution point. */
const URI = 0x86;
const NAMES = 0xa0;

/** One point, with one name. */
export function encodeCrlUrl(url: string): Uint8Array {
  const name = encodeDer(NAMES, encodeDer(NAMES, uri(url)));
  return encodeDer(TAG.sequence, encodeDer(TAG.sequence, name));
}

export function encodeIssuerUrl(url: string): Uint8Array {
  const method = encodeDer(TAG.oid, encodeOid(CA_ISSUERS));
  return encodeDer(TAG.sequence, encodeDer(TAG.sequence, method, uri(url)));
}

function uri(url: string): Uint8Array {
  return encodeDer(URI, encodeText(url));
}

/** The first of each that could be written here. */
export function informationUrlsOf({
  extensions,
}: {
  extensions: readonly CertificateExtension[];
}): InformationUrls {
  const value = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value;
  const [points, access] = [value(CRL_DISTRIBUTION_POINTS), value(AUTHORITY_INFO_ACCESS)];
  return {
    crlUrl: points && ifReadable(() => crlUrlIn(points)),
    issuerUrl: access && ifReadable(() => issuerUrlIn(access)),
  };
}

function crlUrlIn(value: Uint8Array): string | undefined {
  for (const { content } of membersOf(readDer(value, TAG.sequence))) {
    const name = new DerReader(content).optional(NAMES);
    const full = name && new DerReader(name.content).optional(NAMES);
    const url = (full ? membersOf(full) : []).find(({ tag }) => tag === URI);
    if (url) return plainUrl(url.content);
  }
  return undefined;
}

function issuerUrlIn(value: Uint8Array): string | undefined {
  for (const { content } of membersOf(readDer(value, TAG.sequence))) {
    const members = new DerReader(content);
    const method = oidOf(members.next(TAG.oid));
    const place = members.next();
    if (method === CA_ISSUERS && place.tag === URI) return plainUrl(place.content);
  }
  return undefined;
}

function plainUrl(octets: Uint8Array): string | undefined {
  const text = Buffer.from(octets).toString('latin1');
  return isInformationUrl(text) ? text : undefined;
}
