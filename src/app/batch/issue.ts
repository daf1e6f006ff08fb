// `cert batch`: many hosts from one list. Everything is judged before anything is made; a second
// run makes only what is missing, changed or due.
import { TlsmithError } from '../../errors.js';
import type { Clock, Memory, ProgressReporter, Templates } from '../../ports.js';
import { quote } from '../../quote.js';
import { abandonCutOff } from './abandon.js';
import { filesOfBatch } from './dry-run.js';
import { settle } from '../writing/replacing/settle.js';
import { type HostState, type JudgedHost, judgeHost } from './state.js';
import { makeBatch, type PendingHost } from './making.js';
import type { BatchOutput } from './output.js';
import {
  type BatchDefaults,
  planHosts,
  readList,
  sharedPassword,
} from '../making/planned-hosts.js';
import { type IssuerPorts, type IssuerRequest, loadIssuer } from '../reading/key/issuer.js';
import { removeStaleStaging } from '../writing/staging.js';
import { pathIn } from '../../path-in.js';
import type { WriteSummary } from '../writing/plan.js';
import type { PlannedHost } from '../making/planned-host.js';
import type { WritingPorts } from '../writing/write-files.js';
import type { Within } from '../../pki/certificate/due.js';

export interface IssueBatchRequest extends BatchDefaults {
  issuer: IssuerRequest;
  /** An archive is new each time: there is nothing in it that could be left alone. */
  out: BatchOutput;
  /** Certificates that end sooner than is said here are due. */
  within: Within;
  /** Also replaces what does not come from this CA. */
  force: boolean;
  dryRun: boolean;
}

export type IssueBatchPorts = IssuerPorts &
  WritingPorts & {
    clock: Clock;
    templates: Templates;
    reporter: ProgressReporter;
    memory: Memory;
  };

export interface BatchHost {
  name: string;
  line: number;
  state: HostState;
  reason: string;
  /** Serial number of the certificate in whose place a new one comes. */
  replaces?: string | undefined;
  issued: boolean;
}

export interface BatchSummary extends WriteSummary {
  hosts: BatchHost[];
}

export async function issueBatch(
  request: IssueBatchRequest,
  ports: IssueBatchPorts,
): Promise<BatchSummary> {
  await ports.memory.keepSmall();
  const now = ports.clock.now();
  const instances = await readList(request.file, ports, request.isStrict);
  const issuer = await loadIssuer(request.issuer, ports);
  const password = await sharedPassword(request, instances, ports);
  const list = { file: request.file, instances };
  const planned = await planHosts(list, { defaults: request, issuer, password, now }, ports);
  const terms = { issuer, now, within: request.within };
  const hosts: BatchHost[] = [];
  for (const host of planned) {
    if ('folder' in request.out && !request.dryRun) {
      await settle(pathIn(request.out.folder, host.stem), ports);
    }
    const judged: JudgedHost =
      'folder' in request.out
        ? await judgeHost(pathIn(request.out.folder, host.stem), host, terms, ports)
        : { state: 'missing', reason: 'goes into the archive' };
    const issued = judged.state !== 'current';
    hosts.push({ name: host.stem, line: host.line, ...judged, issued });
  }
  refuseForeign(request, hosts);
  const { out, file, force } = request;
  const pending = pendingHosts(planned, hosts, force);
  if (!issuer.ledger && pending.length > 0) {
    ports.reporter.note('no ledger is kept: only a CA folder has one');
  }
  const inputs = [...issuer.inputs, ...(file === '-' ? [] : [file])];
  if (request.dryRun) {
    const files = await filesOfBatch(out, pending, { inputs, force }, ports);
    return { files, certificates: [], hosts, dryRun: true };
  }
  const { ledger } = issuer;
  if (ledger && 'folder' in out) {
    await abandonCutOff({ folder: out.folder, ledger, hosts: planned, now }, ports);
  }
  // Also where nothing is to be done any more: a run may be killed behind its last host.
  if ('folder' in out) await removeStaleStaging(ports.files.absolute(out.folder), ports);
  // Said before a CA issues in vain.
  if (issuer.by === 'request') await filesOfBatch(out, pending, { inputs, force }, ports);
  return { ...(await makeBatch({ out, pending, issuer, inputs, force, now }, ports)), hosts };
}

/** Those that are new never overwrite anything; those that replace do, and come last. */
function pendingHosts(
  planned: readonly PlannedHost[],
  hosts: readonly BatchHost[],
  force: boolean,
): PendingHost[] {
  const pending = planned
    .map((host, index) => ({ host, judged: hosts[index] as BatchHost }))
    .filter(({ judged }) => judged.issued)
    .map(({ host, judged: { state, replaces } }) => ({
      host,
      overwrites: force || state !== 'missing',
      isNew: state === 'missing',
      replaces,
    }));
  return [...pending.filter(({ isNew }) => isNew), ...pending.filter(({ isNew }) => !isNew)];
}

function refuseForeign({ force, out }: IssueBatchRequest, hosts: readonly BatchHost[]): void {
  const foreign = hosts.filter(({ state }) => state === 'foreign');
  const [first, ...others] = foreign;
  if (!first || force || !('folder' in out)) return;
  const rest = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw new TlsmithError(
    'output-exists',
    `${quote(pathIn(out.folder, first.name))} ${first.reason}${rest}`,
    { paths: foreign.map(({ name }) => pathIn(out.folder, name)) },
  );
}
