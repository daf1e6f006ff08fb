// Rules: a distinguished name among other names is written as one that stands alone, and is not
// empty (RFC 5280, 4.2.1.6 and 4.2.1.7).
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { type Extended, formOf, listOf } from '../../../pki/certificate/extension-forms.js';
import { DerReader, membersOf } from '../../../pki/der/der.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { nameFaults } from '../../../pki/names/name-fault.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

export const subjectDirectoryName = rule('subjectAltName', 'RFC 5280, 4.2.1.6');
export const issuerDirectoryName = rule('issuerAltName', 'RFC 5280, 4.2.1.7');

function rule(holder: 'subjectAltName' | 'issuerAltName', citation: string): Rule<Extended> {
  return {
    code: 'alternative-directory-name',
    citation,
    ...BROKEN_MUST,
    check: (extended) =>
      (formOf(extended, EXTENSION[holder], listOf) ?? [])
        .filter(({ tag }) => tag === 0xa4)
        .flatMap(({ content }) => faultsOf(content))
        .map((fault) => ({ message: `a directoryName in the ${holder} is wrong: ${fault}` })),
  };
}

function faultsOf(content: Uint8Array): string[] {
  const faults = ifReadable(() => {
    const name = new DerReader(content).next();
    return membersOf(name).length === 0 ? ['it is empty'] : nameFaults(name.whole);
  });
  return faults ?? ['it is malformed'];
}
