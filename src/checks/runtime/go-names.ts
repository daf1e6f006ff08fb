// Names as Go compares them: VerifyHostname and the name constraints of crypto/x509/verify.go.
import { equalBytes } from '../../pki/hex.js';
import { ipAddressFromBytes, ipAddressToBytes } from '../../pki/ip-address.js';
import type { NameConstraints } from '../../pki/name-constraints.js';
import type { PathCertificate } from '../../pki/path-certificate.js';
import type { SubjectName } from '../../pki/subject-names.js';
import { valuesOf } from './certificate-traits.js';
import type { PresentedChain, Refusal } from './presented-chain.js';
import { type Breach, breachOf, hostOfUri } from './subtree-match.js';

export function goHostFault({ chain, host, role }: PresentedChain): Refusal {
  if (!host || role === 'client') return undefined;
  const [{ certificate }] = chain;
  const names = goNamesOf(chain[0]);
  const isNamed =
    host.kind === 'ip'
      ? names.some(
          (one) =>
            one.kind === 'ip' && equalBytes(ipv4Of(one.octets), ipAddressToBytes(host.value)),
        )
      : names.some((one) => one.kind === 'dns' && matches(one.value, host.value));
  if (isNamed) return undefined;
  const hasNames =
    certificate.version >= 3 && certificate.extensions.some(({ oid }) => oid === '2.5.29.17');
  const common = commonNameOf(certificate);
  const isLegacy = isPattern(common) && matches(common, host.value);
  if (!hasNames && isLegacy) {
    return 'x509: certificate relies on legacy Common Name field, use SANs instead';
  }
  const valid = names.flatMap((one) => shownName(one, host.kind));
  if (host.kind === 'ip' && valid.length === 0) {
    return `x509: cannot validate certificate for ${host.value} because it doesn't contain any IP SANs`;
  }
  return valid.length === 0
    ? `x509: certificate is not valid for any names, but wanted to match ${host.value}`
    : `x509: certificate is valid for ${valid.join(', ')}, not ${host.value}`;
}

/** Only version 3 has a subjectAltName. */
function goNamesOf({ names, certificate }: PathCertificate): readonly SubjectName[] {
  return certificate.version < 3 ? [] : names;
}

function shownName(name: SubjectName, kind: string): string[] {
  if (kind === 'ip') {
    return name.kind === 'ip' && [4, 16].includes(name.octets.length)
      ? [ipAddressFromBytes(name.octets)]
      : [];
  }
  return name.kind === 'dns' && name.value !== '' ? [name.value] : [];
}

/** net.IP.Equal: a mapped address is the one of IPv4. */
function ipv4Of(octets: Uint8Array): Uint8Array {
  const isMapped =
    octets.length === 16 &&
    octets.subarray(0, 12).every((octet, i) => octet === (i < 10 ? 0 : 0xff));
  return isMapped ? octets.subarray(12) : octets;
}

/** pkix.Name.CommonName: the last one. */
function commonNameOf({ subject }: PathCertificate['certificate']): string {
  return valuesOf(subject, '2.5.4.3').at(-1) ?? '';
}

function isPattern(text: string): boolean {
  const labels = text.split('.');
  return labels.every(
    (label, i) => /^[\da-z_][\da-z_-]*$/i.test(label) || (i === 0 && label === '*'),
  );
}

function matches(presented: string, host: string): boolean {
  const pattern = presented.toLowerCase();
  const wanted = host.toLowerCase();
  if (!isPattern(presented) || !isPattern(host)) {
    return pattern !== '' && pattern !== '.' && pattern === wanted;
  }
  const parts = pattern.split('.');
  const labels = wanted.replace(/\.$/, '').split('.');
  return (
    parts.length === labels.length &&
    parts.every((part, i) => part === labels[i] || (i === 0 && part === '*'))
  );
}

/** domainToReverseLabels: no empty label, nothing unseen. */
function isLabelled(name: string): boolean {
  return name.split('.').every((label) => /^[\x21-\x7e]+$/.test(label));
}

/** matchURIConstraint compares the host as a DNS name, with all below it. */
function uriBreach(
  { permitted, excluded }: NameConstraints,
  uri: SubjectName & { kind: 'dns' | 'email' | 'uri' },
): Breach | undefined {
  const host = hostOfUri(uri.value);
  if (host === undefined) return breachOf({ permitted, excluded }, [uri]);
  const asDns = (all: NameConstraints['permitted']) =>
    all.flatMap((one) => (one.kind === 'uri' ? [{ kind: 'dns' as const, base: one.base }] : []));
  const name = { kind: 'dns' as const, value: host, text: uri.text };
  return breachOf({ permitted: asDns(permitted), excluded: asDns(excluded) }, [name]);
}

const KINDS: Readonly<Record<string, string>> = {
  dns: 'DNS name',
  email: 'email address',
  uri: 'URI',
  ip: 'IP address',
};

/**
 * Constraints of one certificate on the names of those below it: subjectAltNames alone, no subject. Kinds that are not judged make a critical
 * extension an unhandled one, which is said elsewhere. From Go 1.21 on CAs below are bound too (go.dev/doc/go1.21, crypto/x509).
 */
export function goConstraintFault(
  constraints: NameConstraints,
  below: readonly PathCertificate[],
): Refusal {
  const judged = (all: NameConstraints['permitted']) => all.filter(({ kind }) => kind in KINDS);
  const own = { permitted: judged(constraints.permitted), excluded: judged(constraints.excluded) };
  for (const ca of below) {
    for (const one of goNamesOf(ca).filter(({ kind }) => kind in KINDS)) {
      const name = one.text.replace(/^[a-z]+:/, '');
      if (one.kind === 'dns' && !isLabelled(one.value))
        return `x509: cannot parse dnsName "${name}"`;
      const breach = one.kind === 'uri' ? uriBreach(own, one) : breachOf(own, [one], true);
      if (!breach) continue;
      const { excludedBy } = breach;
      const rule =
        excludedBy === undefined
          ? 'is not permitted by any constraint'
          : `is excluded by constraint "${excludedBy}"`;
      return `x509: a root or intermediate certificate is not authorized to sign for this name: ${KINDS[one.kind]} "${name}" ${rule}`;
    }
  }
  return undefined;
}
