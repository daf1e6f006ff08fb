// What can be wrong with the encoding of one element (X.690), each with the octets that stand there instead.
import { nul, tlv } from '../../der.js';
import { contentOf, type DerNode, encodeTree } from './der-tree.js';

export interface Damage {
  name: string;
  fits(node: DerNode): boolean;
  octets(node: DerNode): Uint8Array;
}

const join = (...parts: readonly (Uint8Array | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));

const always = () => true;
const isOf =
  (...tags: readonly number[]) =>
  ({ tag }: DerNode) =>
    tags.includes(tag);
const isConstructed = ({ tag }: DerNode) => (tag & 0x20) !== 0;
const ofContent =
  (change: (content: Uint8Array) => Uint8Array | number[]) =>
  (node: DerNode): Uint8Array =>
    tlv(node.tag, Uint8Array.from(change(contentOf(node))));

/** One octet more than is needed. */
function longLength(node: DerNode): Uint8Array {
  const content = contentOf(node);
  const { length } = content;
  const octets = length < 0x80 ? [0x81, length] : [0x83, 0, length >> 8, length & 0xff];
  return join([node.tag, ...octets], content);
}

const OTHER_TAGS: Readonly<Record<number, number>> = {
  0x01: 0x02,
  0x02: 0x0a,
  0x03: 0x04,
  0x04: 0x03,
  0x06: 0x0d,
  0x17: 0x16,
  0x30: 0x31,
  0x31: 0x30,
};

const otherTag = ({ tag }: DerNode) =>
  OTHER_TAGS[tag] ?? (tag >= 0x80 ? (tag & 0xe0) | ((tag & 0x1f) + 1) : 0x04);

export const DAMAGES: readonly Damage[] = [
  { name: 'a long length', fits: always, octets: longLength },
  {
    ...{ name: 'an indefinite length', fits: isConstructed },
    octets: (node) => join([node.tag, 0x80], contentOf(node), [0, 0]),
  },
  {
    ...{ name: 'padding', fits: isOf(0x02) },
    octets: ofContent((content) => join([0], content)),
  },
  {
    ...{ name: 'a negative number', fits: isOf(0x02) },
    octets: ofContent((content) => join([0x80 | (content[0] ?? 0)], content.subarray(1))),
  },
  {
    ...{ name: 'nine octets', fits: isOf(0x02) },
    octets: ofContent(() => [1, 0, 0, 0, 0, 0, 0, 0, 0]),
  },
  {
    ...{ name: 'a padded arc', fits: isOf(0x06) },
    octets: ofContent((content) => join(content.subarray(0, 1), [0x80], content.subarray(1))),
  },
  {
    ...{ name: 'a large arc', fits: isOf(0x06) },
    octets: ofContent((content) => join(content, [0x90, 0x80, 0x80, 0x80, 0])),
  },
  {
    ...{ name: 'an arc cut off', fits: isOf(0x06) },
    octets: ofContent((content) => join(content, [0x81])),
  },
  { name: 'true as 1', fits: isOf(0x01), octets: ofContent(() => [1]) },
  { name: 'false', fits: isOf(0x01), octets: ofContent(() => [0]) },
  { name: 'two octets', fits: isOf(0x01), octets: ofContent(() => [0xff, 0xff]) },
  {
    ...{ name: 'eight unused bits', fits: isOf(0x03) },
    octets: ofContent((content) => join([8], content.subarray(1))),
  },
  {
    ...{ name: 'unused bits that are set', fits: isOf(0x03) },
    octets: ofContent((content) =>
      join([1], content.subarray(1, -1), [(content.at(-1) as number) | 1]),
    ),
  },
  { name: 'nothing in it', fits: always, octets: ofContent(() => []) },
  {
    ...{ name: 'another tag', fits: always },
    octets: (node) => tlv(otherTag(node), contentOf(node)),
  },
  {
    ...{ name: 'the other form', fits: always },
    octets: (node) => tlv(node.tag ^ 0x20, contentOf(node)),
  },
  {
    ...{ name: 'one member more', fits: ({ children }) => children !== undefined },
    octets: ofContent((content) => join(content, nul)),
  },
  { name: 'left out', fits: always, octets: () => new Uint8Array(0) },
  {
    ...{ name: 'twice', fits: always },
    octets: (node) => join(encodeTree(node), encodeTree(node)),
  },
];
