// What an end of a TLS connection shows: its chain and its key, as PEM in memory.
import { encodeCertificates, encodePem } from '../../formats/containers/pem.js';
import type { Identity } from '../../pki/certificate/identity.js';
import type { TlsIdentity } from '../../ports.js';

export function tlsIdentity({ chain, privateKeyInfo }: Identity): TlsIdentity {
  return {
    certificateChain: encodeCertificates(chain),
    privateKey: encodePem('PRIVATE KEY', privateKeyInfo),
  };
}
