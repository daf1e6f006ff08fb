// How each fault of a certificate, a key or a trust store is mended: by its code. For `doctor`.
import type { PathFinding } from '../../../checks/finding.js';
import type { Remedy } from '../../../checks/remedy.js';
import { loaderOf } from '../../../checks/loading/loaded-files.js';
import { WRITTEN_ENCRYPTION } from '../../../formats/keys/key-encryption.js';
import { lackingOf } from '../../../targets/host-folder.js';
import { isWithin } from '../../../targets/stack-version.js';
import { fileOf, type RemedyTerms } from './placed-finding.js';
import { trustIt } from './trust-remedies.js';
import { issueAgain, issueFirst, renewIt } from './wanted-certificate.js';

export function remedyFor(finding: PathFinding, terms: RemedyTerms): Remedy {
  return (REMEDIES[finding.code] ?? issueAgain)(terms, finding);
}

type Mending = (terms: RemedyTerms, finding: PathFinding) => Remedy;

const REMEDIES: Readonly<Record<string, Mending | undefined>> = {
  'key-form': convertKey,
  'key-password': tellPassword,
  'certificate-form': convertCertificate,
  'chain-order': convertCertificate,
  'java-trust': convertTrust,
  expired: renewIt,
  'file-kind': nameRight,
  'missing-setting': nameMissing,
  'max-depth': letDeeper,
  'different-authorities': trustIt,
  'no-path': trustIt,
  signature: trustIt,
};

function convertKey({ own }: RemedyTerms): Remedy {
  const file = fileOf(own, 'private-key', 'key-store');
  const { encryption } = own.host.identity?.keySource ?? {};
  const { view } = own;
  const opens = loaderOf(view.release)?.takesEncryption(WRITTEN_ENCRYPTION) === true;
  return {
    kind: 'convert',
    conversion: {
      what: 'key',
      path: file?.path ?? '',
      isEncrypted: encryption !== undefined,
      staysEncrypted:
        encryption !== undefined && opens && view.meaning('private-key-password') !== undefined,
    },
  };
}

/** That of the finding: its own chain, or a file of those whom it trusts. */
function convertCertificate({ own }: RemedyTerms, { subject }: PathFinding): Remedy {
  const file =
    own.files.find(({ path }) => path === subject) ?? fileOf(own, 'certificate', 'key-store');
  const selection = file?.meaning === 'trust-anchors' ? 'all' : 'chain';
  return {
    kind: 'convert',
    conversion: { what: 'certificate', path: file?.path ?? '', selection },
  };
}

function convertTrust({ own, other }: RemedyTerms, { subject }: PathFinding): Remedy {
  const stores = [own, other].flatMap((host) => (host && fileOf(host, 'trust-store')) ?? []);
  const file = stores.find(({ path }) => path === subject) ?? stores[0];
  return { kind: 'convert', conversion: { what: 'trust-store', path: file?.path ?? '' } };
}

function tellPassword({ own }: RemedyTerms): Remedy {
  const { view } = own;
  const setting = view.meaning('private-key-password');
  if (setting) return { kind: 'config', changes: [{ remove: setting.name }] };
  const known = view.known.settings.find(({ meaning }) => meaning === 'private-key-password');
  const rule = view.end.target.descriptor.settings.find(
    ({ meaning }) => meaning === 'private-key-password',
  );
  const name = rule?.name ?? known?.name;
  if (name === undefined) return convertKey({ own, other: undefined, hosts: [] });
  const variable = `${own.view.end.target.name}_KEY_PASSWORD`.toUpperCase().replaceAll('-', '_');
  return { kind: 'config', changes: [{ add: name, value: `\${${variable}}` }] };
}

/** Whom it trusts is said by a file that is there already; the rest has to be made. */
function nameMissing(terms: RemedyTerms): Remedy {
  const { own } = terms;
  const isLacking = lackingOf(own.host).some((meaning) => meaning !== 'trust-anchors');
  if (isLacking) return issueFirst(terms);
  const { settings } = own.view.end.target.descriptor;
  const rule = settings.find(
    (one) => one.meaning === 'trust-anchors' && isWithin(own.view.release.version, one),
  );
  const folder = fileOf(own, 'certificate')?.named?.replace(/[^/]*$/, '') ?? './';
  const value = rule?.form === 'string-list' ? [`${folder}ca.crt`] : `${folder}ca.crt`;
  return rule
    ? { kind: 'config', changes: [{ add: rule.name, value }] }
    : { kind: 'by-hand', sentence: `name the certificate of the CA in ${own.view.end.place}` };
}

/** As deep as the chain is. */
function letDeeper({ own, other }: RemedyTerms): Remedy {
  const known = other?.view.known.settings.find(({ meaning }) => meaning === 'verify-depth');
  if (!other || !known) return { kind: 'by-hand', sentence: 'let the chain be deeper' };
  const value = own.host.identity?.chain.length ?? 1;
  const isThere = other.view.named(known.name) !== undefined;
  const change = isThere ? { replace: known.name, value } : { add: known.name, value };
  return { kind: 'config', changes: [change] };
}

function nameRight({ own }: RemedyTerms): Remedy {
  const file = fileOf(own, 'certificate', 'private-key');
  return {
    kind: 'by-hand',
    sentence: `name the file with the certificate in ${file?.setting.name ?? 'the config'}`,
  };
}
