// Rules: services and what the issuer publishes are named by URIs that lead there (RFC 5280,
// 4.2.2.1, 4.2.2.2 and 5.2.7; RFC 6960, 3.1).
import {
  ACCESS,
  type AccessDescription,
  accessesOf,
  type Extended,
  formOf,
} from '../../../pki/certificate/extension-forms.js';
import { ia5Text } from '../../../pki/der/der-values.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { isFetchable, locationFault } from '../../../pki/names/location-uri.js';
import { quote } from '../../../quote.js';
import { ADVICE, type Fault, type Rule } from '../../rule.js';

const COMMON = { code: 'information-access', ...ADVICE };
const URI = 0x86;

export const authorityAccess = reachable('authorityInfoAccess', ACCESS.caIssuers, '4.2.2.1');
export const subjectAccess = reachable('subjectInfoAccess', ACCESS.caRepository, '4.2.2.2');

/** Of what is fetched, one place at least is an HTTP or LDAP URI. */
function reachable(
  name: 'authorityInfoAccess' | 'subjectInfoAccess',
  fetched: string,
  section: string,
): Rule<Extended> {
  return {
    ...COMMON,
    citation: `RFC 5280, ${section}`,
    check(holder) {
      const accesses = formOf(holder, EXTENSION[name], accessesOf) ?? [];
      const places = accesses.filter(({ method }) => method === fetched);
      const isReached = places.some(({ location }) => isFetched(location.tag, ia5Text(location)));
      return [
        ...accesses.flatMap((one) => uriFaults(name, one)),
        ...(places.length > 0 && !isReached
          ? [
              {
                message: `the ${name} says of no place by an HTTP or LDAP URI what is to be fetched`,
              },
            ]
          : []),
      ];
    },
  };
}

function uriFaults(name: string, { location }: AccessDescription): Fault[] {
  if (location.tag !== URI) return [];
  const text = ia5Text(location);
  const fault = locationFault(text);
  return fault === undefined
    ? []
    : [{ message: `the ${name} holds ${quote(text)}, ${fault}`, breaksMust: true }];
}

function isFetched(tag: number, text: string): boolean {
  return tag === 0xa4 || (tag === URI && isFetchable(text));
}

export const ocspAccess: Rule<Extended> = {
  ...COMMON,
  citation: 'RFC 6960, 3.1',
  breaksMust: true,
  check: (holder) =>
    (formOf(holder, EXTENSION.authorityInfoAccess, accessesOf) ?? [])
      .filter(({ method, location }) => method === ACCESS.ocsp && location.tag !== URI)
      .map(() => ({ message: 'the place of the OCSP responder is no URI' })),
};
