// `cert renew`: the same names, for as long again, in the place of what stands there. Hosts that
// belong to one link are proved before any of their files is replaced; one failure stops no other.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { Within } from '../../pki/certificate/due.js';
import { isDue, isShortLived } from '../../pki/certificate/due.js';
import { formatTime, type Validity } from '../../pki/certificate/validity.js';
import { validityOf } from '../renewing/current-entries.js';
import type { ProgressReporter } from '../../ports.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { isSelfIssued } from '../../pki/issuing/issuer.js';
import type { Handshake } from '../proving/link.js';
import { sayingFew } from '../making/say-few.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { authorityOf } from '../reading/kit-authorities.js';
import { loadTargets } from '../reading/products.js';
import { dryRunOf, renewedHost } from './answer.js';
import { attempt } from '../renewing/attempt.js';
import { type IssuerChoice, type Issuers, issuersOf } from './issuers.js';
import { issueUnplaced } from './unplaced.js';
import { readOnce, Seen } from '../renewing/named-once.js';
import type { RenewalGroup, RenewalPlace } from '../renewing/places.js';
import { readSettled, settledPlacesIn } from '../renewing/settled-places.js';
import { proveStaged } from '../renewing/proof.js';
import { endEntityAt, isSuperseded, type Renewable } from '../renewing/renewable.js';
import { profileOf, reissue, wantedLike } from '../renewing/reissued.js';
import { signedIdentity, type SignedFiles } from './signed.js';
import { type StagedHost, stagedFilesOf, stageHost } from '../renewing/staged-host.js';
import { type ChangedEnd, updatePages } from '../renewing/page.js';
import type { RenewedHost, RenewSummary } from './summary.js';
import type { RenewalPorts, RenewPorts } from '../renewing/ports.js';
import { runHook } from './hook.js';

export interface RenewRequest {
  paths: readonly string[];
  /** None: all of them. */
  within?: Within | undefined;
  key: 'new' | 'keep';
  issuer: IssuerChoice;
  /** Opens what `secrets.env` does not. */
  password?: PasswordSource | undefined;
  /** Words of a command that runs once all is done. */
  hook?: readonly string[] | undefined;
  /** Whether the link of hosts that belong together is proved again. */
  proof: boolean;
  /** Where goes what a ledger knows and says no file of. */
  out?: string | undefined;
  /** What another CA has signed; none: the CA at hand signs. */
  signed?: SignedFiles | undefined;
  dryRun: boolean;
}

/** Throws only what concerns the whole call; what fails for one host stands in the answer. */
export async function renewCertificates(
  { password, ...wanted }: RenewRequest,
  ports: RenewPorts,
): Promise<RenewSummary> {
  const request = { ...wanted, password: await readOnce(password, ports.files) };
  const now = ports.clock.now();
  const few = sayingFew(ports.reporter);
  const products = await loadTargets(ports.templates);
  const quiet = { ...ports, products, reporter: { ...ports.reporter, note: few.note } };
  const run: Run = {
    request,
    now,
    issuers: issuersOf(request.issuer, ports),
    ports: quiet,
    hosts: [],
    handshakes: [],
    changed: [],
    seen: new Seen(ports.files),
  };
  for (const path of request.paths) await renewPath(path, run);
  if (!request.dryRun) await updatePages(run.changed, run.ports);
  few.finish();
  const summary = summaryOf(run);
  const hook = request.dryRun ? undefined : await runHook(request, run.hosts, ports);
  return { ...summary, ok: summary.ok && (hook === undefined || hook.exitCode === 0), hook };
}

/** What one call gathers. */
interface Run {
  request: RenewRequest;
  now: Date;
  issuers: Issuers;
  ports: RenewalPorts;
  hosts: RenewedHost[];
  handshakes: Handshake[];
  changed: ChangedEnd[];
  seen: Seen;
}

async function renewPath(path: string, run: Run): Promise<void> {
  const group = await attempt(path, run, () => settledPlacesIn(path, run.request, run.ports));
  if (!group) return;
  const { reporter } = run.ports as { reporter: Partial<ProgressReporter> };
  const held: StagedHost[] = [];
  const isLink = ({ folder }: RenewalPlace) =>
    run.request.proof && group.together !== undefined && isIn(group.together, folder, run.ports);
  try {
    for (const [done, place] of group.places.entries()) {
      reporter.progress?.(done, group.places.length, 'hosts looked at');
      const staged = await attempt(place.path, run, () => prepare(place, group, run));
      if (!staged) continue;
      // What belongs to no link need not wait for the others.
      if (staged.renewable.release && isLink(place)) held.push(staged);
      else await finish(staged, run);
    }
  } catch (error) {
    for (const { replacement } of held) await replacement.discard();
    throw error;
  }
  await finishTogether(held, group, run);
  await issueUnplaced(group, run);
}

function isIn(together: string, folder: string, { files }: RenewPorts): boolean {
  return dirname(files.absolute(folder)) === files.absolute(together);
}

