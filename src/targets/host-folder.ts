// What one host needs for its end of a link, as a value: its identity, whom it trusts, its secrets,
// and what its snippets say.
import type { Certificate } from '../pki/certificate/certificate.js';
import type { FoundIdentity, Identity, Source } from '../pki/certificate/identity.js';
import type {
  ClientAuthentication,
  HostFileKind,
  KeyContainer,
  Meaning,
  Store,
} from './descriptor/form.js';
import { type ProductRelease, trustFormOf } from './target.js';
import type { NamedSecret, Secret } from './secret.js';
import type { Endpoint } from './snippet/endpoint.js';

/** One snippet: what a product in one role is told beside its files. */
export interface HostEnd {
  release: ProductRelease;
  /** What a client dials, in order; of a server the names under which it is dialled. */
  endpoints: readonly Endpoint[];
  /** Where a server listens. */
  port: number | undefined;
  user: string | undefined;
  /** Of a server; undefined where it asks for no certificate, or its snippet does not say. */
  clientAuthentication: ClientAuthentication | undefined;
  /** How many intermediates it lets stand below a trust anchor, where it counts them. */
  maxDepth?: number | undefined;
}

/** A file of the folder by what it is for; the names have no folder in them. */
export type HostFileNames = Readonly<Partial<Record<HostFileKind, string>>>;

/** How key and trust are kept. The one may be in a store and the other in a PEM file. */
export interface HostForm {
  key: KeyContainer;
  trust: Store;
  names: HostFileNames;
}

/** A secret with its text, for files that are to be written. */
export interface HostSecret extends NamedSecret {
  text: string;
  /** Nobody chose it, so that nothing has to slow down who guesses. */
  isGenerated: boolean;
}

/** Whole, as it is written. */
export interface HostFolder {
  /** The last part of its path, and the stem of its secrets' names. */
  name: string;
  /** Where its files will live, without a slash at the end. */
  installFolder: string;
  form: HostForm;
  secrets: readonly HostSecret[];
  identity: Identity;
  trustAnchors: readonly [Certificate, ...Certificate[]];
  /** The first is the link's, others use the same files. */
  ends: readonly [HostEnd, ...HostEnd[]];
}

export interface FoundTrust {
  anchors: readonly Certificate[];
  /** A store all of whose certificates Java ignores, since none bears its mark of trust. */
  isIgnoredByJava?: boolean | undefined;
  source: Source;
}

/** As it was found: what nobody has put there is undefined. */
export interface FoundHostFolder {
  /** As the person named it. */
  path: string;
  name: string;
  /** The config that says all this, by its name; none: the snippet of the product. */
  config?: string;
  /** The product can be told the password of its key by a setting that no snippet uses. */
  takesKeyPassword?: boolean;
  /** None without a snippet that names files. */
  installFolder: string | undefined;
  form: HostForm;
  secrets: readonly Secret[];
  identity: FoundIdentity | undefined;
  trust: FoundTrust | undefined;
  /** None in a folder without a snippet. */
  ends: readonly HostEnd[];
}

/** How a release takes its files where the key comes from `store`, and what they are called. */
export function formOf(
  { target, version }: ProductRelease,
  store: Store,
  { stem, hasPassword }: { stem: string; hasPassword: boolean },
): HostForm {
  if (store === 'pkcs12') {
    const trust = trustFormOf({ target, version }, store);
    return {
      key: 'pkcs12',
      trust,
      names: {
        'key-store': 'keystore.p12',
        ...(trust === 'pem' ? { trust: 'ca.crt' } : { 'trust-store': 'truststore.p12' }),
      },
    };
  }
  return {
    key: hasPassword ? 'pkcs8-encrypted' : 'pkcs8',
    trust: 'pem',
    names: { certificate: `${stem}.crt`, key: `${stem}.key`, trust: 'ca.crt' },
  };
}

/** Of what a host needs what its folder, by its snippet, does not have. */
export function lackingOf({ form: { names } }: Pick<FoundHostFolder, 'form'>): Meaning[] {
  const hasStore = names['key-store'] !== undefined;
  return [
    ...(hasStore || names.certificate !== undefined ? [] : (['certificate'] as const)),
    ...(hasStore || names.key !== undefined ? [] : (['private-key'] as const)),
    ...(names['trust-store'] !== undefined || names.trust !== undefined
      ? []
      : (['trust-anchors'] as const)),
  ];
}

/** The secret of that purpose, undefined where there is none. */
export function secretFor<S extends NamedSecret>(
  { secrets }: { secrets: readonly S[] },
  purpose: NamedSecret['purpose'],
): S | undefined {
  return secrets.find((secret) => secret.purpose === purpose);
}
