// The host that is dialled × how the certificate has it, each host with the spellings that may stand for it.
// Not asked: what is refused as a host before any runtime is judged (a zone, dots in an address of IPv6), and U-labels, which are A-labels before
// they are dialled.
import { commonNames, dnsName, ipName, OID, san } from '../../path-builder.js';
import { type CaseRow, usual } from '../case.js';

const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 1, 2, 3];
const LOOPBACK = [...Array<number>(15).fill(0), 1];

/** Dialled, and the names of the certificate; a text is a DNS name. */
const HOSTS: readonly (readonly [
  what: string,
  hosts: readonly string[],
  names: readonly (string | readonly number[])[],
])[] = [
  [
    'a dot at the end',
    ['host.example', 'host.example.'],
    ['host.example', 'host.example.', '*.logs.example'],
  ],
  [
    'a dot and a wildcard',
    ['a.logs.example', 'a.logs.example.'],
    ['*.logs.example', '*.logs.example.'],
  ],
  ['upper case', ['HOST.Example'], ['HOST.EXAMPLE', 'host.example']],
  ['upper case and a wildcard', ['A.LOGS.example'], ['*.logs.example', '*.LOGS.Example']],
  [
    'an A-label',
    ['xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'XN--BCHER-KVA.example', '*.example'],
  ],
  [
    'an A-label below a wildcard',
    ['a.xn--bcher-kva.example'],
    ['*.xn--bcher-kva.example', 'xn--*.example'],
  ],
  [
    'an underscore',
    ['a_b.logs.example'],
    ['a_b.logs.example', '*.logs.example', 'a-b.logs.example'],
  ],
  ['one label', ['localhost'], ['localhost', '*', 'localhost.']],
  ['an IPv4 address', ['10.1.2.3'], [[10, 1, 2, 3], MAPPED, '10.1.2.3']],
  [
    'an IPv4-mapped address',
    ['::ffff:a01:203'],
    [[10, 1, 2, 3], MAPPED, '::ffff:a01:203', '10.1.2.3'],
  ],
  ['an IPv6 address', ['::1', '0:0:0:0:0:0:0:1'], [LOOPBACK, '::1']],
];

export function hostGrid(): CaseRow[] {
  return HOSTS.flatMap(([what, hosts, names]) =>
    hosts.flatMap((host) =>
      names.map((name) => {
        const isText = typeof name === 'string';
        const shown = isText ? name : `${name.length} octets`;
        const general = isText ? dnsName(name) : ipName(...name);
        return usual(
          `names: ${what}, ${host} dialled, ${shown} certified`,
          { leaf: { subject: commonNames('end entity'), changes: { [OID.san]: san(general) } } },
          host,
        );
      }),
    ),
  );
}
