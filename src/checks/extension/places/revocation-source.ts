// Rules: what says that its revocation is not to be looked for names no place to look for it
// (RFC 9608; RFC 6960, 4.2.2.2.1).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import {
  ACCESS,
  accessesOf,
  extensionOf,
  formOf,
} from '../../../pki/certificate/extension-forms.js';
import { toHex } from '../../../pki/der/hex.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

const NO_REVOCATION = '2.5.29.56';
const NO_CHECK = '1.3.6.1.5.5.7.48.1.5';
const COMMON = { code: 'revocation-source', ...BROKEN_MUST };

type Judged = Pick<Certificate, 'extensions' | 'basicConstraints'>;

export const noRevocation: Rule<Judged> = {
  ...COMMON,
  citation: 'RFC 9608, 3',
  check(holder) {
    if (!extensionOf(holder, NO_REVOCATION)) return [];
    const hasOcsp = formOf(holder, EXTENSION.authorityInfoAccess, accessesOf)?.some(
      ({ method }) => method === ACCESS.ocsp,
    );
    const found = [
      ...(holder.basicConstraints?.ca ? ['this is a CA'] : []),
      ...(extensionOf(holder, EXTENSION.cRLDistributionPoints) ? ['CRLs are named'] : []),
      ...(extensionOf(holder, EXTENSION.freshestCRL) ? ['delta CRLs are named'] : []),
      ...(hasOcsp ? ['an OCSP responder is named'] : []),
    ];
    return found.map((what) => ({
      message: `noRevAvail says that nothing tells of revocation, and ${what}`,
    }));
  },
};

export const noCheckValue: Rule<Judged> = {
  ...COMMON,
  citation: 'RFC 6960, 4.2.2.2.1',
  check(holder) {
    const found = extensionOf(holder, NO_CHECK);
    return !found || toHex(found.value) === '0500'
      ? []
      : [{ message: 'the value of ocspNoCheck is no NULL' }];
  },
};
