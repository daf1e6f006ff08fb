// What Beats and the Elastic Agent say (transport/tlscommon of elastic-agent-libs): they verify a
// server by a callback of their own,
// after Go has read its certificates, so that nothing stands before "x509:", and the name comes
// last.
import { goCertificateFault } from './certificate.js';
import { goNamesOf } from './fields.js';
import { commonNameOf, goHostFault, hasSameLabels, isHostname } from './host.js';
import { goChainFault, goKeyFault, goParsing, goSigningFault, judgeByGo } from './verdict.js';
import type { PresentedChain, Refusal } from '../presented-chain.js';

/** Where they serve, Go itself has verified the client before they are asked. */
export function judgeByBeats(shown: PresentedChain): Refusal {
  const presented = { ...shown, isSince: isInBeats };
  if (presented.role === 'client') return judgeByGo(presented);
  const [target] = presented.chain;
  return (
    goParsing(presented) ??
    goKeyFault(target, presented.role) ??
    goCertificateFault(target, [], 'leaf', presented) ??
    goChainFault(presented) ??
    hostFault(presented) ??
    goSigningFault(target, presented)
  );
}

/** They are built with Go 1.26, whatever their own number is. */
const isInBeats = (major: number, minor = 0) => major === 1 && minor <= 26;

/**
 * `verification_mode: full`, the default: without a DNS name in the subjectAltName the common name
 * counts as one.
 */
function hostFault(presented: PresentedChain): Refusal {
  const { host, chain } = presented;
  if (host?.kind !== 'dns') return goHostFault(presented);
  const names = goNamesOf(chain[0]).flatMap((one) => (one.kind === 'dns' ? [one.value] : []));
  const [first = ''] = names;
  const compared = names.length > 1 || first !== '' ? names : [commonNameOf(chain[0].certificate)];
  const matching = compared.find((name) => hasSameLabels(name, host.value));
  if (matching === undefined) return goHostFault(presented);
  return isHostname(matching, true, presented) ? undefined : 'invalid hostname in cert';
}
