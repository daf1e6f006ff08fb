// CAs that the old one has issued: what they issue hangs on it too, so that a rollover that leaves
// them out would cut their hosts off.
import { TlsmithError } from '../../errors.js';
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import { quotePath } from '../../quote.js';
import { basename } from 'node:path/posix';
import { eachEntry } from '../reading/ledger/entries.js';
import type { RenewalPorts } from '../renewing/ports.js';
import { CROSS_CERTIFICATE, type StandingCa } from './standing-ca.js';

/** Throws `rollover-incomplete`. */
export async function refuseWithAuthorities(
  { ledger, folder }: StandingCa,
  ports: RenewalPorts,
): Promise<void> {
  const now = ports.clock.now().getTime();
  const below = new Map<string, LedgerEntry>();
  const visit = (entry: LedgerEntry) => {
    const { serialNumber, event, profile, path = '' } = entry;
    if (event === 'abandoned' || event === 'revoked') below.delete(serialNumber);
    else if (event === 'released') return;
    else if (profile === 'ca' && basename(path) !== CROSS_CERTIFICATE) {
      below.set(serialNumber, entry);
    }
    if (entry.replaces !== undefined) below.delete(entry.replaces);
  };
  await eachEntry(ledger, visit, ports);
  const current = [...below.values()].filter(({ notAfter }) => Date.parse(notAfter) > now);
  const [first] = current;
  if (!first) return;
  const names = current.map(({ subject }) => subject).slice(0, 3);
  throw new TlsmithError(
    'rollover-incomplete',
    `${quotePath(folder)} has CAs below it (${names.join(', ')}), and their hosts would be cut off: rotate those, each below a new root, and revoke them here once nobody uses them`,
    { path: folder, missing: current.map(({ serialNumber }) => serialNumber) },
  );
}
