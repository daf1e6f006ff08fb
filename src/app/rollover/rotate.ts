// `ca rotate`: a CA is succeeded by another in three phases, in none of which two hosts lose each
// other: both are trusted, the new one issues, the old one goes.
import { TlsmithError } from '../../errors.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import { pathIn } from '../../path-in.js';
import { quotePath } from '../../quote.js';
import { sayingFew } from '../making/say-few.js';
import type { Handshake } from '../proving/link.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { loadTargets } from '../reading/products.js';
import { readOnce } from '../renewing/named-once.js';
import type { RenewalPorts, RenewPorts } from '../renewing/ports.js';
import { checkComplete, phaseAfter, phaseOfAll } from '../renewing/rollover/completeness.js';
import type { HostPhase, Phase, Rollover } from '../renewing/rollover/phase.js';
import {
  CROSS_CERTIFICATE,
  nextFolder,
  readStandingCa,
  type StandingCa,
  successorOf,
} from '../renewing/rollover/standing-ca.js';
import {
  phasesBelow,
  type RolloverSurvey,
  type StandingUnit,
  surveyRollover,
} from '../renewing/rollover/survey.js';
import type { CertificateSummary, WrittenFile } from '../writing/plan.js';
import { act } from './act.js';
import { oldFolder } from './old-folder.js';
import type { Replaced } from './replace-units.js';
import { makeSuccessor } from './successor.js';
import type { RolledHost, RolloverSummary } from './summary.js';

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
  const prepared = await prepareSuccessor(old, request, ports);
  const { successor } = prepared;
  const isLook = request.phase === undefined || request.dryRun;
  const survey = await surveyRollover({ ...request, old, successor, isLook }, ports);
  const acted =
    request.phase && successor
      ? await carryOut(survey, { ...request, phase: request.phase, old, successor }, ports)
      : { hosts: survey.units.map(asItIs), handshakes: [] };
  const hosts: RolledHost[] = [...survey.failed, ...acted.hosts];
  few.finish();
  const { handshakes } = acted;
  return summaryOf({ request, ca, prepared, hosts, survey, handshakes });
}

interface CarryingOut extends RotateRequest, Rollover {
  phase: Phase;
}

/** Throws `rollover-incomplete`. */
async function carryOut(
  survey: RolloverSurvey,
  { old, successor, ...request }: CarryingOut,
  ports: RenewalPorts,
): Promise<Pick<Replaced, 'hosts' | 'handshakes'>> {
  const { units, below, missing, failed } = survey;
  const phases = phasesBelow(below, old, ports);
  const hosts = [
    ...units.map(({ facts: { unit }, phase }) => ({ path: unit.path, phase })),
    ...below.map(({ folder }, index) => ({ path: folder, phase: phases[index] })),
    ...failed.map(({ path }) => ({ path, phase: undefined })),
  ];
  checkComplete(request.phase, { hosts, missing }, request.force);
  return act(units, { ...request, rollover: { old, successor }, below }, ports);
}

function asItIs({ facts, phase }: StandingUnit): RolledHost {
  return { path: facts.unit.path, phase, state: 'unchanged', reason: REASONS[phase] };
}

const REASONS: Readonly<Record<HostPhase, string>> = {
  before: 'trusts the old CA alone',
  trust: 'trusts both, and has its certificate from the old CA',
  issue: 'trusts both, and has its certificate from the new CA',
  drop: 'has nothing of the old CA any more',
};

interface Prepared {
  successor: StandingCa | undefined;
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
    { path: folder },
  );
}

interface Answered {
  request: RotateRequest;
  ca: string;
  prepared: Prepared;
  hosts: RolledHost[];
  survey: RolloverSurvey;
  handshakes: Handshake[];
}

function summaryOf(answered: Answered): RolloverSummary {
  const { request, ca, prepared, hosts, survey, handshakes } = answered;
  const { successor } = prepared;
  const reached = hosts.map((host) => host.phase ?? 'before');
  const { phase: asked, dryRun } = request;
  const done = asked && !dryRun ? phaseOfAll(reached.length > 0 ? reached : [asked]) : undefined;
  const phase = done ?? survey.phase;
  const cross = successor?.cross && pathIn(successor.folder, CROSS_CERTIFICATE);
  return {
    ok: hosts.every(({ state }) => state !== 'failed'),
    ca,
    successor: successor?.folder ?? null,
    asked: asked ?? null,
    phase,
    next: phaseAfter(phase) ?? null,
    crossCertificate: cross ?? null,
    hosts,
    missing: survey.missing,
    handshakes,
    files: [...prepared.files, ...hosts.flatMap(({ files = [] }) => files)],
    certificates: [
      ...prepared.certificates,
      ...hosts.flatMap(({ certificates = [] }) => certificates),
    ],
    dryRun: dryRun || undefined,
  };
}
