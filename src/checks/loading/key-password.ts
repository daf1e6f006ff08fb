// Rule: an encrypted key needs its password in the config, and to some products a password for a
// plain key is as bad as none.
import { hasSetting, type ProductRelease } from '../../targets/target.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import { type LoadedFiles, loaderOf, nameOf } from './loaded-files.js';

export const keyPassword: PathRule<LoadedFiles, ProductRelease> = {
  code: 'key-password',
  citation: "the product's loader",
  severity: 'error',
  rank: COMMON_RANK,
  check({ key }, release) {
    if (!key || key.source.form === 'store') return [];
    const { source, hasPassword, takesKeyPassword = false } = key;
    const canBeTold = hasSetting(release, 'private-key-password') || takesKeyPassword;
    const loader = loaderOf(release);
    const fault = (message: string) => [
      { subject: source.path, message, citation: loader?.source },
    ];
    if (source.encryption && !canBeTold) {
      // Encrypted PKCS#8 is refused by the type of its container.
      return source.encryption.scheme === 'pem'
        ? fault(`the key is encrypted, and ${nameOf(release)} has no setting for its password`)
        : [];
    }
    if (hasPassword === undefined) return [];
    if (source.encryption && !hasPassword) {
      return fault(
        `the key is encrypted, and the settings of ${nameOf(release)} name no password for it`,
      );
    }
    if (source.encryption || !hasPassword || loader?.passwordForPlainKey !== 'fails') return [];
    return fault(
      `the key is not encrypted, and the settings of ${nameOf(release)} name a password for it: ${loader.title} then fails (its log: "IOException: overrun")`,
    );
  },
};
