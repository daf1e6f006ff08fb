// How each fault of a certificate, a key or a trust store is mended: by its code. For `doctor`.
import type { PathFinding } from '../../../checks/finding.js';
import type { Remedy, WantedCertificate } from '../../../checks/remedy.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { pathCertificate } from '../../../pki/path/path-certificate.js';
import { quotePath } from '../../../quote.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';
import { fileOf } from './placed-finding.js';

export interface RemedyTerms {
  /** Whose file it is. */
  own: ConfiguredHost;
  /** Who judges it; undefined where nobody faces it. */
  other: ConfiguredHost | undefined;
  /** What the client dials. */
  hosts: readonly string[];
}

export function remedyFor({ code }: PathFinding, terms: RemedyTerms): Remedy {
  return (REMEDIES[code] ?? issueAgain)(terms);
}

const REMEDIES: Readonly<Record<string, ((terms: RemedyTerms) => Remedy) | undefined>> = {
  'key-form': convertKey,
  'key-password': tellPassword,
  'certificate-form': convertCertificate,
  'chain-order': convertCertificate,
  'java-trust': convertTrust,
  'file-kind': nameRight,
  'key-type': issueAnother,
  'missing-setting': issueAgain,
  'different-authorities': trustIt,
  'no-path': trustIt,
  signature: trustIt,
};

function wanted({ own, hosts }: RemedyTerms): WantedCertificate {
  const { target } = own.view.end;
  const old = own.host.identity?.chain[0];
  const kept = old ? namesOf(old) : [];
  const dialled = target.role === 'server' ? hosts : [];
  return {
    profile: isForBoth(old) ? 'peer' : target.role,
    target: target.name,
    names: [...new Set([...kept, ...dialled])],
    certificate: fileOf(own, 'certificate', 'key-store')?.path,
    key: fileOf(own, 'private-key')?.path,
    authority: undefined,
  };
}

/** What it was for it stays for. */
function namesOf(certificate: Certificate): string[] {
  const { names } = pathCertificate(certificate, false);
  return names.flatMap(({ kind, text }) =>
    kind === 'dns' || kind === 'ip' ? [text.replace(/^(?:dns|ip):/, '')] : [],
  );
}

function isForBoth(certificate: Certificate | undefined): boolean {
  const uses = certificate?.extKeyUsage ?? [];
  return uses.includes('serverAuth') && uses.includes('clientAuth');
}

function issueAgain(terms: RemedyTerms): Remedy {
  return { kind: 'issue', certificate: wanted(terms) };
}

/** The default type is one that every product loads. */
function issueAnother(terms: RemedyTerms): Remedy {
  return { kind: 'issue', certificate: { ...wanted(terms), keyType: 'rsa-2048' } };
}

function convertKey({ own }: RemedyTerms): Remedy {
  const file = fileOf(own, 'private-key', 'key-store');
  const isEncrypted = own.host.identity?.keySource.encryption !== undefined;
  return { kind: 'convert', conversion: { what: 'key', path: file?.path ?? '', isEncrypted } };
}

function convertCertificate({ own }: RemedyTerms): Remedy {
  const file = fileOf(own, 'certificate', 'key-store');
  return { kind: 'convert', conversion: { what: 'certificate', path: file?.path ?? '' } };
}

function convertTrust({ own }: RemedyTerms): Remedy {
  const file = fileOf(own, 'trust-store');
  return {
    kind: 'convert',
    conversion: { what: 'trust-store', path: file?.path ?? '', from: undefined },
  };
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

function nameRight({ own }: RemedyTerms): Remedy {
  const file = fileOf(own, 'certificate', 'private-key');
  return {
    kind: 'by-hand',
    sentence: `name the file with the certificate in ${file?.setting.name ?? 'the config'}`,
  };
}

/** One of the two has to change: whose certificate it is, or whom the other one trusts. */
function trustIt(terms: RemedyTerms): Remedy {
  const { own, other } = terms;
  const trust = other && fileOf(other, 'trust-anchors', 'trust-store');
  const ca = fileOf(own, 'trust-anchors', 'trust-store');
  if (!trust) return issueAgain(terms);
  const from = ca ? `, such as ${quotePath(ca.path)},` : '';
  return {
    kind: 'by-hand',
    sentence: `put the certificate of the CA that issued ${quotePath(fileOf(own, 'certificate', 'key-store')?.path ?? own.view.end.place)}${from} into ${quotePath(trust.path)}`,
  };
}
