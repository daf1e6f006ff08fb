// `ca rotate`: a CA is succeeded by another in three phases, in none of which two hosts lose each
// other: both are trusted, the new one issues, the old one goes.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import { pathIn } from '../../path-in.js';
import { quotePath } from '../../quote.js';
import { sayingFew } from '../making/say-few.js';
import type { Handshake } from '../proving/link.js';
import { isCaFolder } from '../reading/ca-folder.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { loadTargets } from '../reading/products.js';
import { attempt } from '../renewing/attempt.js';
import { readOnce } from '../renewing/named-once.js';
import type { RenewalPorts, RenewPorts } from '../renewing/ports.js';
import type { CertificateSummary, WrittenFile } from '../writing/plan.js';
import { act } from './act.js';
import { checkComplete, phaseAfter, phaseOfAll } from './completeness.js';
import { type FoundHosts, hostsOf } from './hosts.js';
import { type HostPhase, isAmong, type Phase, phaseOf, type Rollover } from './phase.js';
import {
  CROSS_CERTIFICATE,
  nextFolder,
  readStandingCa,
  type StandingCa,
  successorOf,
} from './standing-ca.js';
import { refuseWithAuthorities } from './authorities-below.js';
import { makeSuccessor } from './successor.js';
import type { RolledHost, RolloverSummary } from './summary.js';
import { readUnit, type UnitFacts } from './unit-facts.js';

export interface RotateRequest {
  /** Folders of hosts, kits, files of trust. */
  paths: readonly string[];
  /** The folder of the CA that is to go; none: that of a kit that was named, or `fallback`. */
  ca: string | undefined;
  fallback: string;
  caPassword: PasswordSource | undefined;
  /** The folder of the one that comes; none: the next number. */
  out: string | undefined;
  /** Of an intermediate: the CA above it. */
  parent: string | undefined;
  /** Opens the key of that one, and what `secrets.env` of a host does not. */
  password: PasswordSource | undefined;
  /** Of the new CA. */
  validity: WantedValidity | undefined;
  /** None: nothing is changed. */
  phase: Phase | undefined;
  /** Whether links of hosts that belong together are proved again. */
  proof: boolean;
  /** Goes on without what stands nowhere, or cannot be opened. */
  force: boolean;
  dryRun: boolean;
}

/** Throws what concerns the whole call; what fails for one host stands in the answer. */
export async function rotateCa(named: RotateRequest, given: RenewPorts): Promise<RolloverSummary> {
  const request = { ...named, password: await readOnce(named.password, given.files) };
  const few = sayingFew(given.reporter);
  const products = await loadTargets(given.templates);
  const reporter = { ...given.reporter, note: few.note };
  const ports: RenewalPorts = { ...given, products, reporter };
  const ca = await oldFolder(request, ports);
  const old = await readStandingCa(ca, ports);
  await refuseWithAuthorities(old, ports);
  const prepared = await prepareSuccessor(old, request, ports);
  const { successor } = prepared;
  const found = await hostsOf(
    {
      ...request,
      authorities: [old, ...(successor && !prepared.isRehearsed ? [successor] : [])],
      now: ports.clock.now(),
      isLook: request.phase === undefined || request.dryRun,
    },
    ports,
  );
  const hosts: RolledHost[] = [...found.failed];
  const rollover = successor && { old, successor };
  const standing = await standingOf(found, rollover ?? { old, successor: old }, request, ports);
  hosts.push(...standing.failed);
  const phases = standing.units.map(({ facts: { unit }, phase }) => ({
    path: unit.path,
    phase: rollover ? phase : ('before' as const),
  }));
  const handshakes: Handshake[] = [];
  if (request.phase && rollover) {
    const unread = hosts.map(({ path }) => ({ path, phase: undefined }));
    const all = { hosts: [...phases, ...unread], missing: found.missing };
    checkComplete(request.phase, all, request.force);
    const acted = await act(standing.units, { ...request, phase: request.phase, rollover }, ports);
    hosts.push(...acted.hosts);
    handshakes.push(...acted.handshakes);
  } else {
    hosts.push(
      ...phases.map(({ path, phase }): RolledHost => {
        return { path, phase, state: 'unchanged', reason: REASONS[phase] };
      }),
    );
  }
  few.finish();
  return summaryOf({ request, ca, prepared, hosts, found, handshakes });
}

