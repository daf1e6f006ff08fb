// Names against the constraints of the CAs above them as OpenSSL 3 compares them
// (crypto/x509/v3_ncons.c).
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import type { NameConstraints, Subtree } from '../../../pki/certificate/name-constraints.js';
import { firstDer, membersOf } from '../../../pki/der/der.js';
import { EMAIL_ADDRESS } from '../../../pki/names/attribute-type.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import type { DistinguishedName } from '../../../pki/names/distinguished-name.js';
import type { SubjectName } from '../../../pki/names/subject-names.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { encodedValuesOf, extensionOf, valuesOf } from '../certificate-traits.js';
import type { OpensslFault } from './extensions.js';
import type { OpensslLibrary } from './library.js';
import { breachOf, type Comparison, directoryNames, isBelow } from '../subtree-match.js';

/**
 * check_name_constraints: from the anchor down; those of an anchor count. A common name that looks
 * like a host is one, without DNS names.
 */
export function opensslConstraintFault(
  path: readonly PathCertificate[],
  library: OpensslLibrary,
): OpensslFault | undefined {
  const comparison = library.isSince35() ? COMPARISON_OF_35 : COMPARISON;
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const one = path[depth] as PathCertificate;
    if (depth > 0 && one.isSelfIssued) continue;
    for (const issuer of path.slice(depth + 1).toReversed()) {
      const constraining = constrainingOf(issuer);
      const found =
        constraining && nameConstraintError({ ...constraining, comparison }, one, depth === 0);
      if (found) return { error: found[0], depth, text: found[1] };
    }
  }
  return undefined;
}

const UNCOMPARABLE = [53, 'unsupported or invalid name syntax'] as const;

const hasNetworks = ({ permitted, excluded }: NameConstraints) =>
  [...permitted, ...excluded].some(({ kind }) => kind === 'ip');

interface Constraining {
  constraints: NameConstraints;
  /** Kinds of names with a minimum or a maximum, which RFC 5280 forbids. */
  bounded: readonly SubjectName['kind'][];
}

function constrainingOf({ nameConstraints, certificate }: PathCertificate) {
  const found = extensionOf(certificate, EXTENSION.nameConstraints);
  if (!nameConstraints || !found) return undefined;
  const bounded = ifReadable(() =>
    membersOf(firstDer(found.value))
      .flatMap(membersOf)
      .map(membersOf)
      .filter(([, ...bounds]) =>
        bounds.some(({ tag, content }) => tag === 0x81 || content[0] !== 0),
      )
      .flatMap(([base]) => (base ? [KINDS[base.tag] ?? 'other'] : [])),
  );
  return { constraints: nameConstraints, bounded: bounded ?? [] };
}

const KINDS: Readonly<Record<number, SubjectName['kind']>> = {
  0x81: 'email',
  0x82: 'dns',
  0x86: 'uri',
  0x87: 'ip',
  0xa4: 'directoryName',
};

/** nc_match: an otherName is constrained by those of its own type only. */
function isOtherType(name: SubjectName, subtree: Subtree): boolean {
  if (name.kind !== 'other' || subtree.kind !== 'other' || name.tag !== OTHER_NAME) return false;
  const typeOf = ({ text }: { text: string }) => /^(?:other:[\d.]+|upn)/.exec(text)?.[0];
  return typeOf(name) !== typeOf(subtree);
}

const OTHER_NAME = 0xa0;

/** nc_uri: what stands before the next colon, or else the next slash. */
function hostOf(uri: string): string | undefined {
  const rest = /^[^:]*:\/\/(.+)$/s.exec(uri)?.[1] ?? '';
  const host = rest.split(rest.includes(':') ? ':' : '/')[0];
  return host === '' ? undefined : host;
}

