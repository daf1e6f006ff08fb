// `export key`: a private key in another container.
import { plainSource } from '../../checks/loading/loaded-files.js';
import { TlsmithError } from '../../errors.js';
import { encodePem } from '../../formats/containers/pem.js';
import { WRITTEN_ENCRYPTION } from '../../formats/keys/key-encryption.js';
import type { KeySource } from '../../pki/certificate/identity.js';
import { describePublicKey, nameOfPublicKey, type PublicKey } from '../../pki/key/public-key.js';
import { loadConsumers, releasesOf } from '../making/consumers.js';
import { requireLoadable } from '../making/loadable.js';
import { type ExportPorts, type ExportRequest, type ExportSummary, writeExport } from './file.js';
import { keyFile } from '../writing/host-files.js';
import { loadNewPassword, type PasswordSource } from '../reading/key/passwords.js';
import { loadPrivateKey } from '../reading/key/private-key.js';
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
  const publicKey = ports.crypto.publicKeyOf(privateKeyInfo);
  const key = describePublicKey(publicKey);
  const written = { source: sourceOf(key, request), publicKey, hasPassword: undefined };
  requireLoadable({ key: written }, releasesOf(consumers), ports.reporter);
  const password = request.password && {
    text: await loadNewPassword(request.password, ports),
    isGenerated: request.password === 'generate',
  };
  const file =
    request.container === 'traditional'
      ? traditionalFile(request.out, privateKeyInfo, nameOfPublicKey(key), ports)
      : await keyFile(request.out, privateKeyInfo, password, ports);
  const secret = password && { password, purpose: 'key' as const };
  return {
    ...(await writeExport(request, { file, inputs: [request.file], secret }, ports)),
    certificates: [],
  };
}

/** The old PEM encryption derives its key with one round of MD5. */
function checkContainer({ container, password }: ExportKeyRequest): void {
  if (container === 'pkcs8' || password === undefined) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    'an encrypted key is written as PKCS#8 only: the encryption of traditional keys is weak, and readers are dropping it',
    { found: 'traditional', possible: ['pkcs8'] },
  );
}

/** The file as it will stand there. */
function sourceOf(
  { algorithm }: PublicKey,
  { out: path, container, password }: ExportKeyRequest,
): KeySource {
  const form = container === 'pkcs8' ? 'pkcs8' : algorithm === 'RSA' ? 'pkcs1' : 'sec1';
  const encryption = password === undefined ? undefined : WRITTEN_ENCRYPTION;
  return { ...plainSource(path, 'pem'), form, encryption, before: [] };
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
