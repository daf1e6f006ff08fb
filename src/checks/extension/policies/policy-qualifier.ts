// Rules: what stands beside a policy (RFC 5280, 4.2.1.4): a place on the web, or a text of at most
// 200 characters that people can read.
import {
  type Extended,
  formOf,
  policyInformationsOf,
  type PolicyQualifier,
  QUALIFIER,
  userNoticesOf,
} from '../../../pki/certificate/extension-forms.js';
import { ia5Text, textOf } from '../../../pki/der/der-values.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { ANY_POLICY } from '../../../pki/path/policy-fields.js';
import { quote } from '../../../quote.js';
import { ADVICE, type Fault, type Rule } from '../../rule.js';

const COMMON = { code: 'policy-qualifier', ...ADVICE };
const LONGEST_TEXT = 200;
const STRING = { ia5: 0x16, utf8: 0x0c } as const;

export const qualifierOfPolicy: Rule<Extended> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.4',
  breaksMust: true,
  check: (holder) => [
    ...(formOf(holder, EXTENSION.certificatePolicies, policyInformationsOf) ?? []).flatMap(
      ({ policy, qualifiers = [] }) => [
        ...qualifiers.flatMap(placeFaults),
        ...(policy === ANY_POLICY ? qualifiers.flatMap(strangerFaults) : []),
      ],
    ),
    ...textsOf(holder).flatMap(lengthFaults),
  ],
};

/** SIZE (1..200). */
function lengthFaults(text: string): Fault[] {
  const { length } = [...text];
  if (length === 0) return [{ message: 'the explicitText is empty' }];
  if (length <= LONGEST_TEXT) return [];
  const message = `the explicitText ${quote(text)} has ${length} characters; the most is ${LONGEST_TEXT}`;
  return [{ message }];
}

function placeFaults({ id, value }: PolicyQualifier): Fault[] {
  if (id !== QUALIFIER.cps) return [];
  if (value.tag !== STRING.ia5) return [{ message: 'the cPS of a policy is no IA5String' }];
  const text = ia5Text(value);
  return /^[a-z][a-z\d+.-]*:\S+$/i.test(text)
    ? []
    : [{ message: `the cPS of a policy, ${quote(text)}, is no absolute URI` }];
}

function strangerFaults({ id }: PolicyQualifier): Fault[] {
  return id === QUALIFIER.cps || id === QUALIFIER.userNotice
    ? []
    : [{ message: `anyPolicy has the qualifier ${id}; it may have cPS and userNotice only` }];
}

export const explicitText: Rule<Extended> = {
  ...COMMON,
  citation: 'RFC 6818, 3',
  check: (holder) => [
    ...noticesOf(holder).flatMap(({ text }): Fault[] =>
      text?.tag === STRING.ia5
        ? [{ message: 'the explicitText is an IA5String, and must be none', breaksMust: true }]
        : [],
    ),
    ...textsOf(holder).flatMap(readingFaults),
  ],
};

/** SHOULD, both. */
function readingFaults(text: string): Fault[] {
  if (/\p{Cc}/u.test(text)) {
    return [{ message: `the explicitText ${quote(text)} holds control characters` }];
  }
  return text.normalize('NFC') === text
    ? []
    : [{ message: `the explicitText ${quote(text)} is not normalised (NFC)` }];
}

function noticesOf(holder: Extended) {
  return formOf(holder, EXTENSION.certificatePolicies, userNoticesOf) ?? [];
}

function textsOf(holder: Extended): string[] {
  return noticesOf(holder).flatMap(({ text }) => (text && textOf(text)) ?? []);
}
