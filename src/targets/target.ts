// Targets: one product each, joined with its family's descriptor and frame; who can talk to whom
// and who reads what. For use-cases and checks.
import { TlsmithError } from '../errors.js';
import type { KeyType } from '../ports.js';
import type { Descriptor, KeyContainer, Meaning, Product, Store } from './descriptor/form.js';
import { ANY_PROTOCOL, FOLDER_PLACEHOLDER } from './descriptor/form.js';
import { renderFrame } from './snippet/frame.js';
import { isScheduleName } from './schedule/schedule.js';
import { nearestName } from '../nearest-name.js';
import { quote } from '../quote.js';
import type { StackVersion, VersionRange } from './stack-version.js';
import {
  KNOWN_STACK_VERSIONS,
  compareStackVersions,
  formatStackVersion,
  isWithin,
} from './stack-version.js';

/** One product with everything that its family's folder says about it. Plain data. */
export interface Target extends Product {
  /** The folder of `templates/` that it comes from. */
  readonly folder: string;
  readonly role: 'client' | 'server';
  readonly defaultPort: number;
  /** The page of the product's own documentation. */
  readonly documentation: string;
  /** One end of the product: what it is in one role and protocol. */
  readonly descriptor: Descriptor;
  readonly frame: string;
  /** The frames of the further files, by name. */
  readonly furtherFrames: Readonly<Record<string, string>>;
}

/** A product in one version of the stack: what it loads, which settings it has, how it reloads. */
export interface ProductRelease {
  readonly target: Target;
  readonly version: StackVersion;
}

export interface TargetFolder {
  readonly folder: string;
  readonly descriptors: readonly Descriptor[];
  /** Every frame that the descriptors name. */
  readonly frames: Readonly<Record<string, string>>;
}

/**
 * All ends of all products of all folders, in order. Throws `template-invalid` if two folders
 * define the same name.
 */
export function targetsOf(folders: readonly TargetFolder[]): Target[] {
  const owners = new Map<string, string>();
  return folders.flatMap(({ folder, descriptors, frames }) =>
    descriptors.flatMap((descriptor) =>
      descriptor.products.map((product): Target => {
        const owner = owners.get(product.name) ?? folder;
        if (owner !== folder) throw definedTwice(product.name, owner, folder);
        owners.set(product.name, folder);
        const { role, defaultPort, frame, documentation } = descriptor;
        return {
          ...product,
          folder,
          role,
          defaultPort,
          descriptor,
          documentation: renderFrame(documentation, { name: product.name }, folder),
          frame: frames[frame] ?? '',
          furtherFrames: frames,
        };
      }),
    ),
  );
}

function definedTwice(name: string, first: string, second: string): TlsmithError {
  const reason = `the target ${name} is already defined in ${first}`;
  return new TlsmithError('template-invalid', `${second}: ${reason}`, { file: second, reason });
}

/**
 * Every end of one product, at least one. Throws `target-unknown`; details: `value`, `known`, and
 * `nearest` where there is one.
 */
export function findEnds(targets: readonly Target[], name: string): readonly [Target, ...Target[]] {
  const [first, ...others] = targets.filter((target) => target.name === name);
  if (first !== undefined) return [first, ...others];
  if (isScheduleName(name)) {
    throw new TlsmithError(
      'target-unknown',
      `${name} is no end of a link: it starts renewals, and only its files can be shown`,
      { value: name },
    );
  }
  const known = [...new Set(targets.map((target) => target.name))];
  const nearest = nearestName(name, known);
  const advice =
    nearest === undefined ? `known are ${known.join(', ')}` : `did you mean ${nearest}?`;
  throw new TlsmithError('target-unknown', `${quote(name)} is no target; ${advice}`, {
    value: quote(name),
    known,
    nearest,
  });
}

/** The product's first end: what it is most often. Throws as `findEnds`. */
export function findTarget(targets: readonly Target[], name: string): Target {
  return findEnds(targets, name)[0];
}

/** Where the files of `folder`, one step of a path, live on the product's host. */
export function installFolderOf(target: Target, folder: string): string {
  return target.installFolder.replaceAll(FOLDER_PLACEHOLDER, () => folder);
}

/** Whether the client speaks a protocol that the server understands. */
export function canTalk(client: Target, server: Target): boolean {
  const { accepts } = server.descriptor;
  return client.descriptor.dials.some(
    (protocol) => accepts.includes(protocol) || (protocol === ANY_PROTOCOL && accepts.length > 0),
  );
}

export interface Pair {
  readonly client: Target;
  readonly server: Target;
}

/** The ends of two products that fit each other, undefined if none do. */
export function pairOf(clients: readonly Target[], servers: readonly Target[]): Pair | undefined {
  return pairsOf([...clients, ...servers]).find(
    ({ client, server }) => clients.includes(client) && servers.includes(server),
  );
}