/** nc_email: without a local part a base is for all. */
function isMailboxIn(mailbox: string, base: string): boolean | undefined {
  const at = mailbox.lastIndexOf('@');
  if (at < 0) return undefined;
  const host = mailbox.slice(at + 1).toLowerCase();
  const baseAt = base.lastIndexOf('@');
  if (baseAt < 0) return isBelow(host, base.toLowerCase());
  const isSameLocalPart = baseAt === 0 || mailbox.slice(0, at) === base.slice(0, baseAt);
  return isSameLocalPart && host === base.slice(baseAt + 1).toLowerCase();
}

const COMPARISON: Comparison = { isApart: isOtherType, hostOf, isMailboxIn };

/** As measured with 3.5: user information is left out, and a host may be empty. */
const COMPARISON_OF_35: Comparison = {
  ...COMPARISON,
  hostOf: (uri) => /^[^:]*:\/\/(?:[^@/]*@)?([^:/]*)/.exec(uri)?.[1],
};

/** nc_email, nc_uri and nc_ip ask for the form first. */
function isComparable(name: SubjectName, { permitted, excluded }: NameConstraints): boolean {
  if (name.kind === 'email') return name.value.includes('@');
  if (name.kind === 'uri') return name.value.includes('//');
  if (name.kind !== 'ip') return true;
  const areNetworks = [...permitted, ...excluded].every(
    (one) => one.kind !== 'ip' || [8, 32].includes(one.network.length),
  );
  return areNetworks && [4, 16].includes(name.octets.length);
}

function nameConstraintError(
  issuer: Constraining & { comparison: Comparison },
  { certificate, names }: PathCertificate,
  isTarget: boolean,
): readonly [number, string] | undefined {
  const hasHost = names.some(({ kind }) => kind === 'dns');
  const hosts = isTarget && !hasHost ? commonNameHosts(certificate.subject) : [];
  const mailboxes = mailboxesIn(certificate.subject);
  const directories = directoryNames(certificate.subject);
  const all = [...names, ...hosts, ...mailboxes, ...directories];
  if (all.some(({ kind }) => issuer.bounded.includes(kind))) {
    return [49, 'name constraints minimum and maximum not supported'];
  }
  const hasBadNetwork = all.some(
    (name) => name.kind === 'ip' && !isComparable(name, issuer.constraints),
  );
  if (hasBadNetwork && hasNetworks(issuer.constraints)) return UNCOMPARABLE;
  const directory = breachOf(issuer.constraints, directories, issuer.comparison);
  if (!directory && hasOddMailbox(certificate.subjectDer)) return UNCOMPARABLE;
  const breach = directory ?? breachOf(issuer.constraints, all, issuer.comparison);
  if (!breach) return undefined;
  const { name, excludedBy } = breach;
  if (name.kind === 'other') return [51, 'unsupported name constraint type'];
  if (!isComparable(name, issuer.constraints)) return UNCOMPARABLE;
  return excludedBy === undefined
    ? [47, 'permitted subtree violation']
    : [48, 'excluded subtree violation'];
}

const LONGEST_NAME = 253;
const HOST_NAME = /^[a-z\d_](?:[\w-]*[a-z\d_])?(?:\.[a-z\d_](?:[\w-]*[a-z\d_])?)+$/i;

function commonNameHosts(subject: DistinguishedName) {
  return valuesOf(subject, '2.5.4.3')
    .filter((text) => text.length <= LONGEST_NAME && HOST_NAME.test(text))
    .map((value) => ({ kind: 'dns' as const, value: value.toLowerCase(), text: `CN=${value}` }));
}

/** NAME_CONSTRAINTS_check takes those in the subject in an IA5String only. */
function hasOddMailbox(subject: Uint8Array): boolean {
  return encodedValuesOf(subject, EMAIL_ADDRESS).some(({ tag }) => tag !== IA5_STRING);
}

const IA5_STRING = 0x16;

/** Those in the subject count whatever the subjectAltName has. */
function mailboxesIn(subject: DistinguishedName) {
  return valuesOf(subject, EMAIL_ADDRESS).map((value) => ({
    kind: 'email' as const,
    value,
    text: value,
  }));
}
