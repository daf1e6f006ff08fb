// Chains with several faults at once, drawn by a seed: what is said depends on the order in which a runtime looks.
import type { Random } from '../../../src/ports.js';
import {
  basicConstraints,
  ecKey,
  extension,
  extKeyUsage,
  keyUsage,
} from '../foreign-certificate.js';
import {
  aki,
  type Changes,
  dnsName,
  ipName,
  type MadeOptions,
  nameConstraints,
  nul,
  OID,
  san,
  sequence,
  ski,
  USE,
} from '../path-builder.js';
import { authority, type CaseRow, EXPIRED, FUTURE, host, rsa } from './case.js';

const changed = (changes: Changes): MadeOptions => ({ changes });
const wrong = new Uint8Array(20).fill(7);

/** Of any certificate. */
const ANY: readonly MadeOptions[] = [
  EXPIRED,
  FUTURE,
  changed({ [OID.ski]: undefined }),
  changed({ [OID.aki]: undefined }),
  changed({ [OID.aki]: aki(wrong) }),
  changed({ [OID.ski]: ski(wrong) }),
  changed({ [OID.eku]: extKeyUsage(USE.client) }),
  changed({ [OID.eku]: extKeyUsage(USE.server) }),
  changed({ [OID.eku]: extKeyUsage(USE.any) }),
  changed({ [OID.eku]: extKeyUsage(USE.email) }),
  changed({ [OID.ku]: undefined }),
  { more: [extension('1.3.6.1.4.1.99999.7', true, nul)] },
  { more: [extension('1.3.6.1.4.1.99999.7', false, nul)] },
  { key: ecKey('P-384') },
  { key: rsa('rsa-2048') },
  { serialNumber: new Uint8Array(21).fill(0x41) },
  { subject: sequence() },
  { version: 1 },
  { signer: ecKey() },
];

const OF_CA: readonly MadeOptions[] = [
  ...ANY,
  changed({ [OID.ku]: keyUsage(0, 6) }),
  changed({ [OID.bc]: undefined }),
  changed({ [OID.bc]: undefined, [OID.ku]: undefined }),
  changed({ [OID.bc]: basicConstraints({ ca: false }) }),
  changed({ [OID.bc]: basicConstraints({ ca: true, pathLength: 0 }) }),
  changed({ [OID.nc]: nameConstraints({ permitted: [dnsName('example')] }) }),
  changed({ [OID.nc]: nameConstraints({ excluded: [dnsName('host.example')] }) }),
  changed({ [OID.nc]: nameConstraints({ permitted: [ipName(10, 0, 0, 0, 255, 0, 0, 0)] }) }),
];

const OF_LEAF: readonly MadeOptions[] = [
  ...ANY,
  changed({ [OID.ku]: keyUsage(2) }),
  changed({ [OID.ku]: keyUsage(1) }),
  changed({ [OID.bc]: basicConstraints({ ca: true }) }),
  changed({ [OID.bc]: basicConstraints({ ca: false }) }),
  changed({ [OID.san]: undefined }),
  changed({ [OID.san]: san(dnsName('*.sub.example')) }),
  changed({ [OID.san]: san(ipName(10, 1, 2, 3)) }),
  changed({ [OID.san]: san(dnsName('b.example'), dnsName('host.example')) }),
];

export function randomCases(count: number, random: Random): CaseRow[] {
  const below = (limit: number) => Buffer.from(random.bytes(4)).readUInt32BE() % limit;
  const pick = (options: readonly MadeOptions[]): MadeOptions => {
    const first = below(5) < 2 ? {} : (options[below(options.length)] as MadeOptions);
    const second = below(5) > 0 ? {} : (options[below(options.length)] as MadeOptions);
    const changes = { ...first.changes, ...second.changes };
    return { ...first, ...second, changes, more: [...(first.more ?? []), ...(second.more ?? [])] };
  };
  return Array.from({ length: count }, (_, i) => {
    const top = authority('Root', undefined, below(4) > 0 ? {} : pick(OF_CA));
    const upper = authority('Upper', top, below(4) > 0 ? {} : pick(OF_CA));
    const middle = authority('Intermediate', upper, pick(OF_CA));
    const leaf = host(middle, pick(OF_LEAF));
    const others = [
      [middle, upper],
      [middle, upper],
      [upper, middle],
      [middle, upper, top],
      [top, middle, upper],
      [middle],
    ][below(6)] as (typeof top)[];
    const anchors = [[top], [top], [top], [upper], [top, upper], [middle]][
      below(6)
    ] as (typeof top)[];
    const dialled = ['host.example', undefined, '10.1.2.3', 'b.example', 'a.sub.example'][below(5)];
    return {
      ...{ name: `random ${i}`, chain: [leaf, ...others], anchors },
      ...(dialled !== undefined && { host: dialled, roles: ['server'] as const }),
    };
  });
}
