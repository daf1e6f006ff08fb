// The certificate that would mend a link: as the one that is there, but for what is wrong with it.
// For `doctor`.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import { typesRead } from '../../../checks/loading/key-type.js';
import type { KeyType } from '../../../ports.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';
import type { PathFinding } from '../../../checks/finding.js';
import type { Remedy, WantedCertificate } from '../../../checks/remedy.js';
import { formatDistinguishedName } from '../../../pki/names/distinguished-name.js';
import {
  formatGeneralName,
  type GeneralName,
  parseGeneralName,
  withoutRepeats,
} from '../../../pki/names/general-name.js';
import type { Change } from '../../../targets/config/known-settings.js';
import { isWithin } from '../../../targets/stack-version.js';
import { dialledName } from './dialled-names.js';
import { fileOf } from './placed-finding.js';
import type { RemedyTerms } from './placed-finding.js';

export function issueAgain(terms: RemedyTerms): Remedy {
  return { kind: 'issue', certificate: wanted(terms) };
}

/**
 * The same for as long again, where certificate and key stand together and the CA that the other
 * end trusts has issued it; else another one.
 */
export function renewIt(terms: RemedyTerms, { subject }: PathFinding): Remedy {
  const certificate = wanted(terms);
  const { host } = terms.own;
  const [own] = host.identity?.chain ?? [];
  const isOwn = own !== undefined && formatDistinguishedName(own.subject) === subject;
  const files = [certificate.certificate, certificate.isStore ? undefined : certificate.key];
  const folders = new Set(files.flatMap((path) => (path === undefined ? [] : dirname(path))));
  const isTogether = certificate.certificate !== undefined && folders.size === 1;
  const isKnown = own !== undefined && formatDistinguishedName(own.issuer) === certificate.issuer;
  const isRenewal = isOwn && isTogether && isKnown;
  return { kind: 'issue', certificate: { ...certificate, isRenewal } };
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
    keyType: keyTypeFor(own, store !== undefined),
    authority: undefined,
    issuer: trusted && formatDistinguishedName(trusted.subject),
  };
}

/** None: what is made where nothing is said is loaded. */
function keyTypeFor({ view }: ConfiguredHost, isStore: boolean): KeyType | undefined {
  const isEncrypted = view.meaning('private-key-password') !== undefined;
  const container = isStore ? 'pkcs12' : isEncrypted ? 'pkcs8-encrypted' : 'pkcs8';
  const loaded = typesRead(view.release, [container]);
  return loaded.includes('ec-p256') ? undefined : loaded[0];
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
  const had = (own.host.identity?.chain[0].subjectAltNames ?? []).flatMap(certifiable);
  const isDialled = own.view.end.target.role === 'server';
  const dialled = isDialled ? hosts.flatMap((host) => dialledName(host) ?? []) : [];
  return withoutRepeats([...had, ...dialled]).map((name) =>
    name.kind === 'dns' || name.kind === 'ip' ? name.value : formatGeneralName(name),
  );
}

/** None for what no certificate of ours may name. */
function certifiable(text: string): GeneralName[] {
  try {
    return [parseGeneralName(text)];
  } catch (error) {
    if (error instanceof TlsmithError) return [];
    throw error;
  }
}

/** A certificate where none is named yet, and the settings that name it. */
export function issueFirst(terms: RemedyTerms): Remedy {
  const { view } = terms.own;
  const { release, end } = view;
  const folder = fileOf(terms.own, 'trust-anchors')?.named?.replace(/[^/]*$/, '') ?? './';
  const changes = (['certificate', 'private-key'] as const).flatMap((meaning): Change[] => {
    const all = [...end.target.descriptor.settings, ...view.known.settings];
    const rule = all.find((one) => one.meaning === meaning && isWithin(release.version, one));
    if (!rule || view.text(meaning) !== undefined) return [];
    const ending = meaning === 'certificate' ? 'crt' : 'key';
    return [{ add: rule.name, value: `${folder}${end.target.name}.${ending}` }];
  });
  const [certificate, key] = ['crt', 'key'].map((one) => `${folder}${end.target.name}.${one}`);
  const own = wanted(terms);
  return {
    kind: 'issue',
    certificate: { ...own, certificate: own.certificate ?? certificate, key: own.key ?? key },
    changes,
  };
}
