// What comes in the place of which certificate in the files of a host, phase by phase.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { AuthorityFile } from '../reading/folder/authority-files.js';
import type { Exchange } from '../writing/exchanged-files.js';
import { isAmong, type Rollover, trustsSuccessor } from '../renewing/rollover/phase.js';

/** The new one beside the old one, where that stands alone. */
export function trustingBoth(file: AuthorityFile, rollover: Rollover): Exchange {
  const isDone = trustsSuccessor(file, rollover);
  const [old] = rollover.old.chain;
  const [successor] = rollover.successor.chain;
  return (one, use) =>
    use === 'trusted' && !isDone && isSame(one, old) ? [one, successor] : [one];
}

/**
 * The old one goes where the new one is trusted too: what trusts the old one alone stays, since
 * nothing would be left of it. A chain that led over the cross-certificate leads to the new one.
 */
export function withoutOld(file: AuthorityFile, rollover: Rollover): Exchange {
  const isDoubled = trustsSuccessor(file, rollover);
  const [old] = rollover.old.chain;
  const [own] = rollover.successor.chain;
  const { cross } = rollover.successor;
  const endsWithRoot = isAmong(file.above, old);
  return (one, use) => {
    if (use === 'trusted') return isDoubled && isSame(one, old) ? [] : [one];
    if (cross && isSame(one, cross)) return endsWithRoot ? [own] : [];
    return isSame(one, old) && sendsOnlyNew(file, rollover) ? [] : [one];
  };
}

/** The old one may still stand above what it has issued to somebody else. */
function sendsOnlyNew({ above }: AuthorityFile, { successor }: Rollover): boolean {
  return successor.cross !== undefined && isAmong(above, successor.cross);
}

/** An earlier certificate of a CA gives way to the one that it has now. */
export function renewedAuthority(
  isEarlier: (one: Certificate) => boolean,
  renewed: Certificate,
): Exchange {
  return (one) => (isEarlier(one) ? [renewed] : [one]);
}

function isSame(one: Certificate, other: Certificate): boolean {
  return equalBytes(one.der, other.der);
}
