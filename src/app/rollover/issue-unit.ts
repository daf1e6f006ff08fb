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
import type { ReadyUnit } from './act.js';
import { caPassword } from './ca-password.js';
import type { Rollover } from './phase.js';
import type { RolledHost } from './summary.js';
import type { UnitFacts } from './unit-facts.js';

interface IssueTerms {
  rollover: Rollover;
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
  { unit }: UnitFacts,
  issuer: Issuer,
  { rollover, password, dryRun }: IssueTerms,
  ports: RenewalPorts,
): Promise<Pick<ReadyUnit, 'host' | 'staged' | 'ends'>> {
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
  const staged: ReadyUnit['staged'][number][] = [];
  const ends: ChangedEnd[] = [];
  try {
    for (const place of unit.places) {
      if (!isIssuedBy(place.certificate, old, ports.crypto)) continue;
      const renewable = await readSettled(place, { password, dryRun }, ports);
      if (!renewable.privateKeyInfo) throw withoutKey(place.path);
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
  } catch (error) {
    for (const { replacement } of staged) await replacement.discard();
    throw error;
  }
  return { host, staged, ends };
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
