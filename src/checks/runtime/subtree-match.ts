// Names against name constraints as the runtimes compare them, apart from the verdict by the
// standard: literally, a name of any form as it stands.
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import { isNameBelow, rdnKey } from '../../pki/names/name-comparison.js';
import type { NameConstraints, Subtree } from '../../pki/certificate/name-constraints.js';
import { subtreeText } from '../../pki/path/name-constraint-check.js';
import type { SubjectName } from '../../pki/names/subject-names.js';

export interface Breach {
  name: SubjectName;
  /**
   * The constraint that excludes it, without the word for its kind; undefined where none permits
   * it.
   */
  excludedBy: string | undefined;
}

/** What runtimes do not do alike. */
export interface Comparison {
  /** Whether a subtree of the name's own form says nothing of it. */
  isApart(name: SubjectName, subtree: Subtree): boolean;
  /** Undefined where a URI has none, so that it cannot be compared. */
  hostOf(uri: string): string | undefined;
  /** Undefined for what is no mailbox. */
  isMailboxIn(mailbox: string, base: string): boolean | undefined;
}

export function breachOf(
  { permitted, excluded }: NameConstraints,
  names: readonly SubjectName[],
  comparison: Comparison,
): Breach | undefined {
  for (const name of names) {
    const isSameForm = (one: Subtree) =>
      one.kind === 'other' && name.kind === 'other' ? one.tag === name.tag : one.kind === name.kind;
    const isSameKind = (one: Subtree) => isSameForm(one) && !comparison.isApart(name, one);
    const forbidding = excluded
      .filter(isSameKind)
      .find((one) => isInside(name, one, comparison) !== false);
    if (forbidding) {
      return { name, excludedBy: subtreeText(forbidding).replace(/^[a-z]+:/, '') };
    }
    const allowing = permitted.filter(isSameKind);
    if (allowing.length > 0 && !allowing.some((one) => isInside(name, one, comparison) === true)) {
      return { name, excludedBy: undefined };
    }
  }
  return undefined;
}

/** The subject as a name; none where it is empty. */
export function directoryNames(subject: DistinguishedName): SubjectName[] {
  if (subject.length === 0) return [];
  return [{ kind: 'directoryName', rdnKeys: subject.map(rdnKey), text: '' }];
}

/** Undefined for what cannot be compared: it is neither permitted nor free of an exclusion. */
function isInside(
  name: SubjectName,
  subtree: Subtree,
  { hostOf, isMailboxIn }: Comparison,
): boolean | undefined {
  if (name.kind === 'dns' && subtree.kind === 'dns') return isHostIn(name.value, subtree.base);
  if (name.kind === 'ip' && subtree.kind === 'ip') {
    return [4, 16].includes(name.octets.length)
      ? isInNetwork(name.octets, subtree.network)
      : undefined;
  }
  if (name.kind === 'email' && subtree.kind === 'email') {
    return isMailboxIn(name.value, subtree.base);
  }
  if (name.kind === 'uri' && subtree.kind === 'uri') {
    const host = hostOf(name.value);
    return host === undefined ? undefined : isBelow(host.toLowerCase(), subtree.base);
  }
  if (name.kind === 'directoryName' && subtree.kind === 'directoryName') {
    return isNameBelow(name.rdnKeys, subtree.rdnKeys);
  }
  return undefined;
}

/** Labels may be added at the left; a leading dot asks for one. */
function isHostIn(name: string, base: string): boolean {
  const host = name.toLowerCase();
  const suffix = base.startsWith('.') ? base : `.${base}`;
  return base === '' || host === base || host.endsWith(suffix);
}

function isInNetwork(address: Uint8Array, network: Uint8Array): boolean {
  const half = network.length / 2;
  if (address.length !== half) return false;
  const masked = (octets: Uint8Array) => octets.map((octet, i) => octet & (network[half + i] ?? 0));
  return equalBytes(masked(address), masked(network.subarray(0, half)));
}

/** A host itself, or with a leading dot those below a domain. */
export function isBelow(host: string, base: string): boolean {
  return base.startsWith('.') ? host.endsWith(base) : host === base;
}
