// What OpenSSL 3 asks of the extensions of each certificate of its chain (check_extensions in
// x509_vfy.c, check_purpose in v3_purp.c).
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import {
  extensionOf,
  netscapeTypesOf,
  PROXY_CERT_INFO,
  publicKeyOf,
} from '../certificate-traits.js';
import { caKindOf, hasUnsupportedCritical, lacksKeyUsage, pathLengthOf } from './certificate.js';
import { strictFault } from './strictness.js';
import type { Role } from '../presented-chain.js';
import type { OpensslLibrary } from './library.js';

/** Where in the chain, and the number and text of the error. */
export interface OpensslFault {
  error: number;
  depth: number;
  text: string;
}

/** All of them, in the order of the path. */
export function* extensionFaults(
  path: readonly PathCertificate[],
  role: Role,
  terms: OpensslLibrary & { isStrict: boolean },
): Generator<OpensslFault> {
  const { isStrict } = terms;
  let length = 0;
  for (const [depth, one] of path.entries()) {
    const isEnd = depth + 1 === path.length;
    const found = [
      faultOf(one, depth, path.length, terms),
      isStrict && path.length > 1 ? strictFault(one, isEnd) : undefined,
      purposeFault(one, depth, role, terms),
      lengthFault(one, depth, length),
    ];
    for (const fault of found) if (fault) yield { depth, error: fault[0], text: fault[1] };
    if (depth > 0 && !one.isSelfIssued) length++;
  }
}

function lengthFault(one: PathCertificate, depth: number, length: number): Fault | undefined {
  const limit = pathLengthOf(one);
  return depth > 1 && limit !== undefined && length > limit
    ? [25, 'path length constraint exceeded']
    : undefined;
}

type Fault = readonly [error: number, text: string];

function faultOf(
  one: PathCertificate,
  depth: number,
  count: number,
  terms: OpensslLibrary & { isStrict: boolean },
): Fault | undefined {
  if (hasUnsupportedCritical(one)) return [34, 'unhandled critical extension'];
  if (extensionOf(one.certificate, PROXY_CERT_INFO)) {
    return [40, 'proxy certificates not allowed, please set the appropriate flag'];
  }
  const { isStrict } = terms;
  const kind = caKindOf(one, terms);
  const isEnd = depth + 1 === count;
  const isNoCa =
    depth === 0 ? isStrict && kind > 1 : kind === 0 || ((!isEnd || isStrict) && kind !== 1);
  if (isNoCa) return [79, 'invalid CA certificate'];
  if (count > 1 && publicKeyOf(one.certificate)?.curve === 'explicit') {
    return [94, 'Certificate public key has explicit ECC parameters'];
  }
  return undefined;
}

const PURPOSE: Fault = [26, 'unsuitable certificate purpose'];

const DEMANDS = {
  server: {
    // Netscape's and Microsoft's server gated cryptography count as serverAuth.
    uses: ['serverAuth', '2.16.840.1.113730.4.1', '1.3.6.1.4.1.311.10.3.3'],
    bits: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
    netscape: 'sslServer',
  },
  client: {
    uses: ['clientAuth'],
    bits: ['digitalSignature', 'keyAgreement'],
    netscape: 'sslClient',
  },
};

/** anyExtendedKeyUsage counts for nothing here; CAs are asked as well. */
function purposeFault(
  one: PathCertificate,
  depth: number,
  role: Role,
  library: OpensslLibrary,
): Fault | undefined {
  const { uses, bits, netscape } = DEMANDS[role];
  const { certificate } = one;
  const has = extensionOf(certificate, EXTENSION.extKeyUsage) !== undefined;
  if (has && !certificate.extKeyUsage?.some((use) => uses.includes(use))) return PURPOSE;
  if (depth > 0) return caKindOf(one, library) === 0 ? PURPOSE : undefined;
  const types = netscapeTypesOf(certificate);
  return lacksKeyUsage(one, ...bits) || (types && !types.includes(netscape)) ? PURPOSE : undefined;
}
