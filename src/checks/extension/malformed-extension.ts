// Rule: the value of a known extension is of its type (RFC 5280, 4.2); most verifiers refuse the
// whole certificate otherwise.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { describeExtension } from '../../pki/certificate/extension-values.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const malformedExtension: Rule<Pick<Certificate, 'extensions'>> = {
  code: 'malformed-extension',
  citation: 'RFC 5280, 4.2',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ extensions }) =>
    extensions
      .map(describeExtension)
      .filter(({ isMalformed }) => isMalformed)
      .map(({ name, oid }) => ({ message: `the extension ${name ?? oid} is malformed` })),
};
