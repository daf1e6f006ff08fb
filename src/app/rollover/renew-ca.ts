// `ca renew`: a CA's certificate with other dates, for the same name and key, in its folder and in
// all that trust it or send it. What it has issued stays as it is.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime, type WantedValidity } from '../../pki/certificate/validity.js';
import { pathIn } from '../../path-in.js';
import { sayingFew } from '../making/say-few.js';
import type { Handshake } from '../proving/link.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { loadTargets } from '../reading/products.js';
import { readOnce } from '../renewing/named-once.js';
import type { RenewalPorts, RenewPorts } from '../renewing/ports.js';
import { authoritiesBelow } from '../renewing/rollover/authorities-below.js';
import { hostsOf, type HostUnit } from '../renewing/rollover/hosts.js';
import { readStandingCa, type StandingCa } from '../renewing/rollover/standing-ca.js';
import { readUnit, type UnitFacts } from '../renewing/rollover/unit-facts.js';
import { attempt } from '../renewing/attempt.js';
import {
  type CertificateSummary,
  summarizeCertificate,
  type WriteSummary,
} from '../writing/plan.js';
import { settle } from '../writing/replacing/settle.js';
import { isRenewedBy } from './below.js';
import { renewedAuthority } from './exchanges.js';
import { oldFolder } from './old-folder.js';
import { sayRenewed } from './page.js';
import { type RenewedCa, stageRenewedCa } from './renewed-ca.js';
import { type ReadyUnit, type Replaced, replaceUnits } from './replace-units.js';
import { dueFiles, stageExchange, uptakeIn } from './staged-unit.js';
import type { RolledHost } from './summary.js';

export interface RenewCaRequest {
  /** Folders of hosts, kits, files of trust. */
  paths: readonly string[];
  /** The folder of the CA; none: that of a kit that was named, or `fallback`. */
  ca: string | undefined;
  fallback: string;
  caPassword: PasswordSource | undefined;
  /** Of an intermediate: the CA above it. */
  parent: string | undefined;
  /** Opens the key of that one, and what `secrets.env` of a host does not. */
  password: PasswordSource | undefined;
  validity: WantedValidity | undefined;
  proof: boolean;
  /** Leaves alone what cannot be opened. */
  force: boolean;
  dryRun: boolean;
}

export interface RenewCaSummary extends WriteSummary {
  ok: boolean;
  ca: string;
  /** Whether its certificate is new, and not only brought to hosts that have an earlier one. */
  isNew: boolean;
  notAfter: string;
  hosts: RolledHost[];
  handshakes: Handshake[];
}

/** Throws what concerns the whole call; what fails for one host stands in the answer. */
export async function renewCa(named: RenewCaRequest, given: RenewPorts): Promise<RenewCaSummary> {
  const request = { ...named, password: await readOnce(named.password, given.files) };
  const few = sayingFew(given.reporter);
  const products = await loadTargets(given.templates);
  const ports: RenewalPorts = {
    ...given,
    products,
    reporter: { ...given.reporter, note: few.note },
  };
  const folder = await oldFolder(request, ports);
  if (!request.dryRun) await settle(folder, ports);
  const before = await readStandingCa(folder, ports);
  const found = await hostsBelow(before, request, ports);
  const isBehind = found.units.some((facts) => holdsEarlier(facts, before.chain[0]));
  const renewal = isBehind ? undefined : await stageUnlessDone(before, found.units, request, ports);
  const after = renewal?.ca ?? before;
  if (request.dryRun) await renewal?.replacement.discard();
  else await renewal?.replacement.publish();
  const replaced = await bring(found.units, { before, after, request }, ports);
  few.finish();
  const hosts = [...found.failed, ...replaced.hosts];
  const { handshakes } = replaced;
  return summaryOf({ request, after, isNew: !isBehind, hosts, handshakes }, ports);
}

/** The pages of a run that was killed behind its last host are still to be written. */
async function stageUnlessDone(
  before: StandingCa,
  units: readonly UnitFacts[],
  request: RenewCaRequest,
  ports: RenewalPorts,
): Promise<RenewedCa> {
  try {
    return await stageRenewed(before, request, ports);
  } catch (error) {
    const isDone = error instanceof TlsmithError && error.code === 'renewal-in-vain';
    if (isDone && !request.dryRun) await sayInKits(units, { before, after: before }, ports);
    throw error;
  }
}

async function sayInKits(
  units: readonly UnitFacts[],
  cas: { before: StandingCa; after: StandingCa },
  ports: RenewalPorts,
): Promise<void> {
  const kits = new Set(units.flatMap(({ unit }) => unit.together ?? []));
  for (const kit of kits) await sayRenewed(kit, cas, ports);
}