const REASONS: Readonly<Record<HostPhase, string>> = {
  before: 'trusts the old CA alone',
  trust: 'trusts both, and has its certificate from the old CA',
  issue: 'trusts both, and has its certificate from the new CA',
  drop: 'has nothing of the old CA any more',
};

/** Of a kit that was named its own CA, the first of them. */
async function oldFolder(
  { ca, paths, fallback }: RotateRequest,
  { files }: RenewPorts,
): Promise<string> {
  if (ca !== undefined) return ca;
  for (const path of paths) {
    for (const folder of [path, pathIn(path, 'ca'), pathIn(dirname(path), 'ca')]) {
      if (await isCaFolder(folder, files)) return folder;
    }
  }
  return fallback;
}

interface Prepared {
  successor: StandingCa | undefined;
  /** Made only in memory: nothing of it is written. */
  isRehearsed: boolean;
  files: WrittenFile[];
  certificates: CertificateSummary[];
}

async function prepareSuccessor(
  old: StandingCa,
  request: RotateRequest,
  ports: RenewalPorts,
): Promise<Prepared> {
  const { out, phase, dryRun } = request;
  const standing = await successorOf(old, ports);
  const nothing = { files: [], certificates: [], isRehearsed: false };
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
  if (noCross !== undefined) {
    ports.reporter.note(`no cross-certificate is made, and bundles alone do it: ${noCross}`);
  }
  return { successor: ca, files, certificates, isRehearsed: dryRun };
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
    { path: folder },
  );
}

export interface StandingUnit {
  facts: UnitFacts;
  phase: HostPhase;
}

async function standingOf(
  { units }: FoundHosts,
  rollover: Rollover,
  { password, force }: RotateRequest,
  ports: RenewalPorts,
): Promise<{ units: StandingUnit[]; failed: RolledHost[] }> {
  const { old, successor } = rollover;
  const known = [...old.chain, ...successor.chain, ...(successor.cross ? [successor.cross] : [])];
  const terms = { password, force, isWanted: isAmong.bind(undefined, known) };
  const failed: RolledHost[] = [];
  const read: StandingUnit[] = [];
  for (const unit of units) {
    await attempt(unit.path, { hosts: failed }, async () => {
      const facts = await readUnit(unit, terms, ports);
      const phase = phaseOf({ places: unit.places, files: facts.files }, rollover, ports.crypto);
      read.push({ facts, phase });
    });
  }
  return { units: read, failed };
}

interface Answered {
  request: RotateRequest;
  ca: string;
  prepared: Prepared;
  hosts: RolledHost[];
  found: FoundHosts;
  handshakes: Handshake[];
}

function summaryOf(answered: Answered): RolloverSummary {
  const { request, ca, prepared, hosts, found, handshakes } = answered;
  const { successor } = prepared;
  const reached = hosts.map(({ phase }) => phase ?? 'before');
  const phase = successor ? phaseOfAll(reached.length > 0 ? reached : ['trust']) : 'before';
  const cross = successor?.cross && pathIn(successor.folder, CROSS_CERTIFICATE);
  return {
    ok: hosts.every(({ state }) => state !== 'failed'),
    ca,
    successor: successor?.folder ?? null,
    asked: request.phase ?? null,
    phase,
    next: phaseAfter(phase) ?? null,
    crossCertificate: cross ?? null,
    hosts,
    missing: found.missing,
    handshakes,
    files: [...prepared.files, ...hosts.flatMap(({ files = [] }) => files)],
    certificates: [
      ...prepared.certificates,
      ...hosts.flatMap(({ certificates = [] }) => certificates),
    ],
    dryRun: request.dryRun || undefined,
  };
}
