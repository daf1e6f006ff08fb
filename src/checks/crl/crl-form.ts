// Rules: a CRL is of version 2, by a named issuer, with lists that are left out where they are
// empty, and one algorithm in both places (RFC 5280, 5.1).
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { isKnownExtension } from '../../pki/certificate/extension-values.js';
import { firstDer, membersOf } from '../../pki/der/der.js';
import { encodingFault } from '../../pki/der/der-strictness.js';
import { equalBytes } from '../../pki/der/hex.js';
import { BROKEN_MUST, type Rule } from '../rule.js';
import { type CrlFields, crlFieldsOf } from './crl-fields.js';

type Crl = CertificateRevocationList;

const COMMON = { code: 'crl-form', ...BROKEN_MUST };

/** Go refuses extensions below version 2, and knows no other version. */
export const crlVersion: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.1.2.1',
  severities: ['error', 'warning'],
  severity: ({ version, extensions }) =>
    version > 2 || extensions.length > 0 ? 'error' : 'warning',
  check: ({ version }) =>
    version === 2
      ? []
      : [{ message: `the CRL is of version ${version}, and those with extensions are of 2` }],
};

export const crlIssuer: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.1.2.3',
  check: ({ issuer }) => (issuer.length > 0 ? [] : [{ message: 'the issuer of the CRL is empty' }]),
};

export const crlAlgorithm: Rule<Crl> = byFields('5.1.1.2', ({ algorithms: [inner, outer] }) =>
  equalBytes(inner.whole, outer.whole)
    ? undefined
    : 'the signature algorithm inside the CRL differs from the one beside the signature',
);

export const emptyRevoked: Rule<Crl> = byFields('5.1.2.6', ({ entries }) =>
  entries?.length === 0
    ? 'the list of revoked certificates is there, and empty: it is left out then'
    : undefined,
);

export const emptyCrlExtensions: Rule<Crl> = byFields('5.1.2.7', ({ extensions }) =>
  extensions && firstDer(extensions.content).content.length === 0
    ? 'the list of extensions of the CRL is there, and empty'
    : undefined,
);

export const emptyEntryExtensions: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.3',
  check(crl) {
    if (crl.revoked.every(({ extensions }) => extensions.length > 0)) return [];
    const isEmpty = crlFieldsOf(crl).entries?.some(
      (entry) => ifReadable(() => membersOf(entry))?.[2]?.content.length === 0,
    );
    return isEmpty ? [{ message: 'an entry has a list of extensions that is empty' }] : [];
  },
};

/** Values of extensions that nobody knows are their own affair. */
export const crlEncoding: Rule<Crl> = {
  ...COMMON,
  citation: 'X.690, 10',
  severity: 'error',
  check(crl) {
    const { algorithms, issuer, thisUpdate, nextUpdate, entries = [], ...rest } = crlFieldsOf(crl);
    const fields = [...algorithms, issuer, thisUpdate, nextUpdate, ...entries];
    const values = crl.extensions.filter(({ oid }) => isKnownExtension(oid));
    const [fault] = [
      ...[...fields, rest.version, rest.extensions].flatMap((field) => field?.whole ?? []),
      ...values.map(({ value }) => value),
    ].flatMap((der) => encodingFault(der) ?? []);
    return fault === undefined ? [] : [{ message: `the CRL is not encoded as DER: ${fault}` }];
  },
};

export const crlStructure: Rule<Crl> = {
  ...byFields('5.1', ({ isWhole }) =>
    isWhole ? undefined : 'the CRL has members that do not belong there',
  ),
  severity: 'error',
};

function byFields(section: string, faultOf: (fields: CrlFields) => string | undefined): Rule<Crl> {
  return {
    ...COMMON,
    citation: `RFC 5280, ${section}`,
    check(crl) {
      const message = faultOf(crlFieldsOf(crl));
      return message === undefined ? [] : [{ message }];
    },
  };
}
