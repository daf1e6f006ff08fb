// Makes the hosts of a batch and hands them to where they go, one after the other.
import type { ProgressReporter } from '../../ports.js';
import {
  archiveOutput,
  type BatchOutput,
  type BatchWriting,
  folderWriter,
  type MadeHost,
} from './output.js';
import type { PlannedHost } from '../making/planned-host.js';
import { identityFiles } from '../writing/identity-files.js';
import { issueEndEntity } from '../making/identity.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import { sayingFew } from '../making/say-few.js';
import { makeAhead } from './make-ahead.js';
import { pathIn } from '../../path-in.js';
import {
  type CertificateSummary,
  summarizeCertificate,
  type WrittenFile,
} from '../writing/plan.js';
import type { LedgerPorts } from '../writing/ledger.js';
import type { WritingPorts } from '../writing/write-files.js';

export interface PendingHost {
  host: PlannedHost;
  /** What is there may be replaced. */
  overwrites: boolean;
  /** Serial number of the certificate in whose place the new one comes. */
  replaces?: string | undefined;
}

/** All that is decided before the first key is made. */
export interface BatchPlan extends BatchWriting {
  out: BatchOutput;
  pending: readonly PendingHost[];
  issuer: Issuer;
  now: Date;
}

type MakingPorts = WritingPorts & LedgerPorts & { reporter: ProgressReporter };

/**
 * Hosts that wait for the disk: enough that no core waits for it too, and few enough for any
 * memory.
 */
const HOSTS_AHEAD = 64;

/**
 * One after the other, while keys are made for the next ones: no core waits for the disk, and
 * memory stays bounded. A run that is cut off leaves whole hosts only, and the next one makes the
 * rest.
 */
export async function makeBatch(
  { out, pending, issuer, now, ...writing }: BatchPlan,
  ports: MakingPorts,
): Promise<{ files: WrittenFile[]; certificates: CertificateSummary[] }> {
  const terms = { ...writing, ledger: issuer.ledger, now };
  const writer =
    'folder' in out
      ? folderWriter(out.folder, terms, ports)
      : await archiveOutput(out, terms, ports);
  const certificates: CertificateSummary[] = [];
  const progress = () => ports.reporter.progress(certificates.length, pending.length, 'hosts made');
  const make = (one: PendingHost) => makeHost(one, issuer, now, listening);
  const few = sayingFew(ports.reporter);
  const listening = { ...ports, reporter: { ...ports.reporter, note: few.note } };
  const speed = { atOnce: ports.crypto.keysAtOnce, ahead: HOSTS_AHEAD };
  progress();
  for await (const [{ overwrites }, made] of makeAhead(pending, speed, make)) {
    await writer.take(made, overwrites);
    const path = 'folder' in out ? pathIn(out.folder, made.certificatePath) : made.certificatePath;
    certificates.push(summarizeCertificate(made.identity.chain[0], path, ports.crypto));
    progress();
  }
  few.finish();
  return { files: await writer.finish(), certificates };
}

async function makeHost(
  { host, replaces }: PendingHost,
  issuer: Issuer,
  now: Date,
  ports: MakingPorts,
): Promise<MadeHost> {
  const keys = await ports.crypto.generateKeyPair(host.keyType);
  const { profile, subject, subjectAltNames, validity, accept, urls } = host;
  const { stem, formats, password } = host;
  const wanted = { profile, subject, subjectAltNames, validity, accept, ...urls };
  const identity = await issueEndEntity({ ...wanted, keys, issuer, now }, ports);
  const files = await identityFiles({ formats, stem, password }, identity, ports);
  const inFolder = files.map((file) => ({ ...file, path: `${stem}/${file.path}` }));
  const certificatePath = `${stem}/${formats.includes('pem') ? `${stem}.crt` : 'keystore.p12'}`;
  return { profile, identity, certificatePath, files: inFolder, replaces };
}
