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

/** Each of the others overtakes a run a few times at most. */
const MOST_TRIES = 1000;

/**
 * A rename replaces whatever came meanwhile. So each run stages its file, looks then what stands
 * there, and renames after that. It has done its work once one file of its number, or a higher one,
 * stood there all the while that it took away what others have staged under lower numbers: a lower
 * one that looked before has nothing left to rename, and one that looks later is told.
 */
export async function putCrl(crl: PutCrl, place: CrlPlace, ports: WritingPorts): Promise<void> {
  const { out, issuer } = place;
  const { files } = ports;
  const own = BigInt(crl.crlNumber ?? '0');
  const numberAt = (path: string) => standingNumber(path, issuer.chain[0], ports);
  const isCovered = (standing: bigint | undefined) => standing !== undefined && standing >= own;
  let isPut = false;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const identity = await files.identity(out);
    const standing = await numberAt(out);
    if (isCovered(standing)) {
      for (const staged of await stagedUnder(dirname(out), basename(out), files)) {
        const other = await numberAt(staged);
        if (other !== undefined && other < own) await withoutFailing(() => files.remove(staged));
      }
      if ((await files.identity(out)) === identity) return;
      continue;
    }
    if (isPut && standing === undefined) return; // Somebody has taken it away since.
    try {
      await putOver(crl, { ...place, force: place.force || standing !== undefined }, ports, own);
      isPut = true;
    } catch (error) {
      if (!isOvertaken(error, await numberAt(out), own)) throw error;
    }
  }
  throw new TlsmithError('output-failed', (it) => `${it} is replaced by others all the time`, {
    path: out,
  });
}

/** Another run has put one there meanwhile, or taken away what was staged here. */
function isOvertaken(error: unknown, standing: bigint | undefined, own: bigint): boolean {
  if (!(error instanceof TlsmithError) || standing === undefined) return false;
  return standing >= own || error.code === 'output-exists' || error.code === 'output-failed';
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
