// Rule: the private key is the one of the certificate (RFC 8446, 4.4.3: the handshake is signed with it). Netty notices nothing at start-up.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import type { PathFinding } from '../finding.js';

/** `isSameKey` compares two SubjectPublicKeyInfos. */
export function checkKeyMismatch(
  { subject, subjectPublicKeyInfo }: Certificate,
  publicKey: Uint8Array,
  isSameKey: (a: Uint8Array, b: Uint8Array) => boolean,
): PathFinding[] {
  if (isSameKey(subjectPublicKeyInfo, publicKey)) return [];
  return [
    {
      code: 'key-mismatch',
      severity: 'error',
      subject: formatDistinguishedName(subject),
      message:
        'the private key is not the one of the certificate: Go and OpenSSL refuse to load them, a JVM starts and fails every handshake',
      citation: 'RFC 8446, 4.4.3',
    },
  ];
}
