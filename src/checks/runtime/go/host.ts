// The dialled name against the names of a certificate as Go compares them (VerifyHostname in
// crypto/x509/verify.go).
import { equalBytes } from '../../../pki/der/hex.js';
import { ipAddressFromBytes, ipAddressToBytes } from '../../../pki/names/ip-address.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import type { SubjectName } from '../../../pki/names/subject-names.js';
import { goNamesOf } from './fields.js';
import { valuesOf } from '../certificate-traits.js';
import type { PresentedChain, Refusal, Versioned } from '../presented-chain.js';

export function goHostFault(presented: PresentedChain): Refusal {
  const { chain, host, role } = presented;
  if (!host || role === 'client') return undefined;
  const [{ certificate }] = chain;
  const names = goNamesOf(chain[0]);
  const isNamed =
    host.kind === 'ip'
      ? names.some(
          (one) =>
            one.kind === 'ip' &&
            equalBytes(ipv4Of(one.octets), ipv4Of(ipAddressToBytes(host.value))),
        )
      : names.some((one) => one.kind === 'dns' && matches(one.value, host.value, presented));
  if (isNamed) return undefined;
  const hasNames =
    certificate.version >= 3 && certificate.extensions.some(({ oid }) => oid === '2.5.29.17');
  const common = commonNameOf(certificate);
  if (!hasNames && hasSameLabels(common, host.value)) {
    return 'x509: certificate relies on legacy Common Name field, use SANs instead';
  }
  const ofKind = names.flatMap((one) => shownName(one, host.kind));
  if (host.kind === 'ip' && ofKind.length === 0) {
    return `x509: cannot validate certificate for ${host.value} because it doesn't contain any IP SANs`;
  }
  if (ofKind.length >= MOST_SHOWN) {
    const kind = host.kind === 'ip' ? 'IP SANs' : 'names';
    return `x509: certificate is valid for ${ofKind.length} ${kind}, but none matched ${host.value}`;
  }
  const valid = ofKind.join(', ');
  return valid === ''
    ? `x509: certificate is not valid for any names, but wanted to match ${host.value}`
    : `x509: certificate is valid for ${valid}, not ${host.value}`;
}

/** maxNamesIncluded in HostnameError. */
const MOST_SHOWN = 100;

function shownName(name: SubjectName, kind: string): string[] {
  if (kind === 'ip') {
    return name.kind === 'ip' && [4, 16].includes(name.octets.length)
      ? [ipAddressFromBytes(name.octets)]
      : [];
  }
  return name.kind === 'dns' ? [name.value] : [];
}

/** net.IP.Equal: a mapped address is the one of IPv4. */
export function ipv4Of(octets: Uint8Array): Uint8Array {
  const isMapped =
    octets.length === 16 &&
    octets.subarray(0, 12).every((octet, i) => octet === (i < 10 ? 0 : 0xff));
  return isMapped ? octets.subarray(12) : octets;
}

/** pkix.Name.CommonName: the last one. */
export function commonNameOf({ subject }: PathCertificate['certificate']): string {
  return valuesOf(subject, '2.5.4.3').at(-1) ?? '';
}

/** validHostname: a wildcard alone is none, but before Go 1.23. */
export function isHostname(text: string, isPattern: boolean, { isSince }: Versioned): boolean {
  const host = isPattern ? text : text.replace(/\.$/, '');
  if (host === '*') return isPattern && !isSince(1, 23);
  const isLabel = (label: string) => /^[\da-z_][\da-z_-]*$/i.test(label);
  return host
    .split('.')
    .every((label, i) => isLabel(label) || (isPattern && i === 0 && label === '*'));
}

/** What is no host name on either side is compared as it stands. */
function matches(presented: string, host: string, version: Versioned): boolean {
  if (isHostname(presented, true, version) && isHostname(host, false, version))
    return hasSameLabels(presented, host);
  const exact = presented.toLowerCase();
  return exact !== '' && exact !== '.' && exact === host.toLowerCase();
}

export function hasSameLabels(presented: string, host: string): boolean {
  if (presented === '') return false;
  const parts = presented.toLowerCase().split('.');
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  return (
    parts.length === labels.length &&
    parts.every((part, i) => part === labels[i] || (i === 0 && part === '*'))
  );
}
