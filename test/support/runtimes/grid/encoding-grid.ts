// Encoding: at every element of each certificate of a chain, everything that can be wrong with its octets (damages.ts); roles in turn.
import { sign } from 'node:crypto';
import { bitString } from '../../der.js';
import {
  boolean,
  commonNames,
  criticalSan,
  directory,
  dnsName,
  emailName,
  inhibitAnyPolicy,
  integer,
  ipName,
  type Made,
  nameConstraints,
  OID,
  oid,
  policyConstraints,
  policyMappings,
  sequence,
  tlv,
  uriName,
  utf8String,
} from '../../path-builder.js';
import { extension } from '../../foreign-certificate.js';
import { authority, type CaseRow, host, rsa } from '../case.js';
import { type Damage, DAMAGES } from './damages.js';
import { type DerNode, encodeTree, nodesOf, treeOf } from './der-tree.js';

const ROLES = ['server', 'client'] as const;

const point = sequence(sequence(tlv(0xa0, tlv(0xa0, uriName('http://crl.example/x')))));
const access = sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), uriName('http://ocsp.example/')));
const policy = sequence(
  sequence(
    oid('1.2.3.4'),
    sequence(
      sequence(oid('1.3.6.1.5.5.7.2.1'), tlv(0x16, Buffer.from('https://cps.example'))),
      sequence(oid('1.3.6.1.5.5.7.2.2'), sequence(utf8String('a notice'))),
    ),
  ),
);

/** Extensions of every form that verifiers read. */
const OF_LEAF = [
  extension(OID.cdp, false, point),
  extension('1.3.6.1.5.5.7.1.1', false, access),
  extension(OID.cp, false, policy),
  extension(OID.ian, false, sequence(dnsName('ca.example'))),
  extension('1.3.6.1.4.1.99999.7', false, sequence(integer(1))),
];

function chainOf(): { leaf: Made; middle: Made; top: Made } {
  const top = authority('Root');
  const serialNumber = Uint8Array.of(0x41, 7);
  const middle = authority('Intermediate', authority('Root', undefined, { key: top.key }), {
    changes: {
      [OID.bc]: extension(OID.bc, true, sequence(boolean(true), integer(3))),
    },
    more: [
      nameConstraints({
        permitted: [dnsName('example'), ipName(10, 0, 0, 0, 255, 0, 0, 0)],
        excluded: [emailName('mail.example'), uriName('.uri.example')],
      }),
      extension(OID.cp, false, policy),
      policyMappings(['1.2.3.4', '1.2.3.4']),
      policyConstraints({ explicitPolicy: 3, mapping: 3 }),
      inhibitAnyPolicy(3),
    ],
  });
  const leaf = host(middle, {
    ...{ serialNumber, more: OF_LEAF },
    changes: {
      [OID.bc]: extension(OID.bc, true, sequence()),
      [OID.san]: criticalSan(
        ...[dnsName('host.example'), ipName(10, 1, 2, 3), uriName('https://host.example/a')],
        ...[emailName('a@host.example'), directory(commonNames('host'))],
      ),
    },
  });
  return { leaf, middle, top };
}

/** Values of extensions, ECDSA signatures and RSA keys hold DER. */
function isWrapper({ tag, content }: DerNode, parent: DerNode | undefined): boolean {
  const first = parent?.children?.[0]?.tag;
  return (
    (tag === 0x04 && first === 0x06) || (tag === 0x03 && first === 0x30 && content[1] === 0x30)
  );
}

/** The certificate with the damage, signed over what then stands there. */
function damaged(tree: DerNode, node: DerNode, damage: Damage, signer: Made): Uint8Array {
  const octets = damage.octets(node);
  const [tbs, algorithm] = tree.children as [DerNode, DerNode, DerNode];
  const isSigned = nodesOf(tbs).some((one) => one.node === node);
  if (!isSigned) return encodeTree(tree, node, octets);
  const changed = encodeTree(tbs, node, octets);
  const signature = sign('sha256', changed, signer.key.privateKey);
  return sequence(changed, encodeTree(algorithm), bitString(signature));
}

/**
 * Of a whole certificate what is read of a file at all; indefinite lengths inside of extensions, for elsewhere what we read is brought into DER
 * first.
 */
function isAsked({ name, fits }: Damage, node: DerNode, place: string): boolean {
  if (place === '' && ['twice', 'left out', 'nothing in it'].includes(name)) return false;
  if (name === 'an indefinite length' && !/^0\.7\.0\.\d+\.[12]\./.test(place)) return false;
  // Its octets are other ones in each run.
  if (/^2$|0\.6\.1$/.test(place) && name === 'unused bits that are set') return false;
  return fits(node);
}

export function encodingGrid(): CaseRow[] {
  const { leaf, middle, top } = chainOf();
  let turn = 0;
  const spoilt = (what: string, one: Made, signer: Made, among = (_place: string) => true) => {
    const tree = treeOf(one.der, isWrapper);
    return nodesOf(tree)
      .filter(({ place }) => among(place))
      .flatMap(({ node, place }) =>
        DAMAGES.filter((damage) => isAsked(damage, node, place)).map((damage) => {
          const der = damaged(tree, node, damage, signer);
          return {
            name: `encoding: ${what} ${place || 'as a whole'}: ${damage.name}`,
            role: ROLES[turn++ % 2] as (typeof ROLES)[number],
            made: { ...one, der },
          };
        }),
      );
  };
  // But for other numbers: then it is no longer the key that is presented.
  const rsaLeaf = host(middle, { key: rsa('rsa-2048') });
  const row = (
    { name, role }: ReturnType<typeof spoilt>[number],
    chain: Made[],
    anchors: Made[],
  ) => ({
    ...{ name, chain, anchors, roles: [role] },
    ...(role === 'server' && { host: 'host.example' }),
  });
  return [
    ...spoilt('end entity', leaf, middle).map((one) => row(one, [one.made, middle], [top])),
    ...spoilt('intermediate', middle, top).map((one) => row(one, [leaf, one.made], [top])),
    ...spoilt('root', top, top).map((one) => row(one, [leaf, middle], [one.made])),
    ...spoilt('RSA end entity', rsaLeaf, middle, (place) => place.startsWith('0.6'))
      .filter(({ name }) => !/0\.6\.1.*: (?:a negative|nine|unused)/.test(name))
      .map((one) => row(one, [one.made, middle], [top])),
  ];
}
