// Our extensions, octet for octet those that the library makes which everybody knows.
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type CertificateExtensions,
  encodeExtensions,
} from '../../../src/pki/certificate/extension-encoding.js';
import { membersOf, readDer } from '../../../src/pki/der/der.js';
import { toHex } from '../../../src/pki/der/hex.js';
import {
  EXT_KEY_USAGE,
  EXTENSION,
  KEY_USAGE_BITS,
} from '../../../src/pki/der/object-identifiers.js';
import { encodeGeneralNames } from '../../../src/pki/names/general-name-writing.js';
import { commonNames, sequence } from '../../support/der.js';

const PURPOSES = ['serverAuth', 'clientAuth'] as const;
const identifier = fc
  .uint8Array({ minLength: 1, maxLength: 32 })
  .map((octets) => Buffer.from(octets).toString('hex'));

const extensions: fc.Arbitrary<CertificateExtensions> = fc.record({
  basicConstraints: fc.record({
    ca: fc.boolean(),
    pathLenConstraint: fc.option(fc.nat(2 ** 31 - 1), { nil: undefined }),
  }),
  keyUsage: fc.subarray([...KEY_USAGE_BITS]),
  extKeyUsage: fc.subarray([...PURPOSES]),
  nameConstraints: fc.option(fc.constant(sequence()), { nil: undefined }),
  subjectAltNames: fc.subarray([
    { kind: 'dns' as const, value: 'es01.lan' },
    { kind: 'ip' as const, value: '10.0.0.5' },
    { kind: 'email' as const, value: 'a@b.example' },
  ]),
  subjectKeyIdentifier: identifier,
  authorityKeyIdentifier: identifier,
});
const subject = fc.constantFrom(commonNames('es01'), sequence());

it('are the same octets, and in the same order', () => {
  fc.assert(
    fc.property(extensions, subject, (content, subjectDer) => {
      const ours = membersOf(readDer(encodeExtensions(content, subjectDer)));
      const theirs = byLibrary(content, subjectDer.length === sequence().length);
      expect(ours.map(({ whole }) => toHex(whole))).toEqual(
        theirs.map(({ rawData }) => toHex(new Uint8Array(rawData))),
      );
    }),
    { numRuns: 200 },
  );
});

function byLibrary(content: CertificateExtensions, isSubjectEmpty: boolean): Extension[] {
  const { ca, pathLenConstraint } = content.basicConstraints;
  const bits = content.keyUsage.reduce((sum, use) => sum | (1 << KEY_USAGE_BITS.indexOf(use)), 0);
  const { nameConstraints, extKeyUsage, subjectAltNames } = content;
  return [
    new BasicConstraintsExtension(ca, pathLenConstraint, true),
    ...(nameConstraints ? [raw(EXTENSION.nameConstraints, true, nameConstraints)] : []),
    ...(bits === 0 ? [] : [new KeyUsagesExtension(bits, true)]),
    ...(extKeyUsage.length === 0
      ? []
      : [new ExtendedKeyUsageExtension(extKeyUsage.map((usage) => EXT_KEY_USAGE[usage]))]),
    ...(subjectAltNames.length === 0
      ? []
      : [raw(EXTENSION.subjectAltName, isSubjectEmpty, encodeGeneralNames(subjectAltNames))]),
    new SubjectKeyIdentifierExtension(content.subjectKeyIdentifier),
    new AuthorityKeyIdentifierExtension(content.authorityKeyIdentifier),
  ];
}

function raw(oid: string, isCritical: boolean, value: Uint8Array): Extension {
  return new Extension(oid, isCritical, new Uint8Array(value).buffer);
}