function stageRenewed(before: StandingCa, request: RenewCaRequest, ports: RenewalPorts) {
  const { caPassword: password, validity } = request;
  const parent = { folder: request.parent, password: request.password };
  return stageRenewedCa(before, { password, parent, validity, now: ports.clock.now() }, ports);
}

function isOfIt(one: Certificate, own: Certificate): boolean {
  return one.serialNumber === own.serialNumber || isRenewedBy(one, own);
}

function holdsEarlier({ files }: UnitFacts, own: Certificate): boolean {
  return files.some(({ trusted, above }) =>
    [...trusted, ...above].some((one) => isRenewedBy(one, own)),
  );
}

/** Those of the CAs below too: whoever sends or trusts this one has it in some file. */
async function hostsBelow(
  ca: StandingCa,
  { paths, password, force, dryRun }: RenewCaRequest,
  ports: RenewalPorts,
): Promise<{ units: UnitFacts[]; failed: RolledHost[] }> {
  const below = await authoritiesBelow(ca, dryRun, ports);
  const authorities = [ca, ...below.found];
  const now = ports.clock.now();
  const terms = { paths, password, authorities, now, isLook: dryRun };
  const { units, missing, failed } = await hostsOf(terms, ports);
  for (const { subject, serialNumber } of missing) {
    ports.reporter.note(
      `nobody knows where the files of ${subject} (${serialNumber}) are: what trusts the CA there stays as it is`,
    );
  }
  const chains = below.found.map(({ folder }): HostUnit => {
    return { path: folder, folder, only: 'chain.crt', places: [], together: undefined };
  });
  const isWanted = (one: Certificate) => isOfIt(one, ca.chain[0]);
  const read: UnitFacts[] = [];
  for (const unit of [...units, ...chains]) {
    await attempt(unit.path, { hosts: failed }, async () => {
      read.push(await readUnit(unit, { password, force, isWanted }, ports));
    });
  }
  return { units: read, failed };
}

interface BringingTerms {
  before: StandingCa;
  after: StandingCa;
  request: RenewCaRequest;
}

async function bring(
  units: readonly UnitFacts[],
  { before, after, request }: BringingTerms,
  ports: RenewalPorts,
): Promise<Replaced> {
  const [renewed] = after.chain;
  const exchangeOf = () => renewedAuthority((one) => isRenewedBy(one, renewed), renewed);
  const prepare = async (facts: UnitFacts): Promise<ReadyUnit | RolledHost> => {
    const { path, folder } = facts.unit;
    if (request.dryRun) {
      const files = await dueFiles(facts, exchangeOf, ports);
      const state = files.length > 0 ? ('due' as const) : ('unchanged' as const);
      return { path, state, reason: files.length > 0 ? WOULD : HAS_NONE, files };
    }
    const staged = await stageExchange(facts, exchangeOf, ports);
    if (!staged) return { path, state: 'unchanged', reason: HAS_NONE };
    const uptake = await uptakeIn(folder, ports);
    const files = staged.written;
    const host: RolledHost = { path, state: 'changed', reason: HAS, uptake, files };
    return { staged: [staged], host, ends: [] };
  };
  const unitOf = ({ unit }: UnitFacts) => unit;
  const replaced = await replaceUnits(units, { proof: request.proof, unitOf, prepare }, ports);
  if (!request.dryRun) await sayInKits(units, { before, after }, ports);
  return replaced;
}

const HAS = "has the CA's new certificate now";
const WOULD = "would get the CA's new certificate";
const HAS_NONE = 'has no earlier certificate of the CA';

interface Answered {
  request: RenewCaRequest;
  after: StandingCa;
  isNew: boolean;
  hosts: RolledHost[];
  handshakes: Handshake[];
}

function summaryOf(
  { request, after, isNew, hosts, handshakes }: Answered,
  { crypto }: RenewalPorts,
): RenewCaSummary {
  const { folder, chain } = after;
  const path = pathIn(folder, 'ca.crt');
  const certificates: CertificateSummary[] = isNew
    ? [summarizeCertificate(chain[0], path, crypto)]
    : [];
  const own = isNew ? [{ path, kind: 'certificate' as const, mode: '0644' }] : [];
  return {
    ok: hosts.every(({ state }) => state !== 'failed'),
    ca: folder,
    isNew,
    notAfter: formatTime(chain[0].notAfter),
    hosts,
    handshakes,
    files: [...own, ...hosts.flatMap(({ files = [] }) => files)],
    certificates,
    dryRun: request.dryRun || undefined,
  };
}
