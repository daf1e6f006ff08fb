// The certificate that would mend a link: as the one that is there, but for what is wrong with it.
// For `doctor`.
import type { Remedy, WantedCertificate } from '../../../checks/remedy.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import { withoutRepeats, parseGeneralName } from '../../../pki/names/general-name.js';
import { formatGeneralName } from '../../../pki/names/general-name.js';
import { dialledName } from './dialled-names.js';
import { fileOf } from './placed-finding.js';
import type { RemedyTerms } from './remedies.js';

export function issueAgain(terms: RemedyTerms): Remedy {
  return { kind: 'issue', certificate: wanted(terms) };
}

/** The default type is one that every product loads. */
export function issueAnother(terms: RemedyTerms): Remedy {
  return { kind: 'issue', certificate: { ...wanted(terms), keyType: 'rsa-2048' } };
}

function wanted(terms: RemedyTerms): WantedCertificate {
  const { own, other } = terms;
  const store = fileOf(own, 'key-store');
  const password = store ? 'key-store-password' : 'private-key-password';
  const [trusted] = other?.host.trust?.anchors ?? [];
  const subject = own.host.identity?.chain[0].subject ?? [];
  return {
    profile: profileOf(terms),
    target: own.view.end.target.name,
    subject: subject.length > 0 ? formatDistinguishedName(subject) : undefined,
    names: namesFor(terms),
    certificate: (store ?? fileOf(own, 'certificate'))?.path,
    key: fileOf(own, 'private-key')?.path,
    isStore: store !== undefined,
    hasPassword: own.view.meaning(password) !== undefined || store !== undefined,
    authority: undefined,
    issuer: trusted && formatDistinguishedName(trusted.subject),
  };
}

/** The nodes of a cluster dial each other with one certificate. */
function profileOf({ own }: RemedyTerms): WantedCertificate['profile'] {
  const { target } = own.view.end;
  const usages = own.host.identity?.chain[0].extKeyUsage ?? [];
  const isBoth = usages.includes('serverAuth') && usages.includes('clientAuth');
  const isNode = target.descriptor.end?.startsWith('transport-') === true;
  return isBoth || isNode ? 'peer' : target.role;
}

/** Those that it had, since others may dial it by them, and those that are dialled. */
function namesFor({ own, hosts }: RemedyTerms): string[] {
  const had = (own.host.identity?.chain[0].subjectAltNames ?? []).map(parseGeneralName);
  const isDialled = own.view.end.target.role === 'server';
  const dialled = isDialled ? hosts.flatMap((host) => dialledName(host) ?? []) : [];
  return withoutRepeats([...had, ...dialled]).map((name) =>
    name.kind === 'dns' || name.kind === 'ip' ? name.value : formatGeneralName(name),
  );
}
