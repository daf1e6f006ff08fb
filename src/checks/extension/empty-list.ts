// Rules: the lists in extensions, and the list of extensions itself, have one member at least: all
// are SEQUENCE SIZE (1..MAX) (RFC 5280, A.1 and A.2).
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import {
  type Extended,
  formOf,
  listOf,
  policyInformationsOf,
} from '../../pki/certificate/extension-forms.js';
import { DerReader, firstDer, membersOf, TAG } from '../../pki/der/der.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { BROKEN_MUST, type Rule } from '../rule.js';

const COMMON = { code: 'empty-list', ...BROKEN_MUST };

export const emptyPolicies = listed('certificatePolicies', 'RFC 5280, A.2');
export const emptyPolicyMappings = listed('policyMappings', 'RFC 5280, 4.2.1.5');
export const emptyDirectoryAttributes = listed('subjectDirectoryAttributes', 'RFC 5280, 4.2.1.8');
export const emptyDistributionPoints = listed('cRLDistributionPoints', 'RFC 5280, 4.2.1.13');
export const emptyFreshestCrl = listed('freshestCRL', 'RFC 5280, 4.2.1.15');
export const emptyAuthorityAccess = listed('authorityInfoAccess', 'RFC 5280, 4.2.2.1');
export const emptySubjectAccess = listed('subjectInfoAccess', 'RFC 5280, 4.2.2.2');

function listed(name: keyof typeof EXTENSION, citation: string): Rule<Extended> {
  return {
    ...COMMON,
    citation,
    check: (holder) =>
      formOf(holder, EXTENSION[name], listOf)?.length === 0
        ? [{ message: `the ${name} is empty` }]
        : [],
  };
}

export const emptyQualifiers: Rule<Extended> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.4',
  check: (holder) =>
    formOf(holder, EXTENSION.certificatePolicies, policyInformationsOf)?.some(
      ({ qualifiers }) => qualifiers?.length === 0,
    )
      ? [{ message: 'a certificate policy has a list of qualifiers that is empty' }]
      : [],
};

/** permittedSubtrees and excludedSubtrees: left out, or of something. */
export const emptySubtrees: Rule<Extended> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.10',
  check: (holder) =>
    formOf(holder, EXTENSION.nameConstraints, listOf)?.some(({ content }) => content.length === 0)
      ? [{ message: 'the nameConstraints hold a list of subtrees that is empty' }]
      : [],
};

export const emptyExtensions: Rule<{ der: Uint8Array } & Extended> = {
  ...COMMON,
  citation: 'RFC 5280, 4.1.2.9',
  check({ der, extensions }) {
    if (extensions.length > 0) return [];
    const hasTag = ifReadable(() =>
      membersOf(new DerReader(firstDer(der).content).next(TAG.sequence)).some(
        ({ tag }) => tag === 0xa3,
      ),
    );
    return hasTag ? [{ message: 'the list of extensions is there, and empty' }] : [];
  },
};

/** The values of an extension that nobody knows are its own affair. */
export const emptyExtensionValue: Rule<Extended> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2',
  check: ({ extensions }) =>
    extensions
      .filter(({ value }) => value.length === 0)
      .map(({ oid }) => ({
        message: `the extension ${oid} has no value, not even an empty one in DER`,
      })),
};
