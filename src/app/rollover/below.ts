// CAs below the one that goes: they keep name and key, and get their certificate from the one that
// comes, so that nothing that they have issued has to be issued again.
import { checkIssuedCa } from '../../checks/certificate/issued.js';
import { encodeCertificates } from '../../formats/containers/pem.js';
import { pathIn } from '../../path-in.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import { issueCertificate } from '../../pki/issuing/issue.js';
import { type Issuer, requireSigning } from '../../pki/issuing/issuer.js';
import { refuseFaults } from '../making/identity.js';
import { validityBelow } from '../making/validity.js';
import { isIssuedBy } from '../reading/certificate/chain.js';
import type { RenewalPorts } from '../renewing/ports.js';
import { lifeLike } from '../renewing/reissued.js';
import type { Exchange } from '../writing/exchanged-files.js';
import { issuedEntry } from '../writing/ledger.js';
import { modeText, type WrittenFile } from '../writing/plan.js';
import { type ReplacedFile, stageReplacement } from '../writing/replacing/replacement.js';
import { limitsOf } from './limits.js';
import type { Rollover } from '../renewing/rollover/phase.js';
import type { StandingCa } from '../renewing/rollover/standing-ca.js';
import type { RolledHost } from './summary.js';

export interface ReissuedBelow {
  /** As they stand now. */
  below: StandingCa[];
  /** The folders in which something changed. */
  hosts: RolledHost[];
}

/** Parents first, each in its folder. Throws as `issueCertificate` and `stageReplacement`. */
export async function reissueBelow(
  below: readonly StandingCa[],
  rollover: Rollover,
  issuer: () => Promise<Issuer>,
  ports: RenewalPorts,
): Promise<ReissuedBelow> {
  const now: StandingCa[] = [];
  const hosts: RolledHost[] = [];
  const changes = new Map([[rollover.old.chain[0], rollover.successor.chain[0]]]);
  for (const ca of below) {
    const [own, ...above] = ca.chain;
    const isDirect = isIssuedBy(own, rollover.old.chain[0], ports.crypto);
    const signer = isDirect ? await issuer() : undefined;
    const after = signer ? await issueAgain(own, rollover, signer, ports) : own;
    if (after !== own) changes.set(own, after);
    const following = above.map((one) => changeOf(one, changes));
    const changed = { ...ca, chain: [after, ...following] as const };
    const files = await replaceChain(ca, changed, signer?.ledger, ports);
    now.push(changed);
    const reason = 'has its certificate from the new CA now';
    if (files.length > 0) {
      hosts.push({ path: ca.folder, phase: 'issue', state: 'changed', reason, files });
    }
  }
  return { below: now, hosts };
}

function changeOf(one: Certificate, changes: ReadonlyMap<Certificate, Certificate>): Certificate {
  for (const [before, after] of changes) if (equalBytes(before.der, one.der)) return after;
  return one;
}

async function issueAgain(
  own: Certificate,
  { old }: Rollover,
  issuer: Issuer,
  ports: RenewalPorts,
): Promise<Certificate> {
  const signer = requireSigning(issuer, 'an intermediate CA');
  const now = ports.clock.now();
  const { subject, subjectPublicKeyInfo, subjectKeyIdentifier } = own;
  const request = {
    ...{ profile: 'ca' as const, subject, subjectAltNames: [], subjectPublicKeyInfo },
    ...limitsOf(own),
    subjectKeyIdentifier,
    validity: validityBelow(lifeLike(own, old.chain), signer.chain, now, ports),
  };
  const certificate = await issueCertificate(request, signer, now, ports);
  refuseFaults(checkIssuedCa(certificate));
  return certificate;
}

/** `ca.crt` and `chain.crt` of the folder, in one go; the line in the ledger comes before. */
async function replaceChain(
  { folder, chain: before }: StandingCa,
  { chain: after }: StandingCa,
  ledger: string | undefined,
  ports: RenewalPorts,
): Promise<WrittenFile[]> {
  const path = pathIn(folder, 'ca.crt');
  const above = pathIn(folder, 'chain.crt');
  const isSame = (one: Certificate, index: number) => one === before[index];
  const changed: ReplacedFile[] = [];
  if (after[0] !== before[0]) {
    changed.push(await replacedFile(path, before.slice(0, 1), after.slice(0, 1), ports));
  }
  if (!after.every((one, index) => index === 0 || isSame(one, index))) {
    changed.push(await replacedFile(above, before.slice(1), after.slice(1), ports));
  }
  if (changed.length === 0) return [];
  const replaces = before[0].serialNumber;
  const issuance = { certificate: after[0], profile: 'ca' as const, replaces, path };
  const entries = [issuedEntry(issuance, ports.clock.now(), ports)];
  const replacement = await stageReplacement(
    {
      ...{ folder, act: 'rollover', files: changed, removed: [], hook: false },
      ledger: ledger === undefined ? undefined : { path: ledger, entries },
    },
    ports,
  );
  await replacement.publish();
  return changed.map(({ name }) => {
    return { path: pathIn(folder, name), kind: 'certificate', mode: modeText(0o644) };
  });
}

/** Both files are ours; what else stands in `ca.crt` stays there. */
async function replacedFile(
  path: string,
  before: readonly Certificate[],
  after: readonly Certificate[],
  { files }: RenewalPorts,
): Promise<ReplacedFile> {
  const bytes = await files.read(path);
  const text = Buffer.from(bytes).toString('latin1');
  const old = encodeCertificates(before);
  const renewed = encodeCertificates(after);
  const changed = text.includes(old) ? text.replace(old, () => renewed) : renewed;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, before: bytes, after: new TextEncoder().encode(changed), isSecret: false };
}

/**
 * In the files of hosts: a CA below, whichever of its certificates stands there, is followed by the
 * one that it has now, and above that by the cross-certificate.
 */
export function followingBelow(below: readonly StandingCa[], { successor }: Rollover): Exchange {
  const { cross } = successor;
  return (one, use) => {
    const ca = below.find(({ chain: [own] }) => isEarlier(one, own));
    if (!ca) return [one];
    return use === 'above' && cross ? [ca.chain[0], cross] : [ca.chain[0]];
  };
}

/** An earlier one by the same issuer: a cross-certificate, which another CA has signed, is none. */
export function isRenewedBy(one: Certificate, own: Certificate): boolean {
  return isEarlier(one, own) && equalBytes(one.issuerDer, own.issuerDer);
}

/** Another certificate of the same CA. */
export function isEarlier(one: Certificate, own: Certificate): boolean {
  return (
    !equalBytes(one.der, own.der) &&
    equalBytes(one.subjectDer, own.subjectDer) &&
    equalBytes(one.subjectPublicKeyInfo, own.subjectPublicKeyInfo)
  );
}
