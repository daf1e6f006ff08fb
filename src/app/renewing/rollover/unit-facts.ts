// What a rollover has to know of a folder: its files with certificates of the CAs, and how far it is.
import { TlsmithError } from '../../../errors.js';
import { pathIn } from '../../../path-in.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { quotePath } from '../../../quote.js';
import { type AuthorityFile, authorityFilesIn } from '../../reading/folder/authority-files.js';
import { type FolderPasswords, folderPasswords } from '../../reading/folder/folder-passwords.js';
import type { PasswordSource } from '../../reading/key/passwords.js';
import type { SurveyPorts } from '../ports.js';
import type { HostUnit } from './hosts.js';

export interface UnitFacts {
  unit: HostUnit;
  files: readonly AuthorityFile[];
  passwords: FolderPasswords;
}

export interface FactsTerms {
  password: PasswordSource | undefined;
  isWanted(certificate: Certificate): boolean;
  /** What nothing opens is left as it is. */
  force: boolean;
}

/** Throws `password-missing` for a store that nothing opens: it may trust a CA that is to go. */
export async function readUnit(
  unit: HostUnit,
  { password, isWanted, force }: FactsTerms,
  ports: SurveyPorts,
): Promise<UnitFacts> {
  const { folder, only } = unit;
  const passwords = await folderPasswords(folder, password, ports);
  const { files, locked } = await authorityFilesIn({ folder, only, isWanted, passwords }, ports);
  const [first] = locked;
  if (first === undefined) return { unit, files, passwords };
  const path = pathIn(folder, first);
  if (force) {
    ports.reporter.warn(`${quotePath(path)} is locked, and stays as it is`);
    return { unit, files, passwords };
  }
  throw new TlsmithError(
    'password-missing',
    (it) => `${it} is locked, and whom it trusts cannot be seen`,
    { path, answer: 'input-password' },
  );
}
