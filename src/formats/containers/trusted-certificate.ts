// OpenSSL's own `TRUSTED CERTIFICATE`: a certificate, then for what it is to be trusted
// (X509_CERT_AUX of its x509_aux.c).
import {
  type DerElement,
  DerReader,
  firstDer,
  membersOf,
  readDer,
  TAG,
} from '../../pki/der/der.js';
import { oidOf, textOf } from '../../pki/der/der-values.js';

/** Dotted identifiers, of extKeyUsage mostly. */
export interface TrustSettings {
  /** Trusted for these uses only; undefined where nothing is said, which is trust for all. */
  trusted: string[] | undefined;
  /** Never trusted for these, whatever else is said. */
  rejected: string[];
  alias: string | undefined;
}

const NO_SETTINGS: TrustSettings = { trusted: undefined, rejected: [], alias: undefined };

/** Throws `input-malformed`. */
export function decodeTrustedCertificate(bytes: Uint8Array): {
  der: Uint8Array;
  settings: TrustSettings;
} {
  const { whole: der } = firstDer(bytes);
  const rest = bytes.subarray(der.length);
  if (rest.length === 0) return { der, settings: NO_SETTINGS };
  const members = new DerReader(readDer(rest, TAG.sequence).content);
  const trusted = members.optional(TAG.sequence);
  const rejected = members.optional(0xa0);
  const alias = members.optional(0x0c);
  return {
    der,
    settings: {
      trusted: trusted && usesOf(trusted),
      rejected: rejected ? usesOf(rejected) : [],
      alias: alias && textOf(alias),
    },
  };
}

function usesOf(list: DerElement): string[] {
  return membersOf(list).map(oidOf);
}
