// Rules: a distribution point says where a CRL is, or who issues it; where the CA does so itself,
// the place and not the name (RFC 5280, 4.2.1.13, 4.2.1.15 and 5.2.6).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import {
  type DistributionPoint,
  distributionPointsOf,
  formOf,
} from '../../../pki/certificate/extension-forms.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { type DerElement, DerReader } from '../../../pki/der/der.js';
import { ia5Text } from '../../../pki/der/der-values.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { isFetchable, locationFault } from '../../../pki/names/location-uri.js';
import { quote } from '../../../quote.js';
import { ADVICE, type Fault, type Rule } from '../../rule.js';

const URI = 0x86;

type Judged = Pick<Certificate, 'extensions'> & Partial<Pick<Certificate, 'issuerDer'>>;

export const distributionPoint = pointsOf('cRLDistributionPoints', 'RFC 5280, 4.2.1.13');
export const freshestPoint = pointsOf('freshestCRL', 'RFC 5280, 4.2.1.15');

function pointsOf(name: 'cRLDistributionPoints' | 'freshestCRL', citation: string): Rule<Judged> {
  return {
    code: 'distribution-point',
    citation,
    ...ADVICE,
    check: (holder) =>
      (formOf(holder, EXTENSION[name], distributionPointsOf) ?? []).flatMap((point) => [
        ...mustFaults(point, holder).map((fault): Fault => {
          return { message: `the ${name} hold a point ${fault}`, breaksMust: true };
        }),
        ...adviceFaults(point).map((fault) => ({ message: `the ${name} hold a point ${fault}` })),
      ]),
  };
}

function mustFaults(
  { fullName, isRelative, reasons, issuer }: DistributionPoint,
  { issuerDer }: Judged,
): string[] {
  const isNamed = fullName !== undefined || isRelative;
  const names = issuer?.filter(({ tag }) => tag === 0xa4) ?? [];
  const isOwn = names.some(
    ({ content }) => issuerDer !== undefined && ifReadable(() => isName(content, issuerDer)),
  );
  return [
    ...(isNamed || issuer ? [] : [reasons ? 'of reasons alone' : 'that says nothing']),
    ...(fullName ?? []).flatMap(uriFaults),
    ...(fullName?.length === 0 ? ['whose list of names is empty'] : []),
    ...(issuer && names.length === 0 ? ['whose cRLIssuer is no distinguished name'] : []),
    ...(isOwn ? ['whose cRLIssuer is the issuer itself, which is left out'] : []),
    ...(isRelative && names.length > 1 ? ['relative to more than one name'] : []),
  ];
}

/** Under its explicit tag. */
function isName(content: Uint8Array, name: Uint8Array): boolean {
  return equalBytes(new DerReader(content).next().whole, name);
}

function uriFaults(name: DerElement): string[] {
  const uri = name.tag === URI ? ia5Text(name) : undefined;
  const fault = uri === undefined ? undefined : locationFault(uri);
  return fault === undefined ? [] : [`at ${quote(uri ?? '')}, ${fault}`];
}

/** SHOULD. */
function adviceFaults({ fullName, isRelative }: DistributionPoint): string[] {
  const isReached = fullName?.some(
    (name) => name.tag === 0xa4 || (name.tag === URI && isFetchable(ia5Text(name))),
  );
  return [
    ...(fullName && fullName.length > 0 && !isReached ? ['that no HTTP or LDAP URI leads to'] : []),
    ...(isRelative ? ['named relative to its issuer, which conforming CAs should not'] : []),
  ];
}
