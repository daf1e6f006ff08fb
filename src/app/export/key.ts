// `export key`: a private key in another container.
import { TlsmithError } from '../../errors.js';
import { encodePem } from '../../formats/containers/pem.js';
import { describePublicKey, nameOfPublicKey } from '../../pki/key/public-key.js';
import { checkGivenKeyIsRead, loadConsumers } from '../making/consumers.js';
import { type ExportPorts, type ExportRequest, type ExportSummary, writeExport } from './file.js';
import { keyFile } from '../writing/host-files.js';
import { loadNewPassword, type PasswordSource } from '../reading/passwords.js';
import { loadPrivateKey } from '../reading/private-key.js';
import { type PlannedFile, textFile } from '../writing/plan.js';

export interface ExportKeyRequest extends ExportRequest {
  /** PEM, DER or PKCS#12. */
  file: string;
  filePassword?: PasswordSource | undefined;
  /** Which entry of a store. */
  alias?: string | undefined;
  /** traditional: PKCS#1 for RSA, SEC1 for EC. */
  container: 'pkcs8' | 'traditional';
}

export async function exportKey(
  request: ExportKeyRequest,
  ports: ExportPorts,
): Promise<ExportSummary> {
  const consumers = await loadConsumers(request, ports);
  checkContainer(request);
  const { privateKeyInfo } = await loadPrivateKey(
    request.file,
    request.filePassword,
    ports,
    request.alias === undefined ? {} : { alias: request.alias },
  );
  const key = describePublicKey(ports.crypto.publicKeyOf(privateKeyInfo));
  const container = request.password ? 'pkcs8-encrypted' : 'pkcs8';
  checkGivenKeyIsRead(key, consumers, [container]);
  const password = request.password && {
    text: await loadNewPassword(request.password, ports),
    isGenerated: request.password === 'generate',
  };
  const file =
    request.container === 'traditional'
      ? traditionalFile(request.out, privateKeyInfo, nameOfPublicKey(key), ports)
      : await keyFile(request.out, privateKeyInfo, password, ports);
  return {
    ...(await writeExport(request, file, password, 'KEY', [request.file], ports)),
    certificates: [],
  };
}

/** The old PEM encryption derives its key with one round of MD5, and no product known here asks for a plain traditional key. */
function checkContainer({ container, password, consumers }: ExportKeyRequest): void {
  if (container === 'pkcs8') return;
  if (password !== undefined) {
    throw new TlsmithError(
      'consumer-cannot-read',
      'an encrypted key is written as PKCS#8 only: the encryption of traditional keys is weak, and readers are dropping it',
      { found: 'traditional', possible: ['pkcs8'] },
    );
  }
  if (consumers.length > 0) {
    throw new TlsmithError(
      'consumer-cannot-read',
      `${consumers.join(', ')} reads PKCS#8 in every version, and not everywhere a traditional key`,
      { found: 'traditional', possible: ['pkcs8'] },
    );
  }
}

function traditionalFile(
  path: string,
  privateKeyInfo: Uint8Array,
  name: string,
  { crypto }: ExportPorts,
): PlannedFile {
  const encoded = crypto.encodeTraditionalKey(privateKeyInfo);
  if (encoded) return textFile(path, encodePem(encoded.label, encoded.der), 'private-key');
  throw new TlsmithError('key-unsupported', `there is no traditional form of a ${name} key`, {
    found: name,
    possible: ['pkcs8'],
  });
}
