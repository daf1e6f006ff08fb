// The CA that comes: the one that has begun to succeed the old one, or one that is made now.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { pathIn } from '../../path-in.js';
import { quotePath } from '../../quote.js';
import type { RenewalPorts } from '../renewing/ports.js';
import {
  nextFolder,
  type StandingCa,
  successorLineIn,
  successorOf,
} from '../renewing/rollover/standing-ca.js';
import { surveyRollover } from '../renewing/rollover/survey.js';
import type { CertificateSummary, WrittenFile } from '../writing/plan.js';
import type { RotateRequest } from './rotate.js';
import { makeSuccessor } from './successor.js';

type SuccessorRequest = Pick<
  RotateRequest,
  'paths' | 'out' | 'phase' | 'caPassword' | 'parent' | 'password' | 'validity' | 'dryRun'
>;

export interface Prepared {
  successor: StandingCa | undefined;
  files: WrittenFile[];
  certificates: CertificateSummary[];
}

/** Throws as `makeSuccessor`, and `rollover-incomplete`. */
export async function prepareSuccessor(
  old: StandingCa,
  request: SuccessorRequest,
  ports: RenewalPorts,
): Promise<Prepared> {
  const { out, phase, dryRun } = request;
  const standing = await successorOf(old, ports);
  const nothing = { files: [], certificates: [] };
  if (standing) {
    await checkIsThat(standing, out, ports);
    return { ...nothing, successor: standing };
  }
  if (phase === undefined) return { ...nothing, successor: undefined };
  if (phase !== 'trust') {
    throw new TlsmithError(
      'rollover-incomplete',
      (it) => `--phase ${phase} has to wait: nothing succeeds ${it} yet`,
      { path: old.folder, expected: 'trust' },
    );
  }
  if (out === undefined) await checkIsNotLost(old, request, ports);
  const terms = {
    out: out ?? nextFolder(old.folder),
    isNamed: out !== undefined,
    password: request.caPassword,
    parent: { folder: request.parent, password: request.password },
    validity: request.validity,
    dryRun,
  };
  const made = await makeSuccessor(old, terms, ports);
  const { ca, noCross, files, certificates } = made;
  await sayOfCrl(old, ca, ports);
  if (noCross !== undefined) {
    ports.reporter.note(`no cross-certificate is made, and bundles alone do it: ${noCross}`);
  }
  return { successor: ca, files, certificates };
}

/** Who is given a CRL wants one of every CA, or refuses what the new one has issued. */
async function sayOfCrl(
  { folder }: StandingCa,
  { folder: successor }: StandingCa,
  { files, reporter }: RenewalPorts,
): Promise<void> {
  const crl = pathIn(folder, 'ca.crl');
  if ((await files.kindBehind(crl)) !== 'file') return;
  reporter.warn(
    `${quotePath(crl)} is in use: before --phase issue, whoever has it needs the CRL of the new CA too, in the same file (crl issue --ca ${quotePath(successor)})`,
  );
}

/** Throws `output-exists` where another one was said than has begun to succeed it. */
async function checkIsThat(
  { folder }: StandingCa,
  out: string | undefined,
  { files }: RenewalPorts,
): Promise<void> {
  if (out === undefined || files.absolute(out) === files.absolute(folder)) return;
  if ((await files.kindBehind(out)) !== 'absent') {
    if ((await files.real(out)) === (await files.real(folder))) return;
  }
  throw new TlsmithError(
    'output-exists',
    `${quotePath(folder)} has begun to succeed that CA already, and not ${quotePath(out)}`,
    { path: folder, neverOverwritten: true },
  );
}

/**
 * A run that was killed before its CA had its name leaves a line in the ledger, and nothing else.
 * Throws `rollover-incomplete` where hosts trust what that line speaks of: another one would be made.
 */
async function checkIsNotLost(
  old: StandingCa,
  { paths, password }: SuccessorRequest,
  ports: RenewalPorts,
): Promise<void> {
  const line = await successorLineIn(old.ledger, ports);
  if (!line) return;
  const look = { paths, password, old, successor: undefined, force: true, isLook: true };
  const { units } = await surveyRollover(look, ports);
  const isIt = ({ subject }: Certificate) => formatDistinguishedName(subject) === line.subject;
  if (!units.some(({ facts: { files } }) => files.some(({ trusted }) => trusted.some(isIt))))
    return;
  throw new TlsmithError(
    'rollover-incomplete',
    (it) =>
      `hosts trust ${line.subject} already, and ${it}, its folder, is gone: name it with --out`,
    { path: line.path },
  );
}
