// What is wrong with a certificate, told by its cause where that says more. For judged-link.ts and
// own-certificate.ts.
import type { PathFinding } from '../../../checks/finding.js';
import { productOf } from '../../../checks/config/config-rule.js';
import { CLIENT_CERTIFICATE_RULES } from '../../../checks/link/configured-link-rules.js';
import { findingsBy } from '../../../checks/rule.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';

export function retold(
  found: readonly PathFinding[],
  { view, host }: ConfiguredHost,
): PathFinding[] {
  const certificate = host.identity?.chain[0];
  if (view.end.target.role !== 'client' || !certificate) return [...found];
  return found.flatMap((one) => {
    if (one.code !== 'purpose' || one.severity !== 'error') return [one];
    const isAllowed = certificate.extKeyUsage?.includes('clientAuth') ?? true;
    const terms = { certificate, product: productOf(view) };
    const causes = isAllowed ? [] : findingsBy(CLIENT_CERTIFICATE_RULES, terms);
    return causes.length > 0 ? causes : [one];
  });
}
