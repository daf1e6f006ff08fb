// `export keystore`: a PKCS#12 key store from key and certificate in any form.
import type { StoreProtection } from '../../formats/pkcs12/seal.js';
import { plainSource, storedIdentity } from '../../checks/loading/loaded-files.js';
import { loadConsumers, releasesOf } from '../making/consumers.js';
import { requireLoadable } from '../making/loadable.js';
import { type ExportPorts, type ExportRequest, type ExportSummary, writeExport } from './file.js';
import { keyStoreFile } from '../writing/host-files.js';
import { warnOfJvm } from '../making/jvm-certificates.js';
import { type IdentitySource, loadIdentity } from '../reading/key/identity.js';
import { loadStorePassword, type PasswordSource } from '../reading/key/passwords.js';
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
  const identity = await loadIdentity(
    {
      source: request.source,
      password: request.sourcePassword,
      choice: { newAlias: request.alias },
    },
    ports,
  );
  const [certificate] = identity.chain;
  requireLoadable(
    storedIdentity(plainSource(request.out, 'store'), identity.chain),
    releasesOf(consumers),
    ports.reporter,
  );
  warnOfJvm(identity.chain, ports.reporter);
  const password = await loadStorePassword(request.password, request.out, ports);
  const { out: path, alias = identity.name, compat } = request;
  const store = await keyStoreFile({ path, alias, identity, password, compat }, ports);
  const secret = { password, purpose: 'keyStore' as const };
  const exported = { file: store, inputs: identity.inputs, secret };
  const files = await writeExport(request, exported, ports);
  return {
    ...files,
    certificates: [summarizeCertificate(certificate, request.out, ports.crypto)],
  };
}
