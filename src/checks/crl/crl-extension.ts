// Rules: the extensions of a CRL: a key and a number in each, and each as critical as it must be
// (RFC 5280, 5.2).
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { ACCESS, accessesOf, extensionOf, formOf } from '../../pki/certificate/extension-forms.js';
import { isKnownExtension } from '../../pki/certificate/extension-values.js';
import { readDer, TAG } from '../../pki/der/der.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { ADVICE, BROKEN_MUST, type Fault, type Rule } from '../rule.js';
import { CRL_EXTENSION } from './identifiers.js';

type Crl = CertificateRevocationList;

const COMMON = { code: 'crl-extension', ...ADVICE };
const MUST = { ...COMMON, ...BROKEN_MUST };

export const crlAuthorityKey: Rule<Crl> = {
  ...MUST,
  citation: 'RFC 5280, 5.2.1',
  check: ({ authorityKeyIdentifier, extensions }) => [
    ...(authorityKeyIdentifier === undefined
      ? [{ message: 'the CRL has no authorityKeyIdentifier' }]
      : []),
    ...criticality({ extensions }, EXTENSION.authorityKeyIdentifier, 'authorityKeyIdentifier'),
  ],
};

export const crlIssuerNames: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.2.2',
  check: (crl) =>
    criticality(crl, EXTENSION.issuerAltName, 'issuerAltName').map(({ message }) => ({ message })),
};

/** Twenty octets at most. */
const LONGEST_NUMBER = 20;

export const crlNumber: Rule<Crl> = {
  ...MUST,
  citation: 'RFC 5280, 5.2.3',
  check(crl) {
    if (!extensionOf(crl, CRL_EXTENSION.number)) return [{ message: 'the CRL has no cRLNumber' }];
    const octets = formOf(
      crl,
      CRL_EXTENSION.number,
      (value) => readDer(value, TAG.integer).content,
    );
    const isOdd = octets && (octets.length > LONGEST_NUMBER || (octets[0] ?? 0) >= 0x80);
    return [
      ...(isOdd ? [{ message: 'the cRLNumber is no positive integer of at most 20 octets' }] : []),
      ...criticality(crl, CRL_EXTENSION.number, 'cRLNumber'),
    ];
  },
};

export const crlFreshest: Rule<Crl> = {
  ...MUST,
  citation: 'RFC 5280, 5.2.6',
  check: (crl) => [
    ...(extensionOf(crl, CRL_EXTENSION.delta) && extensionOf(crl, EXTENSION.freshestCRL)
      ? [{ message: 'a delta CRL names another that is fresher (freshestCRL)' }]
      : []),
    ...criticality(crl, EXTENSION.freshestCRL, 'freshestCRL'),
  ],
};

export const crlAccess: Rule<Crl> = {
  ...MUST,
  citation: 'RFC 5280, 5.2.7',
  check(crl) {
    const accesses = formOf(crl, EXTENSION.authorityInfoAccess, accessesOf);
    const isFound = accesses?.some(({ method }) => method === ACCESS.caIssuers) ?? true;
    return [
      ...(isFound ? [] : [{ message: 'the authorityInfoAccess of the CRL names no caIssuers' }]),
      ...criticality(crl, EXTENSION.authorityInfoAccess, 'authorityInfoAccess'),
    ];
  },
};

/** Who does not know it may not rely on the CRL. */
export const unknownCritical: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.2',
  check: ({ extensions }) =>
    extensions
      .filter(({ critical, oid }) => critical && !isKnownExtension(oid))
      .map(({ oid }) => ({
        message: `the extension ${oid} is critical: only software that knows it relies on the CRL`,
      })),
};

/** What must not be critical. */
function criticality(holder: Pick<Crl, 'extensions'>, oid: string, name: string): Fault[] {
  return extensionOf(holder, oid)?.critical
    ? [{ message: `the extension ${name} of the CRL is critical, and must not be` }]
    : [];
}
