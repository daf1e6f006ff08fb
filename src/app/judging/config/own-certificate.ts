// What can be said of an end that nobody faces: whether it loads its files, and whether its
// certificate is fit for its role. For `doctor`.
import type { PathFinding } from '../../../checks/finding.js';
import { judgeLoading } from '../../../checks/loading/loadable.js';
import { loadedFilesOf } from '../../../checks/loading/loaded-files.js';
import { IDENTITY_RULES } from '../../../checks/loading/rules.js';
import { findingsBy } from '../../../checks/rule.js';
import type { Crypto } from '../../../ports.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';
import { judgePath } from '../path.js';
import { sameKeyBy } from '../same-key.js';
import { placeOfFile, placeOfMeaning, type PlacedFinding } from './placed-finding.js';
import { retold } from './retold.js';
import { remedyFor } from './remedies.js';

/** Without an end that judges it: dates, purpose and key usage hold whoever looks. */
const ALONE = ['expired', 'not-yet-valid', 'purpose', 'key-usage'];
/** OpenSSL looks at its own too: measured, OpenSSL 3.0 at the security level 2 of Debian. */
const ALONE_OF_OPENSSL = [...ALONE, 'key-size', 'signature-algorithm'];

export function judgeOwnFiles(
  own: ConfiguredHost,
  { at, crypto }: { at: Date; crypto: Crypto },
): PlacedFinding[] {
  const { host, end } = own;
  const { identity } = host;
  const found: PathFinding[] = [...judgeLoading(loadedFilesOf(host), end.release)];
  if (identity) {
    const isSameKey = sameKeyBy(crypto);
    const { publicKey, presented } = identity;
    if (publicKey)
      found.push(...findingsBy(IDENTITY_RULES, presented[0], { publicKey, isSameKey }));
    const [target, ...untrusted] = identity.chain;
    const purpose = end.release.target.role;
    const material = { target, anchors: host.trust?.anchors ?? [], untrusted, crls: [] };
    const { findings } = judgePath(material, { at, purpose }, crypto);
    const isOpenssl = end.release.target.descriptor.runtime === 'openssl';
    const alone = isOpenssl ? ALONE_OF_OPENSSL : ALONE;
    found.push(
      ...findings.filter(({ code, severity }) => severity === 'error' && alone.includes(code)),
      ...findings.flatMap((one): PathFinding[] =>
        one.code === 'expires-soon' ? [{ ...one, severity: 'info' }] : [],
      ),
    );
  }
  return retold(found, own).map((one) => ({
    ...one,
    place: placeOfFile(own, one.subject) ?? placeOfMeaning(own, 'certificate', 'key-store'),
    remedy: remedyFor(one, { own, other: undefined, hosts: [] }),
  }));
}
