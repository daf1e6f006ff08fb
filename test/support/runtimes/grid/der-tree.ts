// DER as a tree in which one element at a time is spoilt: also inside extensions, keys and signatures.
import { readDer, tlv } from '../../der.js';

export interface DerNode {
  tag: number;
  /** Undefined for a primitive one whose octets are no DER. */
  children: DerNode[] | undefined;
  content: Uint8Array;
  /** What stands before the children: the count of unused bits. */
  lead: Uint8Array;
}

const NONE = new Uint8Array(0);

/** `isWrapper` says of a primitive element whether its octets are DER in turn. */
export function treeOf(
  bytes: Uint8Array,
  isWrapper: (node: DerNode, parent: DerNode | undefined) => boolean,
  parent?: DerNode,
): DerNode {
  const { tag, content } = readDer(bytes);
  const node: DerNode = { tag, content, children: undefined, lead: NONE };
  const isConstructed = (tag & 0x20) !== 0;
  if (!isConstructed && !isWrapper(node, parent)) return node;
  node.lead = tag === 0x03 ? content.subarray(0, 1) : NONE;
  node.children = [];
  for (let rest = content.subarray(node.lead.length); rest.length > 0;) {
    const { whole } = readDer(rest);
    node.children.push(treeOf(whole, isWrapper, node));
    rest = rest.subarray(whole.length);
  }
  return node;
}

/** In place of one element, other octets; none leaves it out. */
export function encodeTree(
  node: DerNode,
  changed?: DerNode,
  octets: Uint8Array = NONE,
): Uint8Array {
  if (node === changed) return octets;
  return tlv(node.tag, contentOf(node, changed, octets));
}

export function contentOf(node: DerNode, changed?: DerNode, octets: Uint8Array = NONE): Uint8Array {
  if (!node.children) return node.content;
  return new Uint8Array(
    Buffer.concat([node.lead, ...node.children.map((child) => encodeTree(child, changed, octets))]),
  );
}

/** With where each stands: `3.1.0`. */
export function nodesOf(node: DerNode, place = ''): { node: DerNode; place: string }[] {
  const below = (node.children ?? []).flatMap((child, i) =>
    nodesOf(child, place === '' ? `${i}` : `${place}.${i}`),
  );
  return [{ node, place }, ...below];
}
