// What Node says: OpenSSL's verification, which goes on to the end and reports its last error, and
// a host name check of Node's own (lib/tls.js).
import { TAG } from '../../pki/der/der.js';
import { equalBytes } from '../../pki/der/hex.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { ipAddressToBytes } from '../../pki/names/ip-address.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import { extensionOf, valuesOf } from './certificate-traits.js';
import { decodingFault, unusableKey } from './openssl/handshake.js';
import { asOpensslReads } from './openssl/lenient.js';
import type { OpensslLibrary } from './openssl/library.js';
import { opensslFaults, type OpensslTerms } from './openssl/verification.js';
import type { PresentedChain, Refusal, Versioned } from './presented-chain.js';

/**
 * From Node 24 on, OpenSSL 3.5 with security level 2; before, 3.0 with level 1
 * (nodejs.org/en/blog/release/v24.0.0).
 */
export function judgeByNode(shown: PresentedChain): Refusal {
  const library = { isSince35: () => shown.isSince(24) };
  const presented = asOpensslReads({ ...shown, anchors: loadedAnchors(shown, library) });
  const unread = decodingFault(presented.chain, library);
  if (unread !== undefined)
    return `ERR_OSSL_ASN1_${unread.toUpperCase().replaceAll(' ', '_')}: ${unread}`;
  const terms: OpensslTerms = {
    ...library,
    isTooWeak: (bits) => bits < 80 || (bits < 112 && presented.isSince(24)),
    isStrict: false,
    mayEndEarly: false,
    hostNames: 'not judged',
  };
  const last = [...opensslFaults(presented, terms)].at(-1);
  if (last) {
    const hint = HINTED.includes(last.error) && presented.isSince(24) ? HINT : '';
    return `${CODES[last.error] ?? 'UNSPECIFIED'}: ${last.text}${hint}`;
  }
  const unusable = unusableKey(presented, terms);
  return unusable
    ? `ERR_SSL_${unusable.toUpperCase().replaceAll(' ', '_')}: ${unusable}`
    : hostRefusal(presented);
}

/** Of a file they are read up to the first that is not decoded, in silence. */
function loadedAnchors(
  { anchors }: PresentedChain,
  library: OpensslLibrary,
): readonly PathCertificate[] {
  const end = anchors.findIndex((one) => decodingFault([one], library) !== undefined);
  return end < 0 ? anchors : anchors.slice(0, end);
}

/** What else is said where a root may be missing. */
const HINT = '; if the root CA is installed locally, try running Node.js with --use-system-ca';
const HINTED: readonly number[] = [2, 18, 19, 21];

/** X509ErrorCode in src/crypto/crypto_common.cc; others are UNSPECIFIED. */
const CODES: Readonly<Record<number, string>> = {
  2: 'UNABLE_TO_GET_ISSUER_CERT',
  7: 'CERT_SIGNATURE_FAILURE',
  9: 'CERT_NOT_YET_VALID',
  10: 'CERT_HAS_EXPIRED',
  13: 'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  14: 'ERROR_IN_CERT_NOT_AFTER_FIELD',
  18: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  19: 'SELF_SIGNED_CERT_IN_CHAIN',
  20: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  21: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  22: 'CERT_CHAIN_TOO_LONG',
  25: 'PATH_LENGTH_EXCEEDED',
  26: 'INVALID_PURPOSE',
  79: 'INVALID_CA',
};

function hostRefusal(presented: PresentedChain): Refusal {
  const { chain, host, role } = presented;
  if (!host || role === 'client') return undefined;
  const [target] = chain;
  const reason =
    host.kind === 'ip'
      ? addressFault(target, host.value)
      : nameFault(target, host.value, presented);
  return (
    reason &&
    `ERR_TLS_CERT_ALTNAME_INVALID: Hostname/IP does not match certificate's altnames: ${reason}`
  );
}

function addressFault({ names }: PathCertificate, host: string): string | undefined {
  const wanted = ipAddressToBytes(host);
  const addresses = names.filter((one) => one.kind === 'ip');
  if (addresses.some(({ octets }) => equalBytes(octets, wanted))) return undefined;
  const list = addresses
    .filter(({ octets }) => [4, 16].includes(octets.length))
    .map(({ text }) => text.replace(/^ip:/, ''))
    .join(', ');
  return `IP: ${host} is not in the cert's list: ${list}`;
}

const EMPTY_LIST = new Uint8Array([TAG.sequence, 0]);

/** The common name counts where there is no DNS name. */
function nameFault(
  { names, certificate }: PathCertificate,
  host: string,
  { isSince }: Versioned,
): string | undefined {
  const hosts = names.flatMap((one) => (one.kind === 'dns' ? [one.value] : []));
  const shown = `Host: ${host.replace(/\.$/, '')}.`;
  if (hosts.length > 0) {
    if (hosts.some((one) => matches(one, host))) return undefined;
    return `${shown} is not in the cert's altnames: ${hosts.map((one) => `DNS:${one}`).join(', ')}`;
  }
  // X509SubjectAltNamePrint fails where there is nothing to print, which counts as a name that none
  // is (22.23 and later; 20.20 takes the common name).
  const isEmpty = equalBytes(
    extensionOf(certificate, EXTENSION.subjectAltName)?.value ?? new Uint8Array(),
    EMPTY_LIST,
  );
  if (isEmpty && isSince(22)) return `${shown} is not in the cert's altnames: DNS:`;
  const common = valuesOf(certificate.subject, '2.5.4.3');
  if (common.some((one) => matches(one, host))) return undefined;
  // A single one that is empty counts as none.
  return common.length > 1 || common[0]
    ? `${shown} is not cert's CN: ${common.join(', ')}`
    : 'Cert does not contain a DNS name';
}

/**
 * `check` in lib/tls.js: a wildcard stands for any part of the leftmost label, with two labels
 * behind it.
 */
function matches(presented: string, wanted: string): boolean {
  const pattern = presented.toLowerCase().replace(/\.$/, '').split('.');
  const host = wanted.toLowerCase().replace(/\.$/, '').split('.');
  if (pattern.length !== host.length || pattern.includes('')) return false;
  if (pattern.some((part) => /[^\x21-\x7f]/.test(part))) return false;
  if (pattern.slice(1).some((part, i) => part !== host[i + 1])) return false;
  const [label = ''] = host;
  const [first = ''] = pattern;
  const parts = first.split('*');
  if (parts.length === 1 || first.includes('xn--')) return first === label;
  if (parts.length > 2 || pattern.length <= 2) return false;
  const [head = '', tail = ''] = parts;
  const isLong = head.length + tail.length <= label.length;
  return isLong && label.startsWith(head) && label.endsWith(tail);
}
