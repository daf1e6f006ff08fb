// One host of a renewal as it is answered.
import { formatTime, type Validity } from '../../pki/certificate/validity.js';
import { pathIn } from '../../path-in.js';
import type { Crypto, Files } from '../../ports.js';
import { summarizeCertificate } from '../writing/plan.js';
import { writtenFiles } from '../renewing/written-files.js';
import type { IdentityFile } from '../reading/folder/identity-files.js';
import type { Renewable } from '../renewing/renewable.js';
import { certificateFileOf, type StagedHost } from '../renewing/staged-host.js';
import type { RenewedHost } from './summary.js';
import { uptakeFor } from '../renewing/uptake.js';

interface AnswerPorts {
  crypto: Crypto;
  files: Files;
}

export async function renewedHost(
  { renewable, identity, files: replaced }: StagedHost,
  ports: AnswerPorts,
): Promise<RenewedHost> {
  const { place, certificate, files, privateKeyInfo, release } = renewable;
  const [own] = identity.chain;
  const isKept = privateKeyInfo && Buffer.from(privateKeyInfo).equals(identity.privateKeyInfo);
  const path = pathIn(place.folder, certificateFileOf(files));
  const isReplaced = ({ name }: IdentityFile) => replaced.some((one) => one.name === name);
  return {
    path: place.path,
    state: 'renewed',
    reason: `until ${formatTime(own.notAfter)}`,
    key: isKept ? 'kept' : 'new',
    replaces: certificate.serialNumber,
    certificate: summarizeCertificate(own, path, ports.crypto),
    files: await writtenFiles(place.folder, files.filter(isReplaced), ports.files),
    uptake: uptakeFor(release),
  };
}

/** The same before anything was made. */
export async function dryRunOf(
  { place, files, certificate, release }: Renewable,
  { notAfter }: Pick<Validity, 'notAfter'>,
  ports: AnswerPorts,
): Promise<RenewedHost> {
  return {
    path: place.path,
    state: 'due',
    reason: `would end at ${formatTime(notAfter)} instead of ${formatTime(certificate.notAfter)}`,
    replaces: certificate.serialNumber,
    files: await writtenFiles(place.folder, files, ports.files),
    uptake: uptakeFor(release),
  };
}