/** Undefined for what is not due, and for what was named before. */
async function prepare(
  place: RenewalPlace,
  group: RenewalGroup,
  run: Run,
): Promise<StagedHost | undefined> {
  const { request, now, ports } = run;
  // What a ledger says is enough where nothing is to be done: its files may have been moved.
  if (place.entry && isLeftAlone(place, validityOf(place.entry), run)) return undefined;
  const { certificate, password } = await endEntityAt(place, request.password, ports);
  if (isDone(place, certificate, run)) return undefined;
  const renewable = await readSettled(place, { ...request, password }, ports);
  if (request.signed) return prepareSigned(renewable, request.signed, run);
  const issuer = isSelfIssued(certificate)
    ? undefined
    : await run.issuers(await authorityOf(certificate, group.authorities, ports));
  const terms = { issuer, key: request.key, isByDate: request.within !== undefined, now };
  checkHasKey(renewable);
  const wanted = wantedLike(renewable, terms, ports);
  if (request.dryRun) {
    run.hosts.push(await dryRunOf(renewable, wanted.validity, ports));
    return undefined;
  }
  const identity = await reissue(renewable, wanted, terms, ports);
  const { profile } = wanted;
  const hook = request.hook !== undefined;
  return stageHost({ renewable, identity, profile, ledger: issuer?.ledger, hook, now }, ports);
}

/**
 * Whether what stands there is not due, was named before, or came in the place of what a ledger
 * says: for all that its key is not needed.
 */
function isDone(place: RenewalPlace, certificate: Certificate, run: Run): boolean {
  if (!run.seen.isFirst({ place, certificate })) return true;
  // The page of a run that was killed may still say when the one before ended.
  run.changed.push({ folder: place.folder, notAfter: certificate.notAfter });
  if (isSuperseded(place, certificate)) {
    const { serialNumber } = certificate;
    const reason = `holds a later certificate by now (${serialNumber})`;
    run.hosts.push({ path: place.path, state: 'not-due', reason });
    return true;
  }
  return isLeftAlone(place, certificate, run);
}

/** Whether it is not due, which is said then. */
function isLeftAlone({ path }: RenewalPlace, validity: Validity, run: Run): boolean {
  const { within } = run.request;
  if (!within || isDue(validity, within, run.now)) return false;
  const short = isShortLived(validity, within, run.now)
    ? ', since it lives so short that its second half counts'
    : '';
  const reason = `ends at ${formatTime(validity.notAfter)}: not due${short}`;
  run.hosts.push({ path, state: 'not-due', reason });
  return true;
}

/** Undefined for a host whose certificate is not among those that came. */
async function prepareSigned(
  renewable: Renewable,
  signed: SignedFiles,
  { request, now, ports, hosts }: Run,
): Promise<StagedHost | undefined> {
  const { certificate, place } = renewable;
  const found = await signedIdentity(renewable, signed, now, ports);
  if (!found) {
    hosts.push({ path: place.path, state: 'not-due', reason: 'nothing that came is for its key' });
    return undefined;
  }
  if (request.dryRun) {
    const [{ notAfter }] = found.identity.chain;
    hosts.push(await dryRunOf(renewable, { notAfter }, ports));
    return undefined;
  }
  const hook = request.hook !== undefined;
  const terms = { profile: profileOf(certificate), ledger: undefined, hook, now };
  return stageHost({ renewable, ...found, ...terms }, ports);
}

function checkHasKey({ privateKeyInfo, place: { path } }: Renewable): void {
  if (privateKeyInfo) return;
  throw new TlsmithError(
    'input-wrong-kind',
    (it) =>
      `the private key of ${it} does not stand beside it, and a renewal replaces both: --request asks for a certificate where the key is`,
    { path },
  );
}

async function finish(staged: StagedHost, run: Run): Promise<void> {
  const { path } = staged.renewable.place;
  await attempt(path, run, async () => {
    await staged.replacement.publish();
    const { renewable, identity } = staged;
    const [own] = identity.chain;
    const { folder } = renewable.place;
    run.seen.add(folder, own);
    run.changed.push({ folder, notAfter: own.notAfter });
    run.hosts.push(await renewedHost(staged, run.ports));
  });
}

/** All that was staged is proved as it will stand; one that fails leaves all as they are. */
async function finishTogether(
  held: readonly StagedHost[],
  group: RenewalGroup,
  run: Run,
): Promise<void> {
  if (held.length === 0) return;
  const proved = await attempt(group.path, run, () =>
    proveStaged(held.map(stagedFilesOf), group, run.now, run.ports),
  );
  if (!proved) {
    for (const { replacement } of held) await replacement.discard();
    return;
  }
  run.handshakes.push(...proved);
  for (const staged of held) await finish(staged, run);
}

function summaryOf({ hosts, handshakes, request }: Run): Omit<RenewSummary, 'hook'> {
  const renewed = hosts.filter(({ state }) => state === 'renewed');
  return {
    ok: hosts.every(({ state }) => state !== 'failed'),
    files: hosts.flatMap(({ files = [] }) => files),
    certificates: renewed.flatMap(({ certificate }) => (certificate ? [certificate] : [])),
    hosts,
    handshakes,
    dryRun: request.dryRun || undefined,
  };
}
