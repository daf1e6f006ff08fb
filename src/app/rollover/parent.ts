// The CA above an intermediate, which signs its successor, or itself anew.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import { type IssuerByBytes, isSelfIssued, requireSigning } from '../../pki/issuing/issuer.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { isCaFolder } from '../reading/ca-folder.js';
import { isIssuedBy } from '../reading/certificate/chain.js';
import { readCertificates } from '../reading/certificate/certificates.js';
import { type IssuerPorts, loadIssuer } from '../reading/key/issuer.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import type { StandingCa } from '../renewing/rollover/standing-ca.js';

export interface ParentChoice {
  /** None: it is looked for beside the CA. */
  folder: string | undefined;
  password: PasswordSource | undefined;
}

/**
 * Undefined for a root. Throws `input-needed` where nobody says which one it is,
 * `issuer-chain-invalid` for another one, and what loading throws.
 */
export async function parentOf(
  { folder, chain: [own] }: StandingCa,
  choice: ParentChoice,
  ports: IssuerPorts,
): Promise<IssuerByBytes | undefined> {
  if (isSelfIssued(own)) return refuseParentOfRoot(choice);
  const parent = choice.folder ?? (await parentBeside(folder, own, ports));
  if (parent === undefined) {
    throw new TlsmithError(
      'input-needed',
      `the CA is an intermediate, and ${formatDistinguishedName(own.issuer)}, which has to sign, is in no folder beside it`,
      { answer: 'parent', flag: '--issuer' },
    );
  }
  const { password } = choice;
  const loaded = await loadIssuer(
    { source: { folder: parent }, openedBy: 'input-password', password },
    ports,
  );
  const issuer = requireSigning(loaded, 'an intermediate CA');
  if (isIssuedBy(own, issuer.chain[0], ports.crypto)) return issuer;
  const name = formatDistinguishedName(own.issuer);
  throw new TlsmithError(
    'issuer-chain-invalid',
    (it) => `${it} is not the CA above the one that is meant: ${name} is`,
    { path: parent, issuer: name },
  );
}

function refuseParentOfRoot({ folder }: ParentChoice): undefined {
  if (folder === undefined) return undefined;
  throw new TlsmithError('flags-conflict', 'the CA is a root: no other one signs it', {
    flag: '--issuer',
  });
}

async function parentBeside(
  folder: string,
  own: Certificate,
  ports: IssuerPorts,
): Promise<string | undefined> {
  const { files } = ports;
  const around = dirname(files.absolute(folder));
  for (const name of await files.list(around)) {
    const path = pathIn(around, name);
    if (name.startsWith('.') || !(await isCaFolder(path, files))) continue;
    const [certificate] = await readCertificates(pathIn(path, 'ca.crt'), undefined, ports);
    const isNamed = equalBytes(certificate.subjectDer, own.issuerDer);
    if (isNamed && isIssuedBy(own, certificate, ports.crypto)) return path;
  }
  return undefined;
}
