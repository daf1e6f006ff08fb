// What differs between a certificate or request and what was wanted, half a sentence each: for CAs
// that decide for themselves.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatTime } from '../../pki/certificate/validity.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { CertificateRequest } from '../../pki/issuing/issue.js';
import { keyUsageOf, PROFILES } from '../../pki/issuing/profile.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { comparableName, formatGeneralName } from '../../pki/names/general-name.js';
import { encodeName } from '../../pki/names/name-encoding.js';
import { quote } from '../../quote.js';

/** Dates that differ by less are the same: a CA counts from its own clock, and later than we. */
const SAME_DATE = 10 * 60 * 1000;

/** What a CA left out, put in or replaced. */
export function changesOf(certificate: Certificate, wanted: CertificateRequest): string[] {
  const { profile, subjectPublicKeyInfo, validity } = wanted;
  const { extKeyUsage, keyUsage } = certificate;
  // Without the extension a key may be used for anything.
  const uses = PROFILES[profile].extKeyUsage;
  const keyUses = wanted.keyUsage ?? keyUsageOf(profile, subjectPublicKeyInfo);
  const changes = [
    ...namingDifferences(certificate, wanted),
    ...differences(extKeyUsage ?? uses, uses),
    ...differences(keyUsage ?? keyUses, keyUses),
  ];
  if (Math.abs(certificate.notAfter.getTime() - validity.notAfter.getTime()) < SAME_DATE) {
    return changes;
  }
  const [found, end] = [certificate, validity].map(({ notAfter }) => formatTime(notAfter));
  return [...changes, `it is valid until ${found}, not until ${end}`];
}

/** Of the subject and the names, of a request too. */
export function namingDifferences(
  found: Pick<Certificate, 'subject' | 'subjectDer' | 'subjectAltNames'>,
  wanted: Pick<CertificateRequest, 'subject' | 'subjectAltNames'>,
): string[] {
  const [is, not] = [found, wanted].map(({ subject }) => quote(formatDistinguishedName(subject)));
  const isSame = equalBytes(encodeName(wanted.subject), found.subjectDer);
  return [
    ...(isSame ? [] : [`its subject is ${is}, not ${not}`]),
    ...differences(
      found.subjectAltNames.map(comparableName),
      wanted.subjectAltNames.map(formatGeneralName),
    ),
  ];
}

function differences(found: readonly string[], wanted: readonly string[]): string[] {
  const missing = wanted.filter((one) => !found.includes(one));
  const added = found.filter((one) => !wanted.includes(one));
  return [
    ...(missing.length > 0 ? [`it lacks ${missing.join(', ')}`] : []),
    ...(added.length > 0 ? [`it also has ${added.join(', ')}`] : []),
  ];
}
