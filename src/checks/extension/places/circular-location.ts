// Rule: what is fetched to judge certificates is not fetched by TLS, for which one is to be judged
// first (RFC 5280, 8).
import {
  accessesOf,
  distributionPointsOf,
  type Extended,
  formOf,
} from '../../../pki/certificate/extension-forms.js';
import type { DerElement } from '../../../pki/der/der.js';
import { ia5Text } from '../../../pki/der/der-values.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { quote } from '../../../quote.js';
import { ADVICE, type Rule } from '../../rule.js';

export const circularLocation: Rule<Extended> = {
  code: 'circular-location',
  citation: 'RFC 5280, 8',
  ...ADVICE,
  check: (holder) =>
    locationsOf(holder)
      .filter(({ tag }) => tag === 0x86)
      .map(ia5Text)
      .filter((uri) => /^(https|ldaps):/i.test(uri))
      .map((uri) => ({
        message: `${quote(uri)} is fetched by TLS, whose certificate would be judged by what is there`,
      })),
};

/** GeneralNames. */
function locationsOf(holder: Extended): DerElement[] {
  const points = [EXTENSION.cRLDistributionPoints, EXTENSION.freshestCRL].flatMap(
    (oid) => formOf(holder, oid, distributionPointsOf) ?? [],
  );
  const accesses = [EXTENSION.authorityInfoAccess, EXTENSION.subjectInfoAccess].flatMap(
    (oid) => formOf(holder, oid, accessesOf) ?? [],
  );
  return [
    ...points.flatMap(({ fullName = [] }) => fullName),
    ...accesses.map(({ location }) => location),
  ];
}
