// Assembles a CRL and has it signed (RFC 5280, 5.1): a complete one of all that its issuer has
// issued. For `crl issue`.
import { TAG } from '../der/der.js';
import { encodeDer, encodeUnsigned } from '../der/der-encoding.js';
import { fromHex } from '../der/hex.js';
import { encodeTime } from '../der/time-encoding.js';
import { encodeExtension } from '../certificate/extension-encoding.js';
import type { CertificateSigner } from '../certificate/certificate-building.js';
import { describePublicKey } from '../key/public-key.js';
import { algorithmIdentifier, signatureBits } from '../signature/signature-encoding.js';
import { reasonCode, type RevocationReason } from './revocation-reason.js';

/** Everything that goes into a CRL, in the order of RFC 5280, 5.1. */
export interface CrlContent {
  /** Byte for byte as the issuer's certificate has it. */
  issuerDer: Uint8Array;
  thisUpdate: Date;
  nextUpdate: Date;
  revoked: Iterable<CrlEntryContent>;
  /** Hex: the key that signs. */
  authorityKeyIdentifier: string;
  crlNumber: bigint;
}

export interface CrlEntryContent {
  /** Hex, positive. */
  serialNumber: string;
  revocationDate: Date;
  reason: RevocationReason;
}

const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';
const CRL_NUMBER = '2.5.29.20';
const REASON_CODE = '2.5.29.21';

/** DER. */
export async function buildCrl(
  content: CrlContent,
  { subjectPublicKeyInfo, hash, sign }: CertificateSigner,
): Promise<Uint8Array> {
  const key = describePublicKey(subjectPublicKeyInfo);
  const algorithm = algorithmIdentifier(key, hash);
  const tbs = encodeTbsCertList(content, algorithm);
  return encodeDer(TAG.sequence, tbs, algorithm, signatureBits(await sign(tbs), key.algorithm));
}

/** Version 2, signature, issuer, thisUpdate, nextUpdate, revokedCertificates, extensions in [0]. */
function encodeTbsCertList(content: CrlContent, algorithm: Uint8Array): Uint8Array {
  const entries = Buffer.concat(Array.from(content.revoked, encodeEntry));
  return encodeDer(
    TAG.sequence,
    encodeDer(TAG.integer, new Uint8Array([1])),
    algorithm,
    content.issuerDer,
    encodeTime(content.thisUpdate),
    encodeTime(content.nextUpdate),
    // 5.1.2.6: absent where nothing is revoked.
    ...(entries.length > 0 ? [encodeDer(TAG.sequence, entries)] : []),
    encodeDer(0xa0, encodeDer(TAG.sequence, ...extensionsOf(content))),
  );
}

/** 5.2.1 and 5.2.3: neither is critical. */
function extensionsOf({ authorityKeyIdentifier, crlNumber }: CrlContent): Uint8Array[] {
  const keyIdentifier = encodeDer(0x80, fromHex(authorityKeyIdentifier));
  const number = encodeNumber(crlNumber.toString(16));
  return [
    encodeExtension(AUTHORITY_KEY_IDENTIFIER, false, encodeDer(TAG.sequence, keyIdentifier)),
    encodeExtension(CRL_NUMBER, false, number),
  ];
}

/** 5.3.1: a reason is left out rather than said to be unspecified. */
function encodeEntry({ serialNumber, revocationDate, reason }: CrlEntryContent): Uint8Array {
  const code = encodeDer(TAG.enumerated, new Uint8Array([reasonCode(reason)]));
  const extensions = encodeDer(TAG.sequence, encodeExtension(REASON_CODE, false, code));
  return encodeDer(
    TAG.sequence,
    encodeNumber(serialNumber),
    encodeTime(revocationDate),
    ...(reason === 'unspecified' ? [] : [extensions]),
  );
}

function encodeNumber(hex: string): Uint8Array {
  const octets = fromHex(hex.length % 2 === 0 ? hex : `0${hex}`);
  return encodeDer(TAG.integer, encodeUnsigned(octets));
}
