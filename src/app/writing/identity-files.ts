// All files of one host in the forms that are wanted: PEM, PKCS#12 stores, whom it trusts, and the passwords that nobody chose.
import type { Crypto, Random } from '../../ports.js';
import type { Store } from '../../targets/descriptor/form.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { keyStoreFile, pemFiles, trustFile, trustStoreFile } from './host-files.js';
import type { KeyPassword } from '../reading/passwords.js';
import type { FileKind, PlannedFile, PlannedSecret } from './plan.js';
import { SECRETS_FILE, type SecretPurpose } from '../../targets/secret.js';
import { secretOf, secretsFile } from './secrets.js';

/** `password` opens stores and key alike; stores are left out without one. */
export async function identityFiles(
  formats: readonly Store[],
  stem: string,
  host: HostIdentity,
  password: KeyPassword | undefined,
  ports: { crypto: Crypto; random: Random },
): Promise<PlannedFile[]> {
  const files: PlannedFile[] = [];
  const secrets: PlannedSecret[] = [];
  const remember = (purpose: SecretPurpose, opens: string) => {
    if (password?.isGenerated) secrets.push(secretOf(stem, purpose, password, opens));
  };
  if (formats.includes('pem')) {
    files.push(...(await pemFiles(stem, host, password, ports)));
    remember('key', `${stem}.key`);
  }
  if (formats.includes('pkcs12') && password) {
    files.push(await keyStoreFile('keystore.p12', stem, host, password, ports));
    files.push(await trustStoreFile('truststore.p12', host.trustAnchors, password, ports));
    remember('keyStore', 'keystore.p12');
    remember('trustStore', 'truststore.p12');
  }
  files.push(trustFile(host));
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
