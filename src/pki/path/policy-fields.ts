// The policy extensions of a certificate as values (RFC 5280, 4.2.1.4, 4.2.1.5, 4.2.1.11 and
// 4.2.1.14), for judging paths.
import type { Certificate, CertificateExtension } from '../certificate/certificate.js';
import { ifReadable } from '../certificate/certificate-encoding.js';
import { DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { oidOf, smallInteger } from '../der/der-values.js';
import { EXTENSION } from '../der/object-identifiers.js';

export const ANY_POLICY = '2.5.29.32.0';

export interface PolicyMapping {
  issuerDomain: string;
  subjectDomain: string;
}

/** Undefined fields are absent, or malformed, which is a finding of its own. */
export interface PolicyFields {
  policies: readonly string[] | undefined;
  mappings: readonly PolicyMapping[];
  requireExplicitPolicy: number | undefined;
  inhibitPolicyMapping: number | undefined;
  inhibitAnyPolicy: number | undefined;
}

export function policyFieldsOf({ extensions }: Pick<Certificate, 'extensions'>): PolicyFields {
  const field = <T>(oid: string, decode: (value: Uint8Array) => T) =>
    fieldOf(extensions, oid, decode);
  const constraints = field(EXTENSION.policyConstraints, constraintsOf);
  return {
    policies: field(EXTENSION.certificatePolicies, policiesOf),
    mappings: field(EXTENSION.policyMappings, mappingsOf) ?? [],
    requireExplicitPolicy: constraints?.requireExplicitPolicy,
    inhibitPolicyMapping: constraints?.inhibitPolicyMapping,
    inhibitAnyPolicy: field(EXTENSION.inhibitAnyPolicy, (value) =>
      smallInteger(readDer(value, TAG.integer)),
    ),
  };
}

function fieldOf<T>(
  extensions: readonly CertificateExtension[],
  oid: string,
  decode: (value: Uint8Array) => T,
): T | undefined {
  const found = extensions.find((extension) => extension.oid === oid);
  return found && ifReadable(() => decode(found.value));
}

function policiesOf(value: Uint8Array): string[] {
  return membersOf(readDer(value, TAG.sequence)).map(({ content }) =>
    oidOf(new DerReader(content).next(TAG.oid)),
  );
}

function mappingsOf(value: Uint8Array): PolicyMapping[] {
  return membersOf(readDer(value, TAG.sequence)).map(({ content }) => {
    const members = new DerReader(content);
    const issuerDomain = oidOf(members.next(TAG.oid));
    return { issuerDomain, subjectDomain: oidOf(members.next(TAG.oid)) };
  });
}

function constraintsOf(value: Uint8Array) {
  const members = new DerReader(readDer(value, TAG.sequence).content);
  const required = members.optional(0x80);
  const inhibited = members.optional(0x81);
  return {
    requireExplicitPolicy: required && smallInteger(required),
    inhibitPolicyMapping: inhibited && smallInteger(inhibited),
  };
}
