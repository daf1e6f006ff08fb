// All files of one host in the forms that are wanted: PEM, PKCS#12 stores, whom it trusts, and the
// passwords that nobody chose.
import type { Crypto, Random } from '../../ports.js';
import type { Store } from '../../targets/descriptor/form.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { keyStoreFile, pemFiles, trustFile, trustStoreFile } from './host-files.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import type { FileKind, PlannedFile, PlannedSecret } from './plan.js';
import { SECRETS_FILE, type SecretPurpose } from '../../targets/secret.js';
import { secretOf, secretsFile } from './secrets.js';

export interface IdentityFilesRequest {
  formats: readonly Store[];
  stem: string;
  identity: HostIdentity;
  /** Opens stores and key alike; stores are left out without one. */
  password: KeyPassword | undefined;
}

export async function identityFiles(
  { formats, stem, identity, password }: IdentityFilesRequest,
  ports: { crypto: Crypto; random: Random },
): Promise<PlannedFile[]> {
  const { trustAnchors } = identity;
  const files: PlannedFile[] = [];
  const secrets: PlannedSecret[] = [];
  const remember = (purpose: SecretPurpose, opens: string) => {
    if (password?.isGenerated) secrets.push(secretOf(stem, purpose, password, opens));
  };
  if (formats.includes('pem')) {
    files.push(...(await pemFiles(stem, identity, password, ports)));
    remember('key', `${stem}.key`);
  }
  if (formats.includes('pkcs12') && password) {
    const keyStore = { path: 'keystore.p12', alias: stem, identity, password };
    const trustStore = { path: 'truststore.p12', trustAnchors, password };
    files.push(await keyStoreFile(keyStore, ports), await trustStoreFile(trustStore, ports));
    remember('keyStore', 'keystore.p12');
    remember('trustStore', 'truststore.p12');
  }
  files.push(trustFile(identity));
  return secrets.length > 0 ? [...files, secretsFile(SECRETS_FILE, secrets)] : files;
}

/** The same files before there is anything to put into them. */
export function identityFileNames(
  formats: readonly Store[],
  stem: string,
  password: KeyPassword | undefined,
): { path: string; kind: FileKind }[] {
  const isPem = formats.includes('pem');
  const hasStores = formats.includes('pkcs12') && password !== undefined;
  const names: [isMade: boolean, path: string, kind: FileKind][] = [
    [isPem, `${stem}.crt`, 'certificate'],
    [isPem, `${stem}.key`, 'private-key'],
    [hasStores, 'keystore.p12', 'keystore'],
    [hasStores, 'truststore.p12', 'truststore'],
    [true, 'ca.crt', 'certificate'],
    [password?.isGenerated ?? false, SECRETS_FILE, 'secrets'],
  ];
  return names.filter(([isMade]) => isMade).map(([, path, kind]) => ({ path, kind }));
}
