// Dates, extKeyUsage, keyUsage, basicConstraints and version of each certificate of a chain.
import { integer } from '../der.js';
import { basicConstraints, extension, extKeyUsage, keyUsage } from '../foreign-certificate.js';
import {
  bitString,
  boolean,
  type Changes,
  type MadeOptions,
  nul,
  OID,
  sequence,
  USE,
} from '../path-builder.js';
import { authority, type CaseRow, EXPIRED, FUTURE, host, rsa, usual, threeParts } from './case.js';

const PLACES = ['leaf', 'intermediate', 'root'] as const;
const change = (place: (typeof PLACES)[number], changes: Changes) => ({ [place]: { changes } });

export function useCases(): CaseRow[] {
  return [
    ...dates(),
    ...extendedUses(),
    ...usages(),
    ...endEntityConstraints(),
    ...authorityConstraints(),
    ...pathLengths(),
    ...versions(),
  ];
}

function dates(): CaseRow[] {
  const backwards: MadeOptions = { notBefore: EXPIRED.notAfter, notAfter: EXPIRED.notBefore };
  return [
    ...PLACES.flatMap((place) => [
      usual(`expired: ${place}`, { [place]: EXPIRED }),
      usual(`not yet valid: ${place}`, { [place]: FUTURE }),
    ]),
    usual('expired: all', { leaf: EXPIRED, intermediate: EXPIRED, root: EXPIRED }),
    usual('ends before it begins', { leaf: backwards }),
  ];
}

function extendedUses(): CaseRow[] {
  const NETSCAPE_SGC = '2.16.840.1.113730.4.1';
  const CODE = '1.3.6.1.5.5.7.3.3';
  const lists: [string, readonly string[]][] = [
    ['serverAuth', [USE.server]],
    ['clientAuth', [USE.client]],
    ['any', [USE.any]],
    ['email', [USE.email]],
    ['code', [CODE]],
    ['any, email', [USE.any, USE.email]],
    ['serverAuth, any', [USE.server, USE.any]],
    ['netscape sgc', [NETSCAPE_SGC]],
    ['an unknown one', ['1.3.6.1.4.1.99999.1']],
  ];
  const critical = (...uses: string[]) => critically(extKeyUsage(...uses));
  return [
    ...PLACES.flatMap((place) =>
      lists.map(([name, uses]) =>
        usual(`extKeyUsage ${name}: ${place}`, change(place, { [OID.eku]: extKeyUsage(...uses) })),
      ),
    ),
    usual('extKeyUsage none: leaf', change('leaf', { [OID.eku]: undefined })),
    usual(
      'extKeyUsage critical: leaf',
      change('leaf', { [OID.eku]: critical(USE.server, USE.client) }),
    ),
    usual('extKeyUsage critical: CAs', {
      ...change('intermediate', { [OID.eku]: critical(USE.server, USE.client) }),
      ...change('root', { [OID.eku]: critical(USE.server, USE.client) }),
    }),
    usual('extKeyUsage nested: both in the CA, serverAuth in the end entity', {
      ...change('leaf', { [OID.eku]: extKeyUsage(USE.server) }),
      ...change('intermediate', { [OID.eku]: extKeyUsage(USE.server, USE.client) }),
    }),
    usual('extKeyUsage any in the CA, any in the end entity', {
      ...change('leaf', { [OID.eku]: extKeyUsage(USE.any) }),
      ...change('intermediate', { [OID.eku]: extKeyUsage(USE.any) }),
    }),
    usual('extKeyUsage none below a CA for serverAuth', {
      ...change('leaf', { [OID.eku]: undefined }),
      ...change('intermediate', { [OID.eku]: extKeyUsage(USE.server) }),
    }),
  ];
}

/** The same extension, critical. */
export function critically(one: Uint8Array): Uint8Array {
  const content = one.subarray(2);
  const end = 2 + (content[1] as number);
  return sequence(content.subarray(0, end), boolean(true), content.subarray(end));
}

function usages(): CaseRow[] {
  const bits: [string, number[]][] = [
    ['digitalSignature, keyEncipherment', [0, 2]],
    ['nonRepudiation', [1]],
    ['keyEncipherment', [2]],
    ['dataEncipherment', [3]],
    ['keyAgreement', [4]],
    ['keyCertSign', [5]],
    ['cRLSign', [6]],
    ['all', [0, 1, 2, 3, 4, 5, 6]],
  ];
  const noBits = extension(OID.ku, true, bitString(new Uint8Array(0)));
  return [
    ...bits.map(([name, set]) =>
      usual(`keyUsage ${name}: leaf with an RSA key`, {
        leaf: { key: rsa('rsa-2048'), changes: { [OID.ku]: keyUsage(...set) } },
      }),
    ),
    ...bits.map(([name, set]) =>
      usual(`keyUsage ${name}: leaf`, change('leaf', { [OID.ku]: keyUsage(...set) })),
    ),
    usual('no keyUsage: leaf', change('leaf', { [OID.ku]: undefined })),
    usual(
      'no keyUsage and extKeyUsage: leaf',
      change('leaf', { [OID.ku]: undefined, [OID.eku]: undefined }),
    ),
    usual('keyUsage without bits: leaf', change('leaf', { [OID.ku]: noBits })),
    usual('keyUsage not critical: leaf', change('leaf', { [OID.ku]: plainly(keyUsage(0)) })),
    ...(['intermediate', 'root'] as const).flatMap((place) => [
      usual(`no keyUsage: ${place}`, change(place, { [OID.ku]: undefined })),
      usual(`keyUsage without keyCertSign: ${place}`, change(place, { [OID.ku]: keyUsage(0, 6) })),
      usual(`keyUsage keyCertSign only: ${place}`, change(place, { [OID.ku]: keyUsage(5) })),
      usual(
        `keyUsage not critical: ${place}`,
        change(place, { [OID.ku]: plainly(keyUsage(5, 6)) }),
      ),
    ]),
  ];
}

