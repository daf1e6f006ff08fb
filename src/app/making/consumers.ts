// What the products that will read a certificate and key demand of them: profile, key type,
// container.
import { TlsmithError } from '../../errors.js';
import {
  containersRefusal,
  keyRefusal,
  type KeyRefusal,
  keyTypeRefusal,
  typesRead,
} from '../../checks/loading/key-type.js';
import {
  formatStackVersion,
  NEWEST_STACK_VERSION,
  parseStackVersion,
  type StackVersion,
} from '../../targets/stack-version.js';
import type { KeyContainer, Store } from '../../targets/descriptor/form.js';
import { refuseUnable } from '../../targets/descriptor/refusal.js';
import {
  findEnds,
  type ProductRelease,
  type Target,
  verifiesSignatureOf,
} from '../../targets/target.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import { type EndEntityProfile, namesServer } from '../../pki/issuing/profile.js';
import { keyTypeOf, nameOfPublicKey, type PublicKey } from '../../pki/key/public-key.js';
import { KEY_TYPES, type KeyType, type Reporter, type Templates } from '../../ports.js';
import { loadRefusals, loadTargets } from '../reading/products.js';

export interface Consumers {
  targets: readonly Target[];
  version: StackVersion;
}

/** Each of them in that version. */
export function releasesOf({ targets, version }: Consumers): ProductRelease[] {
  return targets.map((target) => ({ target, version }));
}

/** Throws `target-unknown` or `version-unknown`. */
export async function loadConsumers(
  { consumers, stack }: { consumers: readonly string[]; stack?: string | undefined },
  { templates, reporter }: { templates: Templates; reporter: Reporter },
): Promise<Consumers> {
  const { version, warning } = parseStackVersion(stack ?? formatStackVersion(NEWEST_STACK_VERSION));
  if (warning) reporter.warn(warning);
  if (consumers.length === 0) return { targets: [], version };
  const known = await loadTargets(templates);
  const refusals = await loadRefusals(templates);
  for (const name of consumers) refuseUnable(refusals, name, version);
  return { targets: consumers.flatMap((name) => findEnds(known, name)), version };
}

/** Client, server, or both: what the roles of these products need. Undefined without any. */
export function profileOf(targets: readonly Target[]): EndEntityProfile | undefined {
  const roles = new Set(targets.map(({ role }) => role));
  if (roles.size > 1) return 'peer';
  return roles.has('server') ? 'server' : roles.has('client') ? 'client' : undefined;
}

/** A profile that a consumer could not present in its role is refused (`consumer-cannot-read`). */
export function checkProfile(profile: EndEntityProfile, targets: readonly Target[]): void {
  // A product with two ends is served where one of them is.
  const unfit = targets.find(
    ({ name }) =>
      profile !== 'peer' && !targets.some((end) => end.name === name && end.role === profile),
  );
  if (!unfit) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unfit.name} is a TLS ${unfit.role} and needs the profile ${unfit.role} or peer, not ${profile}`,
    { consumer: unfit.name, found: profile },
  );
}

/** Throws `input-needed` for a server that nobody could find by its certificate. */
export function checkServerNames(profile: EndEntityProfile, names: readonly GeneralName[]): void {
  if (!namesServer(profile) || names.length > 0) return;
  throw new TlsmithError(
    'input-needed',
    'a server certificate needs at least one subjectAltName: clients no longer look at the common name',
    { answer: 'san' },
  );
}

/**
 * Small and fast first; RSA where a consumer loads nothing else. Ed25519 is never chosen by itself.
 */
const PREFERRED: readonly KeyType[] = ['ec-p256', 'rsa-2048'];

/** What holds the key where it is kept in this form. A store always has a password. */
export function containerOf(store: Store, hasPassword: boolean): KeyContainer {
  if (store === 'pkcs12') return 'pkcs12';
  return hasPassword ? 'pkcs8-encrypted' : 'pkcs8';
}

/**
 * The key type to make: the one that is wanted, if every consumer reads it in these containers,
 * else the first that all do.
 */
export function chooseKeyType(
  wanted: KeyType | undefined,
  consumers: Consumers,
  containers: readonly KeyContainer[],
): KeyType {
  if (wanted) {
    refuseFirst(consumers, (release) => keyTypeRefusal(wanted, release, containers));
    return wanted;
  }
  refuseFirst(consumers, (release) => containersRefusal(release, containers));
  const { targets, version } = consumers;
  const chosen = PREFERRED.find((keyType) =>
    targets.every((target) => typesRead({ target, version }, containers).includes(keyType)),
  );
  if (chosen) return chosen;
  throw new TlsmithError('consumer-cannot-read', 'no key type is read by all of these products', {
    consumers: targets.map(({ name }) => name),
  });
}

/** Of a key of any kind. Throws `consumer-cannot-read`, saying what would be read. */
export function checkGivenKeyIsRead(
  key: PublicKey,
  consumers: Consumers,
  containers: readonly KeyContainer[],
): void {
  refuseFirst(consumers, (release) => keyRefusal(key, release, containers));
}

function refuseFirst(
  { targets, version }: Consumers,
  refusalBy: (release: ProductRelease) => KeyRefusal | undefined,
): void {
  for (const target of targets) {
    const refusal = refusalBy({ target, version });
    if (!refusal) continue;
    const { message, found, possible } = refusal;
    const details = { consumer: target.name, found, possible };
    throw new TlsmithError('consumer-cannot-read', message, details);
  }
}

/** The CA's own key type matters too: each consumer verifies its signature. */
export function checkIssuerIsVerified(
  issuerKey: PublicKey,
  { targets, version }: Consumers,
  container?: KeyContainer,
): void {
  const keyType = keyTypeOf(issuerKey);
  const unable = targets.find(
    (target) =>
      keyType === undefined || !verifiesSignatureOf({ target, version }, keyType, container),
  );
  if (!unable) return;
  const found = nameOfPublicKey(issuerKey);
  const possible = KEY_TYPES.filter((type) =>
    verifiesSignatureOf({ target: unable, version }, type, container),
  );
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unable.name} (stack ${formatStackVersion(version)}) cannot verify what a CA with a key of the kind ${found} signs${container === 'pkcs12' ? ', from stores' : ''}; it verifies ${possible.join(', ')}`,
    { consumer: unable.name, found, possible },
  );
}

/** The key type of a new CA: the first that every consumer verifies. */
export function chooseCaKeyType({ targets, version }: Consumers, container: KeyContainer): KeyType {
  const chosen = PREFERRED.find((keyType) =>
    targets.every((target) => verifiesSignatureOf({ target, version }, keyType, container)),
  );
  return chosen ?? 'rsa-2048';
}
