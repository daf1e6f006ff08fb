// Values of extensions as the JDK parses them (sun.security.x509): a critical one that is malformed
// spoils its certificate, any other counts as absent.
import { type DerElement, TAG } from '../../../pki/der/der.js';
import { ia5Text } from '../../../pki/der/der-values.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import {
  demand,
  demandBits,
  demandIdentifier,
  demandInteger,
  demandName,
  jdkFault,
  JdkReader,
  membersIn,
  soleValue,
} from './reader.js';
import { jdkConstraintUriFault, jdkUriFault } from './uri.js';

/** Undefined for what is read, and for extensions that the JDK does not know. */
export function jdkValueFault(oid: string, value: Uint8Array): string | undefined {
  const parse = PARSERS[oid];
  return parse && jdkFault(() => parse(soleValue(value)));
}

const PARSERS: Readonly<Record<string, (value: DerElement) => void>> = {
  [EXTENSION.basicConstraints]: basicConstraints,
  [EXTENSION.keyUsage]: demandBits,
  [EXTENSION.subjectKeyIdentifier]: ({ tag }) =>
    demand(tag === TAG.octetString, `DerValue.getOctetString, not an Octet String: ${tag}`),
  [EXTENSION.authorityKeyIdentifier]: authorityKeyIdentifier,
  [EXTENSION.subjectAltName]: generalNames,
  [EXTENSION.issuerAltName]: generalNames,
  [EXTENSION.nameConstraints]: nameConstraints,
  [EXTENSION.extKeyUsage](value) {
    demand(value.tag === TAG.sequence, 'Invalid encoding for ExtendedKeyUsageExtension.');
    membersIn(value).forEach(demandIdentifier);
  },
  [EXTENSION.certificatePolicies]: certificatePolicies,
  [EXTENSION.policyMappings]: policyMappings,
  [EXTENSION.policyConstraints]: policyConstraints,
  [EXTENSION.inhibitAnyPolicy](value) {
    demand(value.tag === TAG.integer, 'Invalid encoding of InhibitAnyPolicy: data not integer');
    demandInteger(value);
    // Minus one is taken for no limit.
    const isNegative = (value.content[0] as number) >= 0x80;
    demand(!isNegative || value.content.join() === '255', 'Invalid value for skipCerts');
  },
};

/** What does not begin with a BOOLEAN is no CA, whatever it holds. */
function basicConstraints(value: DerElement): void {
  demand(value.tag === TAG.sequence, 'Invalid encoding of BasicConstraints');
  const members = new JdkReader(value.content);
  if (members.isDone) return;
  const ca = members.next();
  if (ca.tag !== TAG.boolean) return;
  demand(ca.content.length === 1, 'DerValue.getBoolean, invalid length');
  if (members.isDone) return;
  const length = members.next();
  demand(length.tag === TAG.integer, 'Invalid encoding of BasicConstraints');
  demandInteger(length);
}

function authorityKeyIdentifier(value: DerElement): void {
  const said = 'Invalid encoding of AuthorityKeyIdentifierExtension.';
  demand(value.tag === TAG.sequence, said);
  const seen = new Set<number>();
  for (const one of membersIn(value)) {
    demand([0x80, 0xa1, 0x82].includes(one.tag), said);
    demand(!seen.has(one.tag), 'Duplicate in the AuthorityKeyIdentifier.');
    seen.add(one.tag);
    if (one.tag === 0xa1) generalNames({ ...one, tag: TAG.sequence });
  }
}

function generalNames(value: DerElement): void {
  demand(value.tag === TAG.sequence, 'Invalid encoding for GeneralNames.');
  demand(value.content.length > 0, 'No data available in passed DER encoded value.');
  for (const name of membersIn(value)) generalName(name, false);
}

const NAMES: readonly string[] = [
  ...['Other-Name', 'RFC822 name', 'DNSName', 'X400Address name', 'Directory name', 'EDI name'],
  ...['URI', 'IP address', 'OID name'],
];
const CONSTRUCTED: readonly number[] = [0, 3, 4, 5];

