// A CRL where it is to stand: of runs at the same moment the highest number stays, and whoever of
// them is killed, none that was reported gives way to a lower one.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import type { IssuerByBytes } from '../../pki/issuing/issuer.js';
import { checkOutputFile, writeOutputFile } from '../writing/output-file.js';
import type { WrittenFile } from '../writing/plan.js';
import { withoutFailing } from '../writing/publishing.js';
import { stagedUnder } from '../writing/staging.js';
import type { WritingPorts } from '../writing/write-files.js';
import { crlsAt, standingNumber } from './standing.js';

export interface CrlPlace {
  out: string;
  issuer: IssuerByBytes;
  /** Over what is no CRL of this CA. */
  force: boolean;
}

/** With its octets as they are written. */
export interface PutCrl extends Pick<CertificateRevocationList, 'crlNumber'> {
  bytes: Uint8Array;
}

/** A run is overtaken by each of the others a few times at most. */
const MOST_TRIES = 1000;

/**
 * A rename replaces whatever came meanwhile. So each run stages its file, looks then what stands
 * there, and renames after that; whoever has renamed takes away what others have staged under lower
 * numbers, and looks again. A lower one that looked too early is either seen by that, or has
 * nothing left to rename.
 */
export async function putCrl(crl: PutCrl, place: CrlPlace, ports: WritingPorts): Promise<void> {
  const { out, issuer } = place;
  const own = BigInt(crl.crlNumber ?? '0');
  const numberAt = (path: string) => standingNumber(path, issuer.chain[0], ports);
  const isCovered = (standing: bigint | undefined) => standing !== undefined && standing >= own;
  let standing = await numberAt(out);
  for (let tries = 1; !isCovered(standing); tries += 1) {
    try {
      await putOver(crl, { ...place, force: place.force || standing !== undefined }, ports, own);
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
      standing = await numberAt(out);
      if (isCovered(standing)) return;
      // Another run has put the first one there, or taken away what was staged here.
      const isOvertaken = error.code === 'output-exists' || error.code === 'output-failed';
      if (!isOvertaken || standing === undefined || tries === MOST_TRIES) throw error;
      continue;
    }
    for (const staged of await stagedUnder(dirname(out), basename(out), ports.files)) {
      const other = await numberAt(staged);
      if (other !== undefined && other < own)
        await withoutFailing(() => ports.files.remove(staged));
    }
    standing = await numberAt(out);
    if (standing === undefined) return; // Somebody has taken it away since.
  }
}

/** Whether one could be put there now; answers what would be written. */
export async function checkPlace(
  { out, issuer, force }: CrlPlace,
  ports: WritingPorts,
): Promise<WrittenFile[]> {
  const request = { out, inputs: issuer.inputs };
  try {
    return await checkOutputFile({ ...request, force }, 'crl', ports);
  } catch (error) {
    // The one that it is to replace is no hindrance.
    const isThere = error instanceof TlsmithError && error.code === 'output-exists';
    if (!isThere) throw error;
    const { length } = await crlsAt(out, ports.files);
    if (length > 1) throw holdsSeveral(out, length);
    if ((await standingNumber(out, issuer.chain[0], ports)) === undefined) throw error;
    return checkOutputFile({ ...request, force: true }, 'crl', ports);
  }
}

/** Products that ask one of every CA get them in one file, which no run of ours puts together. */
function holdsSeveral(path: string, count: number): TlsmithError {
  return new TlsmithError(
    'output-exists',
    (it) => `${it} holds ${count} CRLs, which this one alone would replace`,
    { path },
  );
}

async function putOver(
  { bytes }: PutCrl,
  { out, issuer, force }: CrlPlace,
  ports: WritingPorts,
  own: bigint,
): Promise<void> {
  const record = async () => {
    const standing = await standingNumber(out, issuer.chain[0], ports);
    if (standing === undefined || standing < own) return;
    throw new TlsmithError('output-exists', (it) => `${it} has a higher number`, { path: out });
  };
  const request = { out, force, dryRun: false, inputs: issuer.inputs, steps: { record } };
  await writeOutputFile(request, { bytes, kind: 'crl' }, ports);
}
