// nameConstraints (RFC 5280, 4.2.1.10): which names a CA may certify, as a value, to DER and back.
import type { CertificateExtension } from './certificate.js';
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { encodeDer, encodeText } from '../der/der-encoding.js';
import { ia5Text } from '../der/der-values.js';
import type { DistinguishedName } from '../names/distinguished-name.js';
import { generalNameText, nameOf } from '../names/general-name-encoding.js';
import { rdnKey } from '../names/name-comparison.js';
import { EXTENSION } from '../der/object-identifiers.js';

/**
 * A base that names lie below. What we never certify (`other`) constrains nothing that we issue.
 */
export type Subtree =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly base: string }
  /** Address and mask, 4 + 4 or 16 + 16 octets. */
  | { readonly kind: 'ip'; readonly network: Uint8Array }
  | {
      readonly kind: 'directoryName';
      readonly name: DistinguishedName;
      /** Of each RDN, root first: equal where they match. */
      readonly rdnKeys: readonly string[];
    }
  | { readonly kind: 'other'; readonly tag: number; readonly text: string };

export interface NameConstraints {
  readonly permitted: readonly Subtree[];
  readonly excluded: readonly Subtree[];
}

const TAGS = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const;

/** DER of the extension's value. Only kinds that we constrain ourselves are written. */
export function encodeNameConstraints({ permitted, excluded }: NameConstraints): Uint8Array {
  const list = (tag: number, subtrees: readonly Subtree[]) =>
    subtrees.length === 0 ? [] : [encodeDer(tag, ...subtrees.map(encodeSubtree))];
  return encodeDer(TAG.sequence, ...list(0xa0, permitted), ...list(0xa1, excluded));
}

/** GeneralSubtree: minimum is 0, which is left out, and maximum is absent. */
function encodeSubtree(subtree: Subtree): Uint8Array {
  if (subtree.kind === 'ip') return encodeDer(TAG.sequence, encodeDer(TAGS.ip, subtree.network));
  if (subtree.kind === 'directoryName' || subtree.kind === 'other') {
    throw new RangeError(`no subtree of the kind ${subtree.kind} is written`);
  }
  return encodeDer(TAG.sequence, encodeDer(TAGS[subtree.kind], encodeText(subtree.base)));
}

/** Undefined for a certificate without the extension. Throws `input-malformed`. */
export function nameConstraintsOf({
  extensions,
}: {
  extensions: readonly CertificateExtension[];
}): NameConstraints | undefined {
  const found = extensions.find(({ oid }) => oid === EXTENSION.nameConstraints);
  if (found === undefined) return undefined;
  const members = new DerReader(readDer(found.value, TAG.sequence).content);
  const subtrees = (list: DerElement | undefined) =>
    list ? membersOf(list).map(decodeSubtree) : [];
  return {
    permitted: subtrees(members.optional(0xa0)),
    excluded: subtrees(members.optional(0xa1)),
  };
}

function decodeSubtree({ content }: DerElement): Subtree {
  const base = new DerReader(content).next();
  switch (base.tag) {
    case TAGS.dns:
      return { kind: 'dns', base: ia5Text(base).toLowerCase() };
    case TAGS.email:
      return { kind: 'email', base: ia5Text(base) };
    case TAGS.uri:
      return { kind: 'uri', base: ia5Text(base).toLowerCase() };
    case TAGS.ip:
      return { kind: 'ip', network: base.content };
    case 0xa4:
      return directorySubtree(nameOf(new DerReader(base.content).next(TAG.sequence)));
    default:
      return { kind: 'other', tag: base.tag, text: generalNameText(base) };
  }
}

/** The subtree of everything below this name. */
export function directorySubtree(name: DistinguishedName): Subtree {
  return { kind: 'directoryName', name, rdnKeys: name.map(rdnKey) };
}
