// Rule: a product loads keys of some types only, from each container others, and in each version
// others.
import { POST_QUANTUM } from '../../pki/key/post-quantum.js';
import {
  describePublicKey,
  keyTypeOf,
  nameOfPublicKey,
  type PublicKey,
} from '../../pki/key/public-key.js';
import { KEY_TYPES, type KeyType } from '../../ports.js';
import { KEY_CONTAINERS, type KeyContainer } from '../../targets/descriptor/form.js';
import {
  type ProductRelease,
  readableSince,
  readsKeyContainer,
  readsKeyType,
} from '../../targets/target.js';
import { formatStackVersion } from '../../targets/stack-version.js';
import type { KeySource } from '../../pki/certificate/identity.js';
import { COMMON_RANK, type PathFault, type PathRule } from '../rule.js';
import { type LoadedFiles, nameOf } from './loaded-files.js';

export const keyType: PathRule<LoadedFiles, ProductRelease> = {
  code: 'key-type',
  citation: "the product's loader",
  severity: 'error',
  rank: COMMON_RANK,
  check({ key }, release) {
    // Of a store of Java's own everything was said before.
    const isForeign =
      key?.source.container === 'jceks' ||
      (key?.source.container === 'jks' && release.target.descriptor.runtime !== 'jdk');
    if (!key || isForeign) return [];
    const container = containerOf(key.source);
    const isOpened = container === 'pkcs8-encrypted' && key.takesKeyPassword === true;
    const containers = [isOpened ? ('pkcs8' as const) : container];
    // Locked, and without its certificate, it does not say of what type it is.
    if (!key.publicKey) return faults(key.source, containersRefusal(release, containers));
    const described = describePublicKey(key.publicKey);
    return faults(key.source, keyRefusal(described, release, containers));
  },
};

function faults({ path: subject }: KeySource, refusal: KeyRefusal | undefined): PathFault[] {
  return refusal ? [{ subject, message: refusal.message }] : [];
}

/** The old encryption of PEM is opened, or not, whatever the product makes of encrypted PKCS#8. */
function containerOf({ form, encryption }: KeySource): KeyContainer {
  if (form === 'store') return 'pkcs12';
  return encryption && encryption.scheme !== 'pem' ? 'pkcs8-encrypted' : 'pkcs8';
}

/** Why a product does not load a key, and what it would load. */
export interface KeyRefusal {
  message: string;
  found: string;
  possible: readonly string[];
}

/** Of a key of any kind: one that has no key type of ours is loaded by OpenSSL at most. */
export function keyRefusal(
  key: PublicKey,
  release: ProductRelease,
  containers: readonly KeyContainer[],
): KeyRefusal | undefined {
  const type = keyTypeOf(key);
  if (type) return keyTypeRefusal(type, release, containers);
  const { runtime = '' } = release.target.descriptor;
  if (AGREEING.includes(nameOfPublicKey(key)) || POST_QUANTUM[key.oid]?.signs === false) {
    const message = `a key of the kind ${nameOfPublicKey(key)} agrees on secrets and signs nothing: ${nameOf(release)} loads it for no certificate, as every product`;
    return { message, found: nameOfPublicKey(key), possible: typesRead(release, containers) };
  }
  // How short an RSA key may be is each runtime's own affair.
  if (key.algorithm === 'RSA' || !['jdk', 'go', 'beats'].includes(runtime)) return undefined;
  const found = nameOfPublicKey(key);
  const possible = typesRead(release, containers);
  const message = `${nameOf(release)} does not load a key of the kind ${found}; it loads ${possible.join(', ')}`;
  return { message, found, possible };
}

export function keyTypeRefusal(
  type: KeyType,
  release: ProductRelease,
  containers: readonly KeyContainer[],
): KeyRefusal | undefined {
  const closed = containersRefusal(release, containers);
  const possible = typesRead(release, containers);
  if (closed || possible.includes(type)) return closed;
  const { target, version } = release;
  const from = containers.map((container) => CONTAINER_NAMES[container]).join(' and ');
  const elsewhere = KEY_CONTAINERS.find((other) => readsKeyType({ target, version }, type, other));
  const advice = elsewhere ? `; it does from ${CONTAINER_NAMES[elsewhere]}` : '';
  const message = `${nameOf(release)} does not load a key of type ${type} from ${from}; it loads ${possible.join(', ')}${advice}`;
  return { message, found: type, possible };
}

/** The key types that it reads from each of these containers. */
export function typesRead(
  { target, version }: ProductRelease,
  containers: readonly KeyContainer[],
): KeyType[] {
  return KEY_TYPES.filter((type) =>
    containers.every((container) => readsKeyType({ target, version }, type, container)),
  );
}

/** Kinds of which no TLS certificate can be shown (RFC 8410, 4; RFC 8446, 4.2.3). */
const AGREEING: readonly string[] = ['X25519', 'X448'];

const CONTAINER_NAMES: Readonly<Record<KeyContainer, string>> = {
  pkcs8: 'a plain PKCS#8 key',
  'pkcs8-encrypted': 'an encrypted key',
  pkcs12: 'a PKCS#12 store',
};

export function containersRefusal(
  release: ProductRelease,
  containers: readonly KeyContainer[],
): KeyRefusal | undefined {
  const { target, version } = release;
  const found = containers.find((container) => !readsKeyContainer({ target, version }, container));
  if (!found) return undefined;
  const possible = KEY_CONTAINERS.filter((other) => readsKeyContainer({ target, version }, other));
  const since = readableSince((later) => readsKeyContainer({ target, version: later }, found));
  const before = since ? ` before ${formatStackVersion(since)}` : '';
  const names = possible.map((other) => CONTAINER_NAMES[other]);
  const message = `${nameOf(release)} does not load ${CONTAINER_NAMES[found]}${before}; it loads ${names.join(' or ') || 'no key at all'}`;
  return { message, found, possible };
}
