// The CA folders below a CA, by the ledgers: what they issue hangs on it too.
import { basename, dirname } from 'node:path/posix';
import type { LedgerEntry } from '../../../pki/issuing/ledger.js';
import { isCaFolder } from '../../reading/ca-folder.js';
import { eachEntry } from '../../reading/ledger/entries.js';
import type { SurveyPorts } from '../ports.js';
import { settle } from '../../writing/replacing/settle.js';
import { CROSS_CERTIFICATE, readStandingCa, type StandingCa } from './standing-ca.js';

export interface AuthoritiesBelow {
  /** Those in their folders, of every depth. */
  found: StandingCa[];
  /** That a ledger has, and whose folder is not known. */
  missing: LedgerEntry[];
}

/** Unless it is only looked, what a killed run has left in their folders is whole before it is read. */
export async function authoritiesBelow(
  ca: StandingCa,
  isLook: boolean,
  ports: SurveyPorts,
): Promise<AuthoritiesBelow> {
  const below: AuthoritiesBelow = { found: [], missing: [] };
  const waiting = [ca];
  for (let one = waiting.shift(); one; one = waiting.shift()) {
    for (const entry of await currentAuthorities(one, ports)) {
      const folder = entry.path === undefined ? undefined : dirname(entry.path);
      const isThere = folder !== undefined && (await isCaFolder(folder, ports.files));
      if (isThere && !isLook) await settle(folder, ports);
      const standing = isThere ? await readStandingCa(folder, ports) : undefined;
      if (!standing) below.missing.push(entry);
      else if (!isKnown(standing, [ca, ...below.found], ports)) {
        below.found.push(standing);
        waiting.push(standing);
      }
    }
  }
  return below;
}

function isKnown(
  { folder }: StandingCa,
  known: readonly StandingCa[],
  { files }: SurveyPorts,
): boolean {
  return known.some((one) => files.absolute(one.folder) === files.absolute(folder));
}

/** Neither revoked nor abandoned, replaced or expired; no cross-certificate. */
async function currentAuthorities(
  { ledger }: StandingCa,
  ports: SurveyPorts,
): Promise<LedgerEntry[]> {
  const now = ports.clock.now().getTime();
  const current = new Map<string, LedgerEntry>();
  const visit = (entry: LedgerEntry) => {
    const { serialNumber, event, profile, path = '', replaces } = entry;
    if (event === 'abandoned' || event === 'revoked') current.delete(serialNumber);
    else if (event === 'issued' || event === 'renewed') {
      if (replaces !== undefined) current.delete(replaces);
      const isCross = basename(path) === CROSS_CERTIFICATE;
      if (profile === 'ca' && !isCross) current.set(serialNumber, entry);
    }
  };
  await eachEntry(ledger, visit, ports);
  return [...current.values()].filter(({ notAfter }) => Date.parse(notAfter) > now);
}
