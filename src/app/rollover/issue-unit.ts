// The certificates of a folder issued anew by the CA that comes, with new keys and the chain that
// those believe who trust the old one alone.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import { isIssuedBy } from '../reading/certificate/chain.js';
import { loadIssuer } from '../reading/key/issuer.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import type { ChangedEnd } from '../renewing/page.js';
import type { RenewalPorts } from '../renewing/ports.js';
import { reissue, wantedLike } from '../renewing/reissued.js';
import { readSettled } from '../renewing/settled-places.js';
import { certificateFileOf, stagedFilesOf, stageHost } from '../renewing/staged-host.js';
import { uptakeFor } from '../renewing/uptake.js';
import { writtenFiles } from '../renewing/written-files.js';
import { pathIn } from '../../path-in.js';
import {
  type CertificateSummary,
  summarizeCertificate,
  type WrittenFile,
} from '../writing/plan.js';
import { followingBelow } from './below.js';
import type { ReadyUnit, StagedPart } from './replace-units.js';
import { caPassword } from './ca-password.js';
import type { Rollover } from '../renewing/rollover/phase.js';
import { dueFiles, stageExchange, uptakeIn } from './staged-unit.js';
import type { StandingCa } from '../renewing/rollover/standing-ca.js';
import type { RolledHost } from './summary.js';
import type { UnitFacts } from '../renewing/rollover/unit-facts.js';

interface IssueTerms {
  rollover: Rollover;
  /** The CAs below, as they stand now. */
  below: readonly StandingCa[];
  password: PasswordSource | undefined;
  dryRun: boolean;
}

/** Throws as `loadIssuer`. */
export async function newIssuer(
  {
    rollover,
    caPassword: source,
  }: Pick<IssueTerms, 'rollover'> & { caPassword?: PasswordSource | undefined },
  ports: RenewalPorts,
): Promise<Issuer> {
  const { folder } = rollover.successor;
  const password = await caPassword(folder, source, ports);
  return loadIssuer({ source: { folder }, password }, ports);
}

/** Throws as `reissue` and `stageHost`; then nothing stays staged. */
export async function issueUnit(
  facts: UnitFacts,
  issuerOnce: () => Promise<Issuer>,
  { rollover, below, password, dryRun }: IssueTerms,
  ports: RenewalPorts,
): Promise<Pick<ReadyUnit, 'host' | 'staged' | 'ends'>> {
  const { unit } = facts;
  const [old] = rollover.old.chain;
  const now = ports.clock.now();
  const [files, certificates]: [WrittenFile[], CertificateSummary[]] = [[], []];
  const state = dryRun ? ('due' as const) : ('changed' as const);
  const host: RolledHost = {
    path: unit.path,
    phase: 'issue',
    state,
    reason: '',
    files,
    certificates,
  };
  const staged: StagedPart[] = [];
  const ends: ChangedEnd[] = [];
  try {
    for (const place of unit.places) {
      if (!isIssuedBy(place.certificate, old, ports.crypto)) continue;
      const renewable = await readSettled(place, { password, dryRun }, ports);
      if (!renewable.privateKeyInfo) throw withoutKey(place.path);
      const issuer = await issuerOnce();
      const succeeded = rollover.old.chain;
      const terms = { issuer, key: 'new' as const, isByDate: false, now, succeeded };
      const wanted = wantedLike(renewable, terms, ports);
      host.uptake ??= uptakeFor(renewable.release);
      host.reason = `until ${formatTime(wanted.validity.notAfter)}`;
      files.push(...(await writtenFiles(unit.folder, renewable.files, ports.files)));
      if (dryRun) continue;
      const identity = withCross(await reissue(renewable, wanted, terms, ports), rollover);
      const { profile } = wanted;
      const { ledger } = issuer;
      const ready = await stageHost(
        { renewable, identity, profile, ledger, hook: false, now },
        ports,
      );
      staged.push({ ...stagedFilesOf(ready), replacement: ready.replacement });
      const path = pathIn(unit.folder, certificateFileOf(renewable.files));
      certificates.push(summarizeCertificate(identity.chain[0], path, ports.crypto));
      ends.push({ folder: unit.folder, notAfter: identity.chain[0].notAfter });
    }
    const followed = await followBelow(facts, staged, { rollover, below, dryRun }, ports);
    files.push(...followed.files);
    if (followed.staged) staged.push(followed.staged);
    host.uptake ??= await uptakeIn(unit.folder, ports);
    if (host.reason === '') sayFollowed(host, files);
  } catch (error) {
    for (const { replacement } of staged) await replacement.discard();
    throw error;
  }
  return { host, staged, ends };
}

/** What a CA below has issued stays; its own certificate is another one now. */
async function followBelow(
  { files, ...facts }: UnitFacts,
  staged: readonly StagedPart[],
  { rollover, below, dryRun }: Pick<IssueTerms, 'rollover' | 'below' | 'dryRun'>,
  ports: RenewalPorts,
): Promise<{ files: WrittenFile[]; staged?: StagedPart }> {
  const isFree = ({ name }: { name: string }) => !staged.some(({ names }) => names.includes(name));
  const left = { ...facts, files: files.filter(isFree) };
  const exchangeOf = () => followingBelow(below, rollover);
  if (dryRun) return { files: await dueFiles(left, exchangeOf, ports) };
  const followed = await stageExchange(left, exchangeOf, ports);
  return followed ? { files: followed.written, staged: followed } : { files: [] };
}

function sayFollowed(host: RolledHost, files: readonly WrittenFile[]): void {
  if (files.length === 0) host.state = 'unchanged';
  host.reason =
    files.length > 0
      ? 'follows a CA below the new one'
      : 'waits for a CA whose folder nobody knows';
}

/** The chain leads to the old root then, which those trust who do not know the new one. */
function withCross(identity: HostIdentity, { old, successor }: Rollover): HostIdentity {
  const { cross } = successor;
  if (!cross) return identity;
  const trustAnchors: [Certificate] = [old.chain[0]];
  return { ...identity, chain: [...identity.chain, cross], trustAnchors };
}

function withoutKey(path: string): TlsmithError {
  return new TlsmithError(
    'input-wrong-kind',
    (it) =>
      `the private key of ${it} does not stand beside it, and a new certificate comes with a new key`,
    { path },
  );
}
