// stunnel's `verifyPeer`: the certificate of the other end itself has to stand in `CAfile`. For
// judged-link.ts.
import type { RefusedCertificate } from '../../../checks/link/runtime-refuses.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { equalBytes } from '../../../pki/der/hex.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';

/** Source: stunnel src/verify.c 5.75, and measured with 5.68. `verify` is the older way to say it. */
export function pinningOf({ view }: ConfiguredHost): { pins: boolean; verifiesChain: boolean } {
  const isYes = (name: string) => String(view.named(name)?.value).toLowerCase() === 'yes';
  const level = view.has('pins-peers') ? String(view.named('verify')?.value) : '';
  const pins = view.has('pins-peers') && isYes('verifyPeer');
  return {
    pins: pins || ['3', '4'].includes(level),
    verifiesChain: !pins || isYes('verifyChain') ? level !== '4' : ['1', '2', '3'].includes(level),
  };
}

/** What the judging end says of a certificate that it does not have; nothing where it has it. */
export function unpinned(
  own: ConfiguredHost,
  judge: ConfiguredHost,
  role: RefusedCertificate['role'],
): RefusedCertificate[] {
  const shown = own.host.identity?.presented[0];
  if (!shown || !pinningOf(judge).pins) return [];
  const isOne = (one: Certificate) =>
    equalBytes(one.subjectDer, shown.subjectDer) &&
    equalBytes(one.subjectPublicKeyInfo, shown.subjectPublicKeyInfo);
  if (judge.host.trust?.anchors.some(isOne) !== false) return [];
  return [{ role, reason: 'verifyPeer takes the certificates that stand in CAfile, and no other' }];
}
