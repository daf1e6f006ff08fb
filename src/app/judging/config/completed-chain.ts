// What OpenSSL sends of a certificate that stands alone in its file: it looks for the issuers among
// those whom it trusts. For judged-link.ts.
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { Chain, FoundIdentity } from '../../../pki/certificate/identity.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { isSelfIssued } from '../../../pki/issuing/issuer.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';

/** Measured with nginx, stunnel and Redis: `SSL_MODE_NO_AUTO_CHAIN` is set by none of them. */
export function withCompletedChain(own: ConfiguredHost): ConfiguredHost {
  const { host, view } = own;
  const { identity, trust } = host;
  const isOpenssl = view.end.target.descriptor.runtime === 'openssl';
  if (!isOpenssl || !identity || !trust || identity.presented.length > 1) return own;
  const { chain, presented } = completed(identity.chain[0], trust.anchors);
  if (presented.length === 1) return own;
  const found: FoundIdentity = { ...identity, chain, presented };
  return { ...own, host: { ...host, identity: found } };
}

/** The root is sent with the others. */
function completed(
  end: Certificate,
  known: readonly Certificate[],
): { chain: Chain; presented: Chain } {
  const above: Certificate[] = [];
  for (let last = end; !isSelfIssued(last);) {
    const wanted = last.issuerDer;
    const next = known.find((one) => equalBytes(one.subjectDer, wanted));
    if (!next || above.includes(next)) break;
    above.push(next);
    last = next;
  }
  const chain = above.filter((one) => !isSelfIssued(one));
  return { chain: [end, ...chain], presented: [end, ...above] };
}
