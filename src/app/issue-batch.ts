// `cert batch`: many hosts from one list. Everything is judged before anything is made; a second run makes only what is missing, changed or due.
import { TlsmithError } from '../errors.js';
import type { Clock, Templates } from '../ports.js';
import { quote } from '../quote.js';
import { type HostState, type JudgedHost, judgeHost } from './batch-host.js';
import { archiveOutput, type BatchOutput, folderWriter, type MadeHost } from './batch-output.js';
import { type BatchDefaults, planHosts, readList, sharedPassword } from './batch-plan.js';
import { identityFiles } from './identity-files.js';
import { issueEndEntity } from './issue-end-entity.js';
import {
  type IssuerPorts,
  type IssuerRequest,
  type LoadedIssuer,
  loadIssuer,
} from './load-issuer.js';
import {
  type CertificateSummary,
  pathIn,
  summarizeCertificate,
  type WriteSummary,
  type WrittenFile,
} from './plan.js';
import type { PlannedHost } from './planned-host.js';
import type { WritingPorts } from './write-files.js';

export interface IssueBatchRequest extends BatchDefaults {
  issuer: IssuerRequest;
  /** An archive is new each time: there is nothing in it that could be left alone. */
  out: BatchOutput;
  /** Certificates that end sooner than in so many days are due. */
  withinDays: number;
  /** Also replaces what does not come from this CA. */
  force: boolean;
  dryRun: boolean;
}

export type IssueBatchPorts = IssuerPorts & WritingPorts & { clock: Clock; templates: Templates };

export interface BatchHost {
  name: string;
  line: number;
  state: HostState;
  reason: string;
  issued: boolean;
}

export interface BatchSummary extends WriteSummary {
  hosts: BatchHost[];
}

/** Hosts that are in the making at once: enough for every core, and few enough for any memory. */
const HOSTS_AT_ONCE = 64;
const DAY = 86_400_000;

export async function issueBatch(
  request: IssueBatchRequest,
  ports: IssueBatchPorts,
): Promise<BatchSummary> {
  const now = ports.clock.now();
  const instances = await readList(request.file, ports);
  const loaded = await loadIssuer(request.issuer, ports);
  const password = await sharedPassword(request, instances, ports);
  const planned = await planHosts(request, instances, loaded, password, now, ports);
  const period = { now, within: request.withinDays * DAY };
  const hosts: BatchHost[] = [];
  for (const host of planned) {
    const judged: JudgedHost =
      'folder' in request.out
        ? await judgeHost(pathIn(request.out.folder, host.stem), host, loaded.issuer, period, ports)
        : { state: 'missing', reason: 'goes into the archive' };
    const issued = judged.state !== 'current';
    hosts.push({ name: host.stem, line: host.line, ...judged, issued });
  }
  refuseForeign(request, hosts);
  const made = await makeHosts(request, planned, hosts, loaded, now, ports);
  return { ...made, hosts, ...(request.dryRun && { dryRun: true }) };
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

/** Group by group, so that memory stays bounded; a run that is cut off leaves whole hosts only, and the next one makes the rest. */
async function makeHosts(
  request: IssueBatchRequest,
  planned: readonly PlannedHost[],
  hosts: readonly BatchHost[],
  loaded: LoadedIssuer,
  now: Date,
  ports: IssueBatchPorts,
): Promise<{ files: WrittenFile[]; certificates: CertificateSummary[] }> {
  const { out, force, dryRun, file } = request;
  const inputs = [...loaded.inputs, ...(file === '-' ? [] : [file])];
  const writing = { ledger: loaded.ledger, inputs, force, dryRun };
  const writer =
    'folder' in out
      ? folderWriter(out.folder, writing, now, ports)
      : await archiveOutput(out, writing, now, ports);
  const certificates: CertificateSummary[] = [];
  const groups = pendingGroups(planned, hosts, force);
  const all = groups.reduce((sum, { group }) => sum + group.length, 0);
  if (!loaded.ledger && all > 0) {
    ports.reporter.note('no ledger is kept: only a CA folder has one');
  }
  for (const { group, overwrites } of groups) {
    const made = await Promise.all(group.map((host) => makeHost(host, loaded, now, ports)));
    await writer.take(made, overwrites);
    for (const [index, { identity }] of made.entries()) {
      const path = certificatePath(out, group[index] as PlannedHost);
      certificates.push(summarizeCertificate(identity.certificate, path, ports.crypto));
    }
    const before = Math.floor((certificates.length - group.length) / 1000);
    if (Math.floor(certificates.length / 1000) > before) {
      ports.reporter.note(`${certificates.length} of ${all} hosts made`);
    }
  }
  return { files: await writer.finish(), certificates };
}

/** Those that are new never overwrite anything; those that replace do. */
function pendingGroups(
  planned: readonly PlannedHost[],
  hosts: readonly BatchHost[],
  force: boolean,
): { group: PlannedHost[]; overwrites: boolean }[] {
  const inState = (isMeant: (state: HostState) => boolean) =>
    groupsOf(planned.filter((_, index) => isMeant((hosts[index] as BatchHost).state)));
  const replaced = inState((state) => state !== 'missing' && state !== 'current');
  return [
    ...inState((state) => state === 'missing').map((group) => ({ group, overwrites: force })),
    ...replaced.map((group) => ({ group, overwrites: true })),
  ];
}

function groupsOf(hosts: readonly PlannedHost[]): PlannedHost[][] {
  const count = Math.ceil(hosts.length / HOSTS_AT_ONCE);
  return Array.from({ length: count }, (_, index) =>
    hosts.slice(index * HOSTS_AT_ONCE, (index + 1) * HOSTS_AT_ONCE),
  );
}

async function makeHost(
  host: PlannedHost,
  { issuer }: LoadedIssuer,
  now: Date,
  ports: IssueBatchPorts,
): Promise<MadeHost> {
  const keys = await ports.crypto.generateKeyPair(host.keyType);
  const { profile, subject, subjectAltNames, validity, stem, formats, password } = host;
  const wanted = { profile, subject, subjectAltNames, validity };
  const identity = await issueEndEntity(wanted, keys, issuer, now, ports);
  const files = await identityFiles(formats, stem, identity, password, ports);
  const inFolder = files.map((file) => ({ ...file, path: `${stem}/${file.path}` }));
  return { profile, identity, files: inFolder };
}

/** Inside an archive, as it is called there. */
function certificatePath(out: BatchOutput, { stem, formats }: PlannedHost): string {
  const path = `${stem}/${formats.includes('pem') ? `${stem}.crt` : 'keystore.p12'}`;
  return 'folder' in out ? pathIn(out.folder, path) : path;
}