/** Every client end with every server end that it can talk to. */
export function pairsOf(targets: readonly Target[]): Pair[] {
  const ends = [...new Set(targets)];
  return ends.flatMap((client) =>
    ends.filter((server) => canTalk(client, server)).map((server) => ({ client, server })),
  );
}

/** Whether the product exists in that version. */
export function existsIn({ target, version }: ProductRelease): boolean {
  return isWithin(version, target.descriptor.versions);
}

/** Whether the product reads a key of that type as its own, from that container or from any. */
export function readsKeyType(
  { target, version }: ProductRelease,
  keyType: KeyType,
  container?: KeyContainer,
): boolean {
  return target.descriptor.keys.some(
    (rule) =>
      isWithin(version, rule) &&
      (container === undefined || rule.container === container) &&
      rule.keyTypes.includes(keyType),
  );
}

/** Whether the product reads that container, with a key of that type or of any. */
export function readsKeyContainer(
  { target, version }: ProductRelease,
  container: KeyContainer,
  keyType?: KeyType,
): boolean {
  return target.descriptor.keys.some(
    (rule) =>
      isWithin(version, rule) &&
      rule.container === container &&
      (keyType === undefined || rule.keyTypes.includes(keyType)),
  );
}

/** Whether the product has a setting of that meaning in that version. */
export function hasSetting({ target, version }: ProductRelease, meaning: Meaning): boolean {
  return target.descriptor.settings.some(
    (rule) => rule.meaning === meaning && isWithin(version, rule),
  );
}

/**
 * Whether the product takes its key from PEM files, or from a PKCS#12 store: it reads such a thing
 * and has a setting that names it.
 */
export function readsStore({ target, version }: ProductRelease, store: Store): boolean {
  if (store === 'pkcs12') {
    return (
      hasSetting({ target, version }, 'key-store') &&
      readsKeyContainer({ target, version }, 'pkcs12')
    );
  }
  if (!hasSetting({ target, version }, 'private-key')) return false;
  return (['pkcs8', 'pkcs8-encrypted'] as const).some((container) =>
    readsKeyContainer({ target, version }, container),
  );
}

/**
 * What trust comes from where the key comes from `store`: a key store does not always have a trust
 * store beside it.
 */
export function trustFormOf({ target, version }: ProductRelease, store: Store): Store {
  return store === 'pkcs12' && hasSetting({ target, version }, 'trust-store') ? 'pkcs12' : 'pem';
}

/**
 * Whether the product can verify what an issuer with a key of that type has signed, where its own
 * key comes from that container.
 */
export function verifiesSignatureOf(
  { target, version }: ProductRelease,
  keyType: KeyType,
  container?: KeyContainer,
): boolean {
  return target.descriptor.signatures.some(
    (rule) =>
      isWithin(version, rule) &&
      (container === undefined || rule.container === undefined || rule.container === container) &&
      rule.keyTypes.includes(keyType),
  );
}

/**
 * The first version from which `reads` holds in all later ones, for a sentence such as "from 8.11
 * on"; undefined if the newest does not.
 */
export function readableSince(reads: (version: StackVersion) => boolean): StackVersion | undefined {
  let since: StackVersion | undefined;
  for (const version of [...KNOWN_STACK_VERSIONS].reverse()) {
    if (!reads(version)) break;
    since = version;
  }
  return since;
}

/** The first versions of the eras in which the product's settings are spelt alike, oldest first. */
export function erasOf(target: Target): StackVersion[] {
  const spelling = (version: StackVersion) =>
    target.descriptor.settings.map((rule) => isWithin(version, rule)).join();
  const existing = KNOWN_STACK_VERSIONS.filter((version) => existsIn({ target, version }));
  return existing.filter((version, i) => {
    const before = existing[i - 1];
    return before === undefined || spelling(before) !== spelling(version);
  });
}

/**
 * The first version of the era that `version` belongs to. Throws `version-unknown` where the
 * product does not exist.
 */
export function eraOf({ target, version }: ProductRelease): StackVersion {
  requireExists({ target, version });
  return erasOf(target).findLast((first) => compareStackVersions(first, version) <= 0) ?? version;
}

/** Throws `version-unknown` with the versions that the product has. */
export function requireExists({ target, version }: ProductRelease): void {
  if (existsIn({ target, version })) return;
  const range: VersionRange = target.descriptor.versions;
  const text = formatStackVersion(version);
  throw new TlsmithError(
    'version-unknown',
    `${target.name} does not exist in stack ${text}; it does ${rangeText(range)}`,
    { value: text, target: target.name },
  );
}

function rangeText({ from, to }: VersionRange): string {
  if (to === undefined) return `from ${from ?? '7.17'} on`;
  return from === undefined ? `up to ${to}` : `from ${from} to ${to}`;
}

/** Whether the versions of the Elastic Stack are its own. */
export function isOfStack({ descriptor: { runtime } }: Target): boolean {
  return runtime !== 'openssl' && runtime !== 'python';
}
