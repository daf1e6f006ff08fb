// `export keystore`: a PKCS#12 key store from key and certificate in any form.
import type { StoreProtection } from '../../formats/pkcs12/seal.js';
import { describePublicKey } from '../../pki/key/public-key.js';
import { checkGivenKeyIsRead, loadConsumers } from '../making/consumers.js';
import { type ExportPorts, type ExportRequest, type ExportSummary, writeExport } from './file.js';
import { keyStoreFile } from '../writing/host-files.js';
import { checkReadByJvm, warnOfJvm } from '../making/jvm-certificates.js';
import { type IdentitySource, loadIdentity } from '../reading/identity.js';
import { loadStorePassword, type PasswordSource } from '../reading/passwords.js';
import { summarizeCertificate } from '../writing/plan.js';

export interface ExportKeystoreRequest extends ExportRequest {
  source: IdentitySource;
  /** Opens the source. */
  sourcePassword?: PasswordSource | undefined;
  /** None: the name of the certificate's file. */
  alias?: string | undefined;
  compat: StoreProtection['compat'];
}

export async function exportKeystore(
  request: ExportKeystoreRequest,
  ports: ExportPorts,
): Promise<ExportSummary> {
  const consumers = await loadConsumers(request, ports);
  const identity = await loadIdentity(request.source, request.sourcePassword, ports);
  const [certificate, ...intermediates] = identity.chain;
  const key = describePublicKey(certificate.subjectPublicKeyInfo);
  checkReadByJvm(identity.chain, consumers);
  checkGivenKeyIsRead(key, consumers, ['pkcs12']);
  warnOfJvm(identity.chain, ports.reporter);
  const password = await loadStorePassword(request.password, request.out, ports);
  const store = await keyStoreFile(
    request.out,
    request.alias ?? identity.name,
    { certificate, intermediates, privateKeyInfo: identity.privateKeyInfo },
    password,
    ports,
    request.compat,
  );
  const files = await writeExport(request, store, password, 'KEYSTORE', identity.inputs, ports);
  return {
    ...files,
    certificates: [summarizeCertificate(certificate, request.out, ports.crypto)],
  };
}