function generalName(name: DerElement, isConstraint: boolean): void {
  const { tag, content } = name;
  const number = tag & 0x1f;
  const kind = NAMES[number];
  demand(kind !== undefined, `Unrecognized GeneralName tag, (${number})`);
  const expected = 0x80 | number | (CONSTRUCTED.includes(number) ? 0x20 : 0);
  demand(tag === expected, `Invalid encoding of ${kind}`);
  const text = ia5Text(name);
  switch (number) {
    case 0:
      otherName(name);
      break;
    case 1:
      mailbox(text);
      break;
    case 4:
      if (content.length > 0) directoryName(name);
      break;
    case 5:
      ediPartyName(name);
      break;
    case 6: {
      const fault = isConstraint ? jdkConstraintUriFault(text) : jdkUriFault(text);
      demand(fault === undefined, fault ?? '');
      break;
    }
    case 7:
      demand([4, 8, 16, 32].includes(content.length), 'Invalid IPAddressName');
      break;
    case 8:
      demandIdentifier({ ...name, tag: TAG.oid });
      break;
    default:
  }
}

/** What is no SEQUENCE is taken for the content of one. */
function directoryName(name: DerElement): void {
  const first = new JdkReader(name.content).next();
  demandName(first.tag === TAG.sequence ? first : name);
}

function otherName(name: DerElement): void {
  const members = new JdkReader(name.content);
  demandIdentifier(members.next());
  members.next();
}

function mailbox(text: string): void {
  demand(text !== '', 'RFC822Name may not be null or empty');
  const domain = text.slice(text.indexOf('@') + 1);
  demand(domain !== '', 'RFC822Name may not end with @');
  demand(domain !== '.', 'RFC822Name domain may not be just .');
}

function ediPartyName(name: DerElement): void {
  const members = membersIn(name);
  demand(members.length === 1 || members.length === 2, 'Invalid encoding of EDIPartyName');
  demand(
    members.some(({ tag }) => tag === 0x81),
    'party cannot be missing',
  );
}

function nameConstraints(value: DerElement): void {
  const said = 'Invalid encoding of NameConstraintsExtension.';
  demand(value.tag === TAG.sequence, said);
  const seen = new Set<number>();
  for (const list of membersIn(value)) {
    demand(list.tag === 0xa0 || list.tag === 0xa1, said);
    const kind = list.tag === 0xa0 ? 'permitted' : 'excluded';
    demand(!seen.has(list.tag), `Duplicate ${kind} GeneralSubtrees in NameConstraintsExtension.`);
    seen.add(list.tag);
    membersIn(list).forEach(subtree);
  }
}

function subtree(value: DerElement): void {
  demand(value.tag === TAG.sequence, 'Invalid encoding for GeneralSubtree.');
  const members = new JdkReader(value.content);
  generalName(members.next(), true);
  while (!members.isDone) {
    const bound = members.next();
    demand(bound.tag === 0x80 || bound.tag === 0x81, 'Invalid encoding of GeneralSubtree.');
    demandInteger(bound);
  }
}

function certificatePolicies(value: DerElement): void {
  const said = 'Invalid encoding of PolicyInformation';
  demand(value.tag === TAG.sequence, 'Invalid encoding for CertificatePoliciesExtension.');
  for (const policy of membersIn(value)) {
    demand(policy.tag === TAG.sequence, said);
    const members = new JdkReader(policy.content);
    demandIdentifier(members.next());
    if (members.isDone) continue;
    const qualifiers = members.next();
    demand(qualifiers.tag === TAG.sequence, said);
    demand(qualifiers.content.length > 0, 'No data available in policyQualifiers');
  }
}

function policyMappings(value: DerElement): void {
  demand(value.tag === TAG.sequence, 'Invalid encoding for PolicyMappingsExtension.');
  for (const mapping of membersIn(value)) {
    demand(mapping.tag === TAG.sequence, 'Invalid encoding for CertificatePolicyMap');
    const [issuer, subject] = [0, 1].map((i) => membersIn(mapping)[i]);
    demand(issuer !== undefined && subject !== undefined, 'Too short');
    if (issuer) demandIdentifier(issuer);
    if (subject) demandIdentifier(subject);
  }
}

function policyConstraints(value: DerElement): void {
  demand(value.tag === TAG.sequence, 'Sequence tag missing for PolicyConstraint.');
  const seen = new Set<number>();
  for (const one of membersIn(value)) {
    demand(one.tag === 0x80 || one.tag === 0x81, 'Invalid encoding of PolicyConstraint');
    const kind = one.tag === 0x80 ? 'requireExplicitPolicy' : 'inhibitPolicyMapping';
    demand(!seen.has(one.tag), `Duplicate ${kind} found in the PolicyConstraintsExtension`);
    seen.add(one.tag);
    demandInteger(one);
  }
}
