// Whether an issuer may certify these names: its nameConstraints, and those of every CA above it
// (RFC 5280, 6.1.4 b and g).
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import type { Certificate } from '../certificate/certificate.js';
import { type DistinguishedName, formatDistinguishedName } from '../names/distinguished-name.js';
import type { GeneralName } from '../names/general-name.js';
import { ipAddressFromBytes } from '../names/ip-address.js';
import { constraintFault } from '../path/name-constraint-check.js';
import {
  type NameConstraints,
  nameConstraintsOf,
  type Subtree,
} from '../certificate/name-constraints.js';

/** What a certificate will say of names. */
interface Named {
  subject: DistinguishedName;
  subjectAltNames: readonly GeneralName[];
  nameConstraints?: NameConstraints | undefined;
}

/** Throws `issuer-name-constraints`: a path with such a name never verifies. */
export function checkNameConstraints(chain: readonly Certificate[], request: Named): void {
  // A CA that permits only what is refused above could certify nothing.
  const permitted = request.nameConstraints?.permitted.flatMap(nameIn) ?? [];
  for (const certificate of chain) {
    const constraints = nameConstraintsOf(certificate);
    if (!constraints) continue;
    const names = [...request.subjectAltNames, ...permitted];
    const fault = constraintFault(constraints, request.subject, names);
    if (fault) throw failure(certificate, fault);
  }
}

/** One name that lies in the subtree. */
function nameIn(subtree: Subtree): GeneralName[] {
  if (subtree.kind === 'dns') return [{ kind: 'dns', value: subtree.base }];
  if (subtree.kind === 'email') return [{ kind: 'email', value: mailboxIn(subtree.base) }];
  if (subtree.kind !== 'ip') return [];
  const address = subtree.network.subarray(0, subtree.network.length / 2);
  return [{ kind: 'ip', value: ipAddressFromBytes(address) }];
}

function mailboxIn(base: string): string {
  if (base.includes('@')) return base;
  return base.startsWith('.') ? `any@any${base}` : `any@${base}`;
}

function failure(
  { subject }: Certificate,
  { name, rule }: { name: string; rule: string },
): TlsmithError {
  const issuer = formatDistinguishedName(subject) || '(without a name)';
  return new TlsmithError(
    'issuer-name-constraints',
    `the issuer ${issuer} ${rule} (nameConstraints), so nobody would accept ${quote(name)} below it`,
    { issuer, found: name, rule },
  );
}
