// The files of one host: its certificate with the intermediates, its key, and whom it trusts.
import { ITERATIONS_FOR_CHOSEN, ITERATIONS_FOR_GENERATED } from '../formats/key-encryption.js';
import { encodeCertificates } from '../formats/pem.js';
import { encodeEncryptedPrivateKey, encodePrivateKey } from '../formats/private-key.js';
import type { Certificate } from '../pki/certificate.js';
import type { Crypto, Random } from '../ports.js';
import { type PlannedFile, textFile } from './plan.js';

export interface HostIdentity {
  /** End-entity certificate. */
  certificate: Certificate;
  /** What the host has to send along, issuer first; never the root. */
  intermediates: readonly Certificate[];
  trustAnchors: readonly Certificate[];
  privateKeyInfo: Uint8Array;
}

export interface KeyPassword {
  text: string;
  isGenerated: boolean;
}

/** `STEM.crt`, `STEM.key` (PKCS#8) and `ca.crt`. */
export async function hostFiles(
  stem: string,
  host: HostIdentity,
  password: KeyPassword | undefined,
  ports: { crypto: Crypto; random: Random },
): Promise<PlannedFile[]> {
  return [
    textFile(
      `${stem}.crt`,
      encodeCertificates([host.certificate, ...host.intermediates]),
      'certificate',
    ),
    await keyFile(`${stem}.key`, host.privateKeyInfo, password, ports),
    textFile('ca.crt', encodeCertificates(host.trustAnchors), 'certificate'),
  ];
}

/** PKCS#8 PEM, encrypted where there is a password. */
export async function keyFile(
  path: string,
  privateKeyInfo: Uint8Array,
  password: KeyPassword | undefined,
  ports: { crypto: Crypto; random: Random },
): Promise<PlannedFile> {
  const text = password
    ? await encodeEncryptedPrivateKey(
        privateKeyInfo,
        password.text,
        password.isGenerated ? ITERATIONS_FOR_GENERATED : ITERATIONS_FOR_CHOSEN,
        ports,
      )
    : encodePrivateKey(privateKeyInfo);
  return textFile(path, text, 'private-key');
}