/** The same extension, not critical: the BOOLEAN is left out. */
function plainly(one: Uint8Array): Uint8Array {
  const content = one.subarray(2);
  const end = 2 + (content[1] as number);
  return sequence(content.subarray(0, end), content.subarray(end + 3));
}

function endEntityConstraints(): CaseRow[] {
  const isCa = { [OID.bc]: basicConstraints({ ca: true }) };
  return [
    usual('CA: leaf', change('leaf', isCa)),
    usual('CA with keyCertSign: leaf', change('leaf', { ...isCa, [OID.ku]: keyUsage(0, 5) })),
    usual('CA without keyUsage: leaf', change('leaf', { ...isCa, [OID.ku]: undefined })),
    usual(
      'basicConstraints no CA: leaf',
      change('leaf', { [OID.bc]: basicConstraints({ ca: false }) }),
    ),
    usual(
      'no CA with pathLen: leaf',
      change('leaf', { [OID.bc]: basicConstraints({ ca: false, pathLength: 0 }) }),
    ),
    usual(
      'CA with pathLen: leaf',
      change('leaf', { [OID.bc]: basicConstraints({ ca: true, pathLength: 0 }) }),
    ),
  ];
}

function authorityConstraints(): CaseRow[] {
  return (['intermediate', 'root'] as const).flatMap((place) => [
    usual(`no basicConstraints: ${place}`, change(place, { [OID.bc]: undefined })),
    usual(
      `no basicConstraints and keyUsage: ${place}`,
      change(place, { [OID.bc]: undefined, [OID.ku]: undefined }),
    ),
    usual(`no CA: ${place}`, change(place, { [OID.bc]: basicConstraints({ ca: false }) })),
    usual(
      `no CA and no keyUsage: ${place}`,
      change(place, { [OID.bc]: basicConstraints({ ca: false }), [OID.ku]: undefined }),
    ),
    usual(
      `basicConstraints not critical: ${place}`,
      change(place, { [OID.bc]: plainly(basicConstraints({ ca: true })) }),
    ),
  ]);
}

function pathLengths(): CaseRow[] {
  const limited = (pathLength: number) => ({
    changes: { [OID.bc]: basicConstraints({ ca: true, pathLength }) },
  });
  const below = (name: string, rootLength: number, count: number, selfIssued = false): CaseRow => {
    const root = authority('Root', undefined, limited(rootLength));
    const chain = [root];
    for (let i = 0; i < count; i++) {
      chain.unshift(authority(selfIssued ? 'Root' : `Intermediate ${i}`, chain[0]));
    }
    return {
      name,
      chain: [host(chain[0] as (typeof chain)[0]), ...chain.slice(0, -1)],
      anchors: [root],
    };
  };
  const [, , top] = threeParts();
  const middle = authority('Intermediate', top, limited(0));
  const lower = authority('Lower', middle);
  return [
    below('pathLen 0 of the root, no intermediate', 0, 0),
    below('pathLen 0 of the root, one intermediate', 0, 1),
    below('pathLen 1 of the root, one intermediate', 1, 1),
    below('pathLen 1 of the root, two intermediates', 1, 2),
    below('pathLen 0 of the root, a self-issued intermediate', 0, 1, true),
    usual('pathLen 0 of the intermediate', { intermediate: limited(0) }),
    {
      name: 'pathLen 0 of the intermediate, another one below',
      chain: [host(lower), lower, middle],
      anchors: [top],
    },
    usual('pathLen of 40 octets', {
      intermediate: {
        changes: {
          [OID.bc]: extension(
            OID.bc,
            true,
            sequence(boolean(true), integer(Uint8Array.of(1, ...new Uint8Array(39)))),
          ),
        },
      },
    }),
    usual('pathLen negative', {
      intermediate: {
        changes: {
          [OID.bc]: extension(OID.bc, true, sequence(boolean(true), integer(Uint8Array.of(0xff)))),
        },
      },
    }),
    usual(
      'basicConstraints malformed',
      change('intermediate', { [OID.bc]: extension(OID.bc, true, nul) }),
    ),
  ];
}

function versions(): CaseRow[] {
  const none: Changes = {
    [OID.bc]: undefined,
    [OID.ku]: undefined,
    [OID.ski]: undefined,
    [OID.aki]: undefined,
  };
  const bare = { [OID.san]: undefined, [OID.eku]: undefined, ...none };
  return [
    ...PLACES.map((place) =>
      usual(`version 1: ${place}`, { [place]: { version: 1, changes: bare } }),
    ),
    ...PLACES.map((place) =>
      usual(`version 1 with extensions: ${place}`, { [place]: { version: 1 } }),
    ),
    usual('version 3 without extensions: leaf', { leaf: { changes: bare } }),
    usual('version 2: leaf', { leaf: { version: 2 } }),
    usual('version 4: leaf', { leaf: { version: 4 } }),
  ];
}
