// X509_check_host and X509_check_ip of OpenSSL 3 (crypto/x509/v3_utl.c): the common name counts
// where there is no DNS name.
import { equalBytes } from '../../../pki/der/hex.js';
import { ipAddressToBytes } from '../../../pki/names/ip-address.js';
import { valuesOf } from '../certificate-traits.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import type { PresentedChain } from '../presented-chain.js';

type Fault = readonly [error: number, depth: number, text: string];

export function hostFault(
  { chain, host, role }: PresentedChain,
  mayBePartial: boolean,
): Fault | undefined {
  if (!host || role === 'client') return undefined;
  const [target] = chain;
  if (host.kind === 'ip') {
    const wanted = ipAddressToBytes(host.value);
    const isNamed = target.names.some((one) => one.kind === 'ip' && equalBytes(one.octets, wanted));
    return isNamed ? undefined : [64, 0, 'IP address mismatch'];
  }
  const isNamed = hostsOf(target).some((one) => matches(one, host.value, mayBePartial));
  return isNamed ? undefined : [62, 0, 'hostname mismatch'];
}

function hostsOf({ names, certificate }: PathCertificate): string[] {
  const hosts = names.flatMap((one) => (one.kind === 'dns' ? [one.value] : []));
  if (hosts.length > 0) return hosts;
  return valuesOf(certificate.subject, '2.5.4.3');
}

/**
 * One wildcard, at the start or the end of the leftmost label, with two labels behind it
 * (valid_star, wildcard_match).
 */
function matches(presented: string, wanted: string, mayBePartial: boolean): boolean {
  const pattern = presented.toLowerCase();
  const host = wanted.toLowerCase();
  if (!pattern.includes('*')) return pattern === host;
  const [, head = '', tail = '', parent = ''] =
    /^([^.*]*)\*([^.*]*)((?:\.[a-z\d][a-z\d-]*){2,})$/.exec(pattern) ?? [];
  if (parent === '' || (head !== '' && tail !== '')) return false;
  if (!mayBePartial && (head !== '' || tail !== '')) return false;
  const label = host.slice(0, -parent.length);
  // wildcard_match knows no underscore.
  const isPlain = /^[a-z\d-]+$/.test(label) && label.length >= head.length + tail.length;
  const isAllowed = isPlain && (head + tail === '' || !label.startsWith('xn--'));
  return isAllowed && host.endsWith(parent) && label.startsWith(head) && label.endsWith(tail);
}
