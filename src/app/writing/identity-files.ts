// The files of an identity, each by what it is for: one list for whoever writes them and for
// whoever only has to know what they are called.
import { encodeCertificates } from '../../formats/containers/pem.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import type { Store } from '../../targets/descriptor/form.js';
import { SECRETS_FILE, type SecretPurpose } from '../../targets/secret.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import { type EncodingPorts, keyFile, keyStoreFile, trustStoreFile } from './host-files.js';
import {
  type FileKind,
  type PlannedFile,
  type PlannedSecret,
  textFile,
  unmadeFile,
} from './plan.js';
import { secretOf, secretsFile } from './secrets.js';

/** A file that is wanted of an identity. */
export type WantedFile =
  | { role: 'certificate' | 'trust'; path: string }
  | { role: 'key'; path: string; password: KeyPassword | undefined }
  | { role: 'key-store'; path: string; alias: string; password: KeyPassword }
  | { role: 'trust-store'; path: string; password: KeyPassword };

type Role = WantedFile['role'];

/** `STEM.crt` and `STEM.key`: PKCS#8, encrypted where there is a password. */
export function pemFiles(stem: string, password: KeyPassword | undefined): WantedFile[] {
  return [
    { role: 'certificate', path: `${stem}.crt` },
    { role: 'key', path: `${stem}.key`, password },
  ];
}

/** Whom the host trusts. */
export const TRUST_FILE: WantedFile = { role: 'trust', path: 'ca.crt' };

/** In the order in which they are wanted. */
export async function planIdentity(
  identity: HostIdentity,
  wanted: readonly WantedFile[],
  ports: EncodingPorts,
): Promise<(PlannedFile & { role: Role })[]> {
  const files: (PlannedFile & { role: Role })[] = [];
  for (const one of wanted) {
    files.push({ ...(await encoded(one, identity, ports)), role: one.role });
  }
  return files;
}

async function encoded(
  wanted: WantedFile,
  identity: HostIdentity,
  ports: EncodingPorts,
): Promise<PlannedFile> {
  const { privateKeyInfo, chain, trustAnchors } = identity;
  switch (wanted.role) {
    case 'certificate':
      return textFile(wanted.path, encodeCertificates(chain), KINDS.certificate);
    case 'trust':
      return textFile(wanted.path, encodeCertificates(trustAnchors), KINDS.trust);
    case 'key':
      return keyFile(wanted.path, privateKeyInfo, wanted.password, ports);
    case 'key-store':
      return keyStoreFile({ ...wanted, identity }, ports);
    case 'trust-store':
      return trustStoreFile({ ...wanted, trustAnchors }, ports);
  }
}

const KINDS: Readonly<Record<Role, FileKind>> = {
  certificate: 'certificate',
  key: 'private-key',
  trust: 'certificate',
  'key-store': 'keystore',
  'trust-store': 'truststore',
};

/** What opens a file that has a password. */
const PURPOSES: Readonly<Partial<Record<Role, SecretPurpose>>> = {
  key: 'key',
  'key-store': 'keyStore',
  'trust-store': 'trustStore',
};

/** In which forms one host gets its identity. */
export interface IdentityForms {
  formats: readonly Store[];
  stem: string;
  /** Opens stores and key alike; stores are left out without one. */
  password: KeyPassword | undefined;
}

/** PEM, stores, whom the host trusts, and the passwords that nobody chose. */
export async function identityFiles(
  forms: IdentityForms,
  identity: HostIdentity,
  ports: EncodingPorts,
): Promise<PlannedFile[]> {
  const files = await planIdentity(identity, wantedIn(forms), ports);
  const secrets = secretsOf(forms);
  return secrets.length > 0 ? [...files, secretsFile(SECRETS_FILE, secrets)] : files;
}

/** The same files before there is anything to put into them: only where they would stand counts. */
export function unmadeFiles(forms: IdentityForms): PlannedFile[] {
  const files = wantedIn(forms).map(({ path, role }) => unmadeFile(path, KINDS[role]));
  return secretsOf(forms).length > 0 ? [...files, secretsFile(SECRETS_FILE, [])] : files;
}

function wantedIn({ formats, stem, password }: IdentityForms): WantedFile[] {
  const stores: WantedFile[] = password
    ? [
        { role: 'key-store', path: 'keystore.p12', alias: stem, password },
        { role: 'trust-store', path: 'truststore.p12', password },
      ]
    : [];
  return [
    ...(formats.includes('pem') ? pemFiles(stem, password) : []),
    ...(formats.includes('pkcs12') ? stores : []),
    TRUST_FILE,
  ];
}

function secretsOf(forms: IdentityForms): PlannedSecret[] {
  const { stem, password } = forms;
  if (!password?.isGenerated) return [];
  return wantedIn(forms).flatMap(({ role, path }) => {
    const purpose = PURPOSES[role];
    return purpose ? [secretOf(stem, purpose, password, path)] : [];
  });
}
