// A renewal whose certificate another CA has signed: the one of the key that waits beside the old
// one, judged as everything that comes from elsewhere.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { namesServer } from '../../pki/issuing/profile.js';
import { openPrivateKey } from '../../formats/keys/opening.js';
import { findPrivateKey } from '../../formats/keys/private-key.js';
import { pathIn } from '../../path-in.js';
import { identityFrom, type SignedPool } from '../making/accepted.js';
import { warnOfNoRoot } from '../reading/certificate/chain.js';
import { readCertificates } from '../reading/certificate/certificates.js';
import { openHost } from '../reading/folder/host.js';
import { readTrust } from '../reading/folder/trust.js';
import { inFile } from '../reading/in-file.js';
import type { Renewable } from '../renewing/renewable.js';
import { namesOf, profileOf } from '../renewing/reissued.js';
import { requestFilesOf } from './request-files.js';
import type { RenewalPorts } from '../renewing/ports.js';

export interface SignedFiles {
  /** What the CA sent, in any order. */
  files: readonly string[];
  /** The root of the CA; none: whom the host trusts already. */
  caFile?: string | undefined;
}

/**
 * Undefined where nothing was asked for and nothing came for its key. Throws `key-mismatch`,
 * `issuer-*`, `certificate-faulty`, `input-*`.
 */
export async function signedIdentity(
  renewable: Renewable,
  signed: SignedFiles,
  now: Date,
  ports: RenewalPorts,
): Promise<{ identity: HostIdentity; removed: string[] } | undefined> {
  const { certificate, place, release } = renewable;
  const waiting = await waitingKey(renewable, ports);
  const privateKeyInfo = waiting.privateKeyInfo ?? renewable.privateKeyInfo;
  if (!privateKeyInfo) return undefined;
  const pool = await poolOf(renewable, signed, ports);
  const isMeant = pool.signed.some(
    (one) =>
      one.serialNumber !== certificate.serialNumber &&
      ports.crypto.isSamePublicKey(
        one.subjectPublicKeyInfo,
        ports.crypto.publicKeyOf(privateKeyInfo),
      ),
  );
  if (!isMeant && waiting.files.length === 0) return undefined;
  const profile = profileOf(certificate);
  const host = {
    name: place.path,
    names: namesOf(certificate),
    role: release?.target.role ?? profile,
    isDialled: release ? release.target.role === 'server' : namesServer(profile),
  };
  const identity = identityFrom({ pool, host, privateKeyInfo, now }, ports.crypto);
  warnOfNoRoot(identity.trustAnchors[0], ports.reporter);
  return { identity, removed: waiting.files };
}

/** The key that was made with the request, and which files go once its certificate is there. */
async function waitingKey(
  renewable: Renewable,
  { files, crypto }: RenewalPorts,
): Promise<{ privateKeyInfo: Uint8Array | undefined; files: string[] }> {
  const { place, passwords } = renewable;
  const { key, request } = requestFilesOf(renewable, files.absolute);
  const present: string[] = [];
  for (const name of [key, request]) {
    if ((await files.kindBehind(pathIn(place.folder, name))) === 'file') present.push(name);
  }
  if (!present.includes(key)) return { privateKeyInfo: undefined, files: present };
  const path = pathIn(place.folder, key);
  const stored = findPrivateKey(await files.read(path));
  const privateKeyInfo = await inFile(path, () =>
    passwords.open(stored.isEncrypted, (password) => openPrivateKey(stored, password, crypto)),
  );
  if (privateKeyInfo) return { privateKeyInfo, files: present };
  throw new TlsmithError(
    'password-missing',
    (it) => `${it} is encrypted, and nothing here opens it`,
    {
      path,
      answer: 'input-password',
    },
  );
}

async function poolOf(
  { place }: Renewable,
  { files, caFile }: SignedFiles,
  ports: RenewalPorts,
): Promise<SignedPool> {
  const signed: Certificate[] = [];
  for (const path of files) signed.push(...(await readCertificates(path, undefined, ports)));
  if (caFile !== undefined) {
    return { signed, authority: await readCertificates(caFile, undefined, ports), caFile };
  }
  const opening = await openHost(
    { folder: place.folder, mayStayLocked: true, products: ports.products },
    ports,
  );
  const trust = await readTrust(opening, ports);
  if (trust) return { signed, authority: trust.anchors, caFile: trust.source.path };
  throw new TlsmithError(
    'input-needed',
    `nothing in ${place.folder} says whom its host trusts, so the root of the CA is needed`,
    { answer: 'ca-cert', flag: '--ca-cert' },
  );
}
