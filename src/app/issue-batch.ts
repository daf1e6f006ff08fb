// `cert batch`: many hosts from one list. Everything is judged before anything is made; a second run makes only what is missing, changed or due.
import { type LineFault, TlsmithError } from '../errors.js';
import { decodeRecords } from '../formats/record-list.js';
import { checkIssuance } from '../pki/issue.js';
import { issuingCertificate } from '../pki/issuer.js';
import type { EndEntityProfile } from '../pki/profile.js';
import { describePublicKey } from '../pki/public-key.js';
import type { Validity, WantedValidity } from '../pki/validity.js';
import type { Clock, KeyType, Templates } from '../ports.js';
import { quote } from '../quote.js';
import type { Store } from '../targets/descriptor-form.js';
import { type HostState, judgeHost, type WantedHost } from './batch-host.js';
import { type BatchInstance, readInstances } from './batch-instance.js';
import { archiveOutput, type BatchOutput, folderWriter, type MadeHost } from './batch-output.js';
import {
  checkIssuerIsVerified,
  checkProfile,
  checkServerNames,
  chooseKeyType,
  containerOf,
  loadConsumers,
  profileOf,
} from './consumers.js';
import { identityFiles } from './identity-files.js';
import { inFile } from './in-file.js';
import { issueEndEntity } from './issue-end-entity.js';
import { validityBelow } from './issuer-validity.js';
import {
  type IssuerPorts,
  type IssuerRequest,
  type LoadedIssuer,
  loadIssuer,
} from './load-issuer.js';
import {
  type KeyPassword,
  loadNewPassword,
  loadStorePassword,
  type NewPasswordSource,
} from './load-password.js';
import {
  type CertificateSummary,
  pathIn,
  summarizeCertificate,
  type WriteSummary,
  type WrittenFile,
} from './plan.js';
import type { WritingPorts } from './write-files.js';

export interface IssueBatchRequest {
  /** YAML, JSON or CSV; `-` is stdin. */
  file: string;
  /** What holds for every entry that says nothing else. None: what the roles of its products need, or peer. */
  profile?: EndEntityProfile;
  consumers: readonly string[];
  stack?: string;
  keyType?: KeyType;
  validity: WantedValidity;
  formats: readonly Store[];
  issuer: IssuerRequest;
  password?: NewPasswordSource;
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

/** What `cert batch` reads at most. */
const LIST_LIMIT = 64 * 1024 * 1024;
/** Hosts that are in the making at once: enough for every core, and few enough for any memory. */
const HOSTS_AT_ONCE = 64;
const DAY = 86_400_000;

/** An entry that has been judged, with its line. */
interface PlannedHost extends WantedHost {
  line: number;
  validity: Validity;
  password: KeyPassword | undefined;
}

export async function issueBatch(
  request: IssueBatchRequest,
  ports: IssueBatchPorts,
): Promise<BatchSummary> {
  const now = ports.clock.now();
  const instances = await readList(request.file, ports);
  const loaded = await loadIssuer(request.issuer, ports);
  const password = await sharedPassword(request, instances, ports);
  const planned = await planHosts(request, instances, loaded, password, now, ports);
  const within = request.withinDays * DAY;
  const hosts: BatchHost[] = [];
  const text = password?.isGenerated ? undefined : password?.text;
  for (const host of planned) {
    const judged =
      'folder' in request.out
        ? await judgeHost(
            pathIn(request.out.folder, host.stem),
            host,
            ...([loaded.issuer, now, within, text, ports] as const),
          )
        : ({ state: 'missing', reason: 'goes into the archive' } as const);
    const issued = judged.state !== 'current';
    hosts.push({ name: host.stem, line: host.line, ...judged, issued });
  }
  refuseForeign(request, hosts);
  const made = await makeHosts(request, planned, hosts, loaded, now, ports);
  return { ...made, hosts, ...(request.dryRun && { dryRun: true }) };
}

async function readList(file: string, { files }: IssueBatchPorts): Promise<BatchInstance[]> {
  const bytes = await files.read(file, LIST_LIMIT);
  const { records, faults } = await inFile(file, () => decodeRecords(bytes, 'instances'));
  const { instances, faults: others } = readInstances(records);
  refuseFaults(file, [...faults, ...others]);
  if (instances.length > 0) return instances;
  throw new TlsmithError('input-malformed', `${quote(file)} lists no host`, { path: file });
}

/** All of them at once: nobody wants to learn of the next one only when the first is mended. */
function refuseFaults(file: string, faults: readonly LineFault[]): void {
  if (faults.length === 0) return;
  const sorted = faults.toSorted((one, other) => one.line - other.line);
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  throw new TlsmithError(
    'input-malformed',
    `${quote(file)} has ${count}, and nothing was written`,
    { path: file, faults: sorted },
  );
}

/** Asked for once; where it is to be made, every host gets its own. */
async function sharedPassword(
  { password: source, formats }: IssueBatchRequest,
  instances: readonly BatchInstance[],
  ports: IssueBatchPorts,
): Promise<KeyPassword | undefined> {
  if (source) {
    return { text: await loadNewPassword(source, ports), isGenerated: source === 'generate' };
  }
  if (!instances.some((one) => (one.formats ?? formats).includes('pkcs12'))) return undefined;
  return loadStorePassword(undefined, 'the stores', ports);
}

/** What can be known of each certificate before its key exists is judged here; every fault is said with its line. */
async function planHosts(
  request: IssueBatchRequest,
  instances: readonly BatchInstance[],
  { issuer }: LoadedIssuer,
  password: KeyPassword | undefined,
  now: Date,
  ports: IssueBatchPorts,
): Promise<PlannedHost[]> {
  const faults: LineFault[] = [];
  const planned: PlannedHost[] = [];
  const signer = describePublicKey(issuingCertificate(issuer).subjectPublicKeyInfo);
  const shortened = new Set<string>();
  const quiet = {
    reporter: { ...ports.reporter, note: (line: string) => void shortened.add(line) },
  };
  for (const instance of instances) {
    try {
      const names = [...new Set([...request.consumers, ...instance.consumers])];
      const stack = request.stack === undefined ? {} : { stack: request.stack };
      const consumers = await loadConsumers({ consumers: names, ...stack }, ports);
      const profile = instance.profile ?? request.profile ?? profileOf(consumers.targets) ?? 'peer';
      checkProfile(profile, consumers.targets);
      checkServerNames(profile, instance.subjectAltNames);
      checkIssuerIsVerified(signer, consumers);
      const formats = instance.formats ?? request.formats;
      const containers = formats.map((form) => containerOf(form, password !== undefined));
      const keyType = chooseKeyType(instance.keyType ?? request.keyType, consumers, containers);
      const wanted = instance.validity ?? request.validity;
      const validity = validityBelow(wanted, issuer, now, quiet);
      const { line, stem, subject, subjectAltNames } = instance;
      checkIssuance({ profile, subject, subjectAltNames, validity }, issuer, now);
      const own = password?.isGenerated
        ? { text: await loadNewPassword('generate', ports), isGenerated: true }
        : password;
      planned.push({
        ...{ line, stem, subject, subjectAltNames, profile, keyType, formats, validity },
        password: own,
      });
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
      // The CA itself is at fault: that is said once, in its own code.
      if (/^issuer-(?!name-constraints|ext-key-usage)/.test(error.code)) throw error;
      faults.push({ line: instance.line, reason: error.sentence });
    }
  }
  refuseFaults(request.file, faults);
  shortened.forEach((line) => ports.reporter.note(line));
  return planned;
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
