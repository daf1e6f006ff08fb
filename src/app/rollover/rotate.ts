// `ca rotate`: a CA is succeeded by another in three phases, in none of which two hosts lose each
// other: both are trusted, the new one issues, the old one goes.
import type { WantedValidity } from '../../pki/certificate/validity.js';
import { pathIn } from '../../path-in.js';
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
  readStandingCa,
  type StandingCa,
  laterSuccessors,
} from '../renewing/rollover/standing-ca.js';
import {
  phasesBelow,
  type RolloverSurvey,
  type StandingUnit,
  surveyRollover,
} from '../renewing/rollover/survey.js';
import { act } from './act.js';
import { oldFolder } from './old-folder.js';
import type { Replaced } from './replace-units.js';
import { type Prepared, prepareSuccessor } from './prepared.js';
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
  const isThere = successor !== undefined && !request.dryRun;
  const later = isThere ? await laterSuccessors(successor, ports) : [];
  const issuing = later.at(-1) ?? successor;
  return summaryOf({ request, ca, prepared, issuing, hosts, survey, handshakes });
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

interface Answered {
  request: RotateRequest;
  ca: string;
  prepared: Prepared;
  issuing: StandingCa | undefined;
  hosts: RolledHost[];
  survey: RolloverSurvey;
  handshakes: Handshake[];
}

function summaryOf(answered: Answered): RolloverSummary {
  const { request, ca, prepared, issuing, hosts, survey, handshakes } = answered;
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
    issuing: issuing?.folder ?? null,
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
