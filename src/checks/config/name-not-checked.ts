// Rule: a client compares the name that it dials with those of the certificate.
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, productOf } from './config-rule.js';
import { isClient, verificationFault } from './verification.js';

export const nameNotChecked: ConfigRule = {
  code: 'name-not-checked',
  citation: 'RFC 9525, 6.1',
  severity: 'info',
  rank: COMMON_RANK,
  check: (view) =>
    isClient(view) && view.meant('verification') === 'certificate'
      ? [
          verificationFault(
            view,
            `${productOf(view)} compares no names: any certificate of that CA is taken for the server's`,
          ),
        ]
      : [],
};
