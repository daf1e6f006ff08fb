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
import {
  checkIssuerIsVerified,
  checkProfile,
  checkServerNames,
  chooseKeyType,
  containerOf,
  loadConsumers,
  profileOf,
} from './consumers.js';
import type { HostIdentity } from './host-files.js';
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
  type PlannedFile,
  summarizeCertificate,
  type WriteSummary,
  type WrittenFile,
} from './plan.js';
import { ledgerSteps } from './record-issuance.js';
import { writeFiles, type WritingPorts } from './write-files.js';

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
  /** A folder each goes here. */
  out: string;
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
  for (const host of planned) {
    const folder = pathIn(request.out, host.stem);
    const text = password?.isGenerated ? undefined : password?.text;
    const judged = await judgeHost(folder, host, loaded.issuer, now, within, text, ports);
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
  if (!first || force) return;
  const rest = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw new TlsmithError(
    'output-exists',
    `${quote(pathIn(out, first.name))} ${first.reason}${rest}`,
    { paths: foreign.map(({ name }) => pathIn(out, name)) },
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
  const files: WrittenFile[] = [];
  const certificates: CertificateSummary[] = [];
  const pending = planned.map((host, index) => ({
    host,
    state: (hosts[index] as BatchHost).state,
  }));
  const fresh = pending.filter(({ state }) => state === 'missing').map(({ host }) => host);
  const replaced = pending
    .filter(({ state }) => state !== 'missing' && state !== 'current')
    .map(({ host }) => host);
  if (!loaded.ledger && fresh.length + replaced.length > 0) {
    ports.reporter.note('no ledger is kept: only a CA folder has one');
  }
  const groups = [
    ...groupsOf(fresh).map((group) => ({ group, force: request.force })),
    ...groupsOf(replaced).map((group) => ({ group, force: true })),
  ];
  let count = 0;
  for (const { group, force } of groups) {
    const made = await Promise.all(group.map((host) => makeHost(host, loaded, now, ports)));
    const steps = loaded.ledger
      ? ledgerSteps(
          loaded.ledger,
          made.map(({ identity, host }) => ({
            certificate: identity.certificate,
            profile: host.profile,
          })),
          now,
          ports,
        )
      : {};
    const plan = {
      folder: request.out,
      files: made.flatMap((one) => one.files),
      force,
      dryRun: request.dryRun,
      inputs: [...loaded.inputs, ...(request.file === '-' ? [] : [request.file])],
    };
    files.push(...(await writeFiles(plan, ports, steps)));
    certificates.push(...made.map((one) => summaryOf(one, request.out, ports)));
    const before = Math.floor(count / 1000);
    count += group.length;
    if (Math.floor(count / 1000) > before) {
      ports.reporter.note(`${count} of ${fresh.length + replaced.length} hosts made`);
    }
  }
  return { files, certificates };
}

function groupsOf(hosts: readonly PlannedHost[]): PlannedHost[][] {
  const count = Math.ceil(hosts.length / HOSTS_AT_ONCE);
  return Array.from({ length: count }, (_, index) =>
    hosts.slice(index * HOSTS_AT_ONCE, (index + 1) * HOSTS_AT_ONCE),
  );
}

interface MadeHost {
  host: PlannedHost;
  identity: HostIdentity;
  files: PlannedFile[];
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
  return {
    host,
    identity,
    files: files.map((file) => ({ ...file, path: `${stem}/${file.path}` })),
  };
}

function summaryOf(
  { host, identity }: MadeHost,
  out: string,
  { crypto }: IssueBatchPorts,
): CertificateSummary {
  const file = host.formats.includes('pem') ? `${host.stem}.crt` : 'keystore.p12';
  return summarizeCertificate(identity.certificate, pathIn(out, `${host.stem}/${file}`), crypto);
}
