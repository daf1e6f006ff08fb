// Rule: a client verifies the server. Without it a link is encrypted to whoever answers.
import type { EndView } from '../../targets/config/end-view.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, productOf } from './config-rule.js';
import { isClient, verificationFault } from './verification.js';

export const verificationOff: ConfigRule = {
  code: 'verification-off',
  citation: 'RFC 9525, 6.1',
  severity: 'error',
  rank: COMMON_RANK,
  check: (view) =>
    isClient(view) && view.meant('verification') === 'none'
      ? [
          verificationFault(
            view,
            `${productOf(view)} takes any certificate of any server: verification is off${byDefault(view)}`,
          ),
        ]
      : [],
};

function byDefault(view: EndView): string {
  return view.meaning('verification') ? '' : ', as it is unless it is switched on';
}
