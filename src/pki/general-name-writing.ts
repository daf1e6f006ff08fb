// GeneralNames (RFC 5280, 4.2.1.6) from our values to DER, for the subjectAltName.
import { TAG } from './der.js';
import { encodeDer, encodeText } from './der-encoding.js';
import type { GeneralName, GeneralNameKind } from './general-name.js';
import { ipAddressToBytes } from './ip-address.js';

/** Context tags: rfc822Name [1], dNSName [2], uniformResourceIdentifier [6], iPAddress [7]. */
const TAGS: Readonly<Record<GeneralNameKind, number>> = {
  email: 0x81,
  dns: 0x82,
  uri: 0x86,
  ip: 0x87,
};

/** A GeneralNames sequence. The names are canonical already, and so all ASCII. */
export function encodeGeneralNames(names: readonly GeneralName[]): Uint8Array {
  return encodeDer(
    TAG.sequence,
    ...names.map(({ kind, value }) =>
      encodeDer(TAGS[kind], kind === 'ip' ? ipAddressToBytes(value) : encodeText(value)),
    ),
  );
}
