// Traditional keys under single DES (RFC 1421, DEK-Info: DES-CBC), which OpenSSL 3 has put aside:
// opened by hand, never written.
import { TlsmithError } from '../../errors.js';
import type { Crypto, EncodedPrivateKey } from '../../ports.js';
import { decodePem } from '../containers/pem.js';
import { singleDesKey } from '../pkcs12/pbes1.js';

/**
 * The key inside, still in its container; undefined where the block is under another cipher. Throws
 * `password-wrong`.
 */
export async function openSingleDesKey(
  pem: string,
  password: string,
  crypto: Crypto,
): Promise<EncodedPrivateKey | undefined> {
  const [block] = decodePem(Buffer.from(pem, 'latin1'));
  const vector = block?.headers
    .map((header) => /^DEK-Info: *DES-CBC, *([0-9A-F]{16})\s*$/i.exec(header)?.[1])
    .find((hex) => hex !== undefined);
  if (!block || vector === undefined) return undefined;
  const iv = new Uint8Array(Buffer.from(vector, 'hex'));
  // The derivation of that time: one round of MD5 over password and vector.
  const secret = Buffer.concat([Buffer.from(password, 'utf8'), iv]);
  const key = crypto.digest('MD5', secret).subarray(0, 8);
  const der = await crypto.decryptTripleDesCbc(singleDesKey(key), iv, block.der);
  if (der === undefined) {
    throw new TlsmithError('password-wrong', 'the password does not open the private key');
  }
  return { der, container: block.label.startsWith('EC') ? 'sec1' : 'pkcs1' };
}
