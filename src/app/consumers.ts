// What the products that will read a certificate and key demand of them: profile, key type, container.
import { TlsmithError } from '../errors.js';
import { formatStackVersion, type StackVersion } from '../targets/stack-version.js';
import {
  readsKeyContainer,
  readsKeyType,
  type Target,
  verifiesSignatureOf,
} from '../targets/target.js';
import type { EndEntityProfile } from '../pki/profile.js';
import { KEY_TYPES, type KeyType } from '../ports.js';

export interface Consumers {
  targets: readonly Target[];
  version: StackVersion;
}

/** Client, server, or both: what the roles of these products need. Undefined without any. */
export function profileOf(targets: readonly Target[]): EndEntityProfile | undefined {
  const roles = new Set(targets.map(({ role }) => role));
  if (roles.size > 1) return 'peer';
  return roles.has('server') ? 'server' : roles.has('client') ? 'client' : undefined;
}

/** A profile that a consumer could not present in its role is refused (`consumer-cannot-read`). */
export function checkProfile(profile: EndEntityProfile, targets: readonly Target[]): void {
  const unfit = targets.find(({ role }) => profile !== 'peer' && profile !== role);
  if (!unfit) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unfit.name} is a TLS ${unfit.role} and needs the profile ${unfit.role} or peer, not ${profile}`,
    { consumer: unfit.name, found: profile },
  );
}

/** Small and fast first; RSA where a consumer loads nothing else. Ed25519 is never chosen by itself. */
const PREFERRED: readonly KeyType[] = ['ec-p256', 'rsa-2048'];

/** The key type to make: the one that is wanted, if every consumer reads it, else the first that all do. */
export function chooseKeyType(
  wanted: KeyType | undefined,
  consumers: Consumers,
  isEncrypted: boolean,
): KeyType {
  if (wanted) {
    checkKeyIsRead(wanted, consumers, isEncrypted);
    return wanted;
  }
  const chosen = PREFERRED.find((keyType) =>
    consumers.targets.every((target) => reads(target, consumers.version, keyType, isEncrypted)),
  );
  if (chosen) return chosen;
  checkContainerIsRead(consumers, isEncrypted);
  throw new TlsmithError('consumer-cannot-read', 'no key type is read by all of these products', {
    consumers: consumers.targets.map(({ name }) => name),
  });
}

/** Throws `consumer-cannot-read`, saying what would be read. */
export function checkKeyIsRead(keyType: KeyType, consumers: Consumers, isEncrypted: boolean): void {
  checkContainerIsRead(consumers, isEncrypted);
  const { targets, version } = consumers;
  const unable = targets.find((target) => !reads(target, version, keyType, isEncrypted));
  if (!unable) return;
  const possible = KEY_TYPES.filter((type) => reads(unable, version, type, isEncrypted));
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unable.name} (stack ${formatStackVersion(version)}) does not load a key of type ${keyType}; it loads ${possible.join(', ')}`,
    { consumer: unable.name, found: keyType, possible },
  );
}

function checkContainerIsRead({ targets, version }: Consumers, isEncrypted: boolean): void {
  const unable = targets.find(
    (target) => isEncrypted && !readsKeyContainer(target, version, 'pkcs8-encrypted'),
  );
  if (!unable) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unable.name} (stack ${formatStackVersion(version)}) does not load an encrypted key; leave the key plain, or use a newer version`,
    { consumer: unable.name, found: 'pkcs8-encrypted', possible: ['pkcs8'] },
  );
}

function reads(
  target: Target,
  version: StackVersion,
  keyType: KeyType,
  isEncrypted: boolean,
): boolean {
  return readsKeyType(target, version, keyType, isEncrypted ? 'pkcs8-encrypted' : 'pkcs8');
}

/** The CA's own key type matters too: each consumer verifies its signature. */
export function checkIssuerIsVerified(
  keyType: KeyType | undefined,
  { targets, version }: Consumers,
): void {
  if (keyType === undefined) return;
  const unable = targets.find((target) => !verifiesSignatureOf(target, version, keyType));
  if (!unable) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${unable.name} (stack ${formatStackVersion(version)}) cannot verify what a CA with a key of type ${keyType} signs`,
    { consumer: unable.name, found: keyType },
  );
}
