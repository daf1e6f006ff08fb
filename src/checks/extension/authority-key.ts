// Rules: what an authorityKeyIdentifier says: issuer and serial number together or neither, and an
// identifier of something (RFC 5280, 4.2.1.1 and A.2).
import { authorityKeyOf, type Extended, formOf } from '../../pki/certificate/extension-forms.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { BROKEN_MUST, type Rule } from '../rule.js';

const COMMON = { code: 'authority-key', ...BROKEN_MUST };
const keyOf = (holder: Extended) =>
  formOf(holder, EXTENSION.authorityKeyIdentifier, authorityKeyOf);

export const issuerWithSerial: Rule<Extended> = {
  ...COMMON,
  citation: 'RFC 5280, A.2',
  check(holder) {
    const key = keyOf(holder);
    if (!key || (key.issuer === undefined) === (key.serialNumber === undefined)) return [];
    const [has, lacks] = key.issuer
      ? ['authorityCertIssuer', 'authorityCertSerialNumber']
      : ['authorityCertSerialNumber', 'authorityCertIssuer'];
    return [{ message: `the authorityKeyIdentifier has ${has} without ${lacks}` }];
  },
};

export const saysSomething: Rule<Extended> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.1',
  check(holder) {
    const key = keyOf(holder);
    if (!key) return [];
    if (key.keyIdentifier?.length === 0) {
      return [{ message: 'the keyIdentifier of the authorityKeyIdentifier is empty' }];
    }
    return key.issuer?.length === 0
      ? [{ message: 'the authorityCertIssuer of the authorityKeyIdentifier is empty' }]
      : [];
  },
};

export const emptySubjectKey: Rule<Extended> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.2',
  check: (holder) =>
    formOf(holder, EXTENSION.subjectKeyIdentifier, ({ length }) => length) === 2
      ? [{ message: 'the subjectKeyIdentifier is empty' }]
      : [],
};
