// Makes PKCS#10 certification requests (RFC 2986) with the extensions that are asked for (RFC 2985,
// 5.4.2). For `cert request`, and for issuers that take requests.
import type { Crypto } from '../../ports.js';
import { checkKey } from '../key/key-policy.js';
import { TAG } from '../der/der.js';
import { encodeDer, encodeOid } from '../der/der-encoding.js';
import type { DistinguishedName } from '../names/distinguished-name.js';
import type { GeneralName } from '../names/general-name.js';
import { encodeName } from '../names/name-encoding.js';
import type { KeyUsage } from '../der/object-identifiers.js';
import { type EndEntityProfile, keyUsageOf, PROFILES } from '../issuing/profile.js';
import { describePublicKey, signatureHashFor } from '../key/public-key.js';
import { algorithmIdentifier, signatureBits } from '../signature/signature-encoding.js';
import { encodeRequestedExtensions } from '../certificate/x509.js';

export interface RequestedCertificate {
  /** None: the CA decides about keyUsage and extKeyUsage. */
  profile?: EndEntityProfile | undefined;
  /** None: that of the profile. */
  keyUsage?: readonly KeyUsage[] | undefined;
  subject: DistinguishedName;
  subjectAltNames: readonly GeneralName[];
}

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

/** DER, signed by the key that it names. Throws `key-weak`, `key-unsupported`. */
export async function buildRequest(
  wanted: RequestedCertificate,
  keys: { privateKeyInfo: Uint8Array; subjectPublicKeyInfo: Uint8Array },
  crypto: Crypto,
): Promise<Uint8Array> {
  checkKey(keys.subjectPublicKeyInfo);
  const key = describePublicKey(keys.subjectPublicKeyInfo);
  const hash = signatureHashFor(key);
  const info = encodeInfo(wanted, keys.subjectPublicKeyInfo);
  const signature = await crypto.sign(keys.privateKeyInfo, hash, info);
  const algorithm = algorithmIdentifier(key, hash);
  return encodeDer(TAG.sequence, info, algorithm, signatureBits(signature, key.algorithm));
}

/** CertificationRequestInfo: version 0, subject, key, attributes under [0]. */
function encodeInfo(
  { profile, keyUsage, subject, subjectAltNames }: RequestedCertificate,
  subjectPublicKeyInfo: Uint8Array,
): Uint8Array {
  const subjectDer = encodeName(subject);
  const extensions = encodeRequestedExtensions({
    subjectDer,
    keyUsage: keyUsage ?? (profile ? keyUsageOf(profile, subjectPublicKeyInfo) : []),
    extKeyUsage: profile ? PROFILES[profile].extKeyUsage : [],
    subjectAltNames,
  });
  const attributes = extensions
    ? [
        encodeDer(
          TAG.sequence,
          encodeDer(TAG.oid, encodeOid(EXTENSION_REQUEST)),
          encodeDer(TAG.set, extensions),
        ),
      ]
    : [];
  const version = encodeDer(TAG.integer, new Uint8Array([0]));
  return encodeDer(
    TAG.sequence,
    version,
    subjectDer,
    subjectPublicKeyInfo,
    encodeDer(0xa0, ...attributes),
  );
}
