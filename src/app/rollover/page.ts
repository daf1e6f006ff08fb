// The pages of a kit say whom its hosts trust: after a phase of a rollover they say it anew.
import { basename, dirname } from 'node:path/posix';
import { formatTime } from '../../pki/certificate/validity.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { type PageAuthority, withAuthorities } from '../../targets/page/renewed-page.js';
import { changePages } from '../renewing/page.js';
import type { RenewalPorts } from '../renewing/ports.js';
import { fingerprintOf } from '../writing/plan.js';
import type { Phase, Rollover } from '../renewing/rollover/phase.js';
import type { StandingCa } from '../renewing/rollover/standing-ca.js';

/** An intermediate is not trusted for itself, and no page names it. */
export async function sayAuthorities(
  kit: string,
  { phase, rollover }: { phase: Phase; rollover: Rollover },
  ports: RenewalPorts,
): Promise<void> {
  const old = pageAuthority(rollover.old, kit, ports);
  const successor = pageAuthority(rollover.successor, kit, ports);
  const isOne = phase === 'drop' || old.sha256Fingerprint === successor.sha256Fingerprint;
  const now = isOne ? [successor] : [old, successor];
  await changePages(kit, (page) => withAuthorities(page, old, now), ports);
}

/** The same CA with other dates. */
export async function sayRenewed(
  kit: string,
  { before, after }: { before: StandingCa; after: StandingCa },
  ports: RenewalPorts,
): Promise<void> {
  const old = pageAuthority(before, kit, ports);
  const now = pageAuthority(after, kit, ports);
  await changePages(kit, (page) => withAuthorities(page, old, [now]), ports);
}

function pageAuthority(
  { folder, chain }: StandingCa,
  kit: string,
  { files, crypto }: RenewalPorts,
): PageAuthority {
  const anchor = chain[chain.length - 1] ?? chain[0];
  const absolute = files.absolute(folder);
  return {
    subject: formatDistinguishedName(anchor.subject),
    notAfter: formatTime(anchor.notAfter),
    sha256Fingerprint: fingerprintOf(anchor, crypto),
    folder: dirname(absolute) === files.absolute(kit) ? basename(absolute) : undefined,
  };
}
