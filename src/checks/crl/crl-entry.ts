// Rules: what stands beside a revoked certificate (RFC 5280, 5.3): a reason that there is, the date
// of a doubt, the issuer where it is another. Told once of all entries.
import type {
  CertificateRevocationList,
  RevokedCertificate,
} from '../../pki/crl/certificate-revocation-list.js';
import {
  extensionOf,
  formOf,
  ISSUING_FLAG,
  issuingPointOf,
  listOf,
} from '../../pki/certificate/extension-forms.js';
import { describeExtension, isKnownExtension } from '../../pki/certificate/extension-values.js';
import { readDer, TAG } from '../../pki/der/der.js';
import { ia5Text } from '../../pki/der/der-values.js';
import { ADVICE, BROKEN_MUST, type Fault, type Rule } from '../rule.js';
import { CRL_EXTENSION } from './identifiers.js';

type Crl = CertificateRevocationList;

const COMMON = { code: 'crl-entry', ...ADVICE };
const MUST = { ...COMMON, ...BROKEN_MUST };
const REASON = { unspecified: 0, unused: 7, removed: 8, last: 10 };

/** What none of them may be or have, each said of the first where it is so. */
function firstOf(
  crl: Crl,
  tests: readonly [isSo: (entry: RevokedCertificate) => unknown, what: string, advice?: true][],
): Fault[] {
  return tests.flatMap(([isSo, what, isAdvice]) => {
    const found = crl.revoked.find(isSo);
    if (!found) return [];
    const message = `the entry of ${found.serialNumber.slice(0, 50)} ${what}`;
    return [{ message, ...(!isAdvice && { breaksMust: true }) }];
  });
}

const reasonOf = (entry: RevokedCertificate) =>
  formOf(entry, CRL_EXTENSION.reason, (value) => readDer(value, TAG.enumerated).content[0]);
const isCritical = (oid: string) => (entry: RevokedCertificate) =>
  extensionOf(entry, oid)?.critical === true;

export const reasonCode: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.3.1',
  check: (crl) =>
    firstOf(crl, [
      [
        (entry) => reasonOf(entry) === REASON.unspecified,
        'gives the reason unspecified, and should give none then',
        true,
      ],
      [
        (entry) => reasonOf(entry) === REASON.unused || (reasonOf(entry) ?? 0) > REASON.last,
        'gives a reason that there is not',
      ],
      [
        (entry) => reasonOf(entry) === REASON.removed && crl.deltaCrlIndicator === undefined,
        'takes a certificate off (removeFromCRL), which only a delta CRL does',
      ],
      [isCritical(CRL_EXTENSION.reason), 'has a critical reasonCode'],
    ]),
};

export const invalidityDate: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.3.2',
  check: (crl) =>
    firstOf(crl, [
      [
        (entry) =>
          formOf(entry, CRL_EXTENSION.invalidityDate, (value) => {
            const time = readDer(value);
            return time.tag !== TAG.generalizedTime || !/^\d{14}Z$/.test(ia5Text(time));
          }),
        'has an invalidityDate that is no GeneralizedTime with whole seconds and Z',
      ],
      [isCritical(CRL_EXTENSION.invalidityDate), 'has a critical invalidityDate'],
    ]),
};

export const certificateIssuer: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.3.3',
  check(crl) {
    const isIndirect = formOf(crl, CRL_EXTENSION.issuingPoint, issuingPointOf)?.flags.includes(
      ISSUING_FLAG.indirect,
    );
    const found = (entry: RevokedCertificate) =>
      extensionOf(entry, CRL_EXTENSION.certificateIssuer);
    return firstOf(crl, [
      [(entry) => found(entry)?.critical === false, 'has a certificateIssuer that is not critical'],
      [
        (entry) => found(entry) && !isIndirect,
        'names another issuer, and the CRL does not say that it is indirect',
      ],
      [
        (entry) =>
          formOf(entry, CRL_EXTENSION.certificateIssuer, listOf)?.every(({ tag }) => tag !== 0xa4),
        'has a certificateIssuer without a distinguished name',
      ],
    ]);
  },
};

export const entryExtensions: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.3',
  check: (crl) =>
    firstOf(crl, [
      [
        ({ extensions }) =>
          extensions.some(({ critical, oid }) => critical && !isKnownExtension(oid)),
        'has a critical extension that only some software knows: others may not rely on the CRL',
        true,
      ],
      [
        ({ extensions }) => new Set(extensions.map(({ oid }) => oid)).size < extensions.length,
        'has an extension more than once',
      ],
      [
        ({ extensions }) => extensions.some((one) => describeExtension(one).isMalformed),
        'has an extension that is malformed',
      ],
    ]),
};

/** As those of certificates are (4.1.2.2). */
export const revokedSerial: Rule<Crl> = {
  ...MUST,
  citation: 'RFC 5280, 5.1.2.6',
  check: (crl) =>
    firstOf(crl, [
      [({ serialNumber }) => serialNumber.length > 40, 'is longer than 20 octets', true],
    ]),
};
