// Paths of random make-up: every extension that limits a path now and then, most of them fitting. For asking strangers about.
import type { Random } from '../../src/ports.js';
import { parseHost } from '../../src/pki/names/general-name.js';
import type { Asked } from '../checks/path-fault-rows.js';
import { daysFromNow } from './fixed-clock.js';
import { basicConstraints, extKeyUsage, keyUsage } from './foreign-certificate.js';
import {
  ca,
  commonNames,
  directory,
  dnsName,
  emailName,
  endEntity,
  inhibitAnyPolicy,
  ipName,
  type Made,
  type MadeOptions,
  nameConstraints,
  OID,
  policies,
  policyConstraints,
  policyMappings,
  san,
  USE,
} from './path-builder.js';

const P = ['1.2.3.1', '1.2.3.2', '2.5.29.32.0'] as const;

/** `made` says in words what is odd about it. */
export function randomPath(random: Random): Asked & { made: string } {
  const said: string[] = [];
  const below = (limit: number) => Buffer.from(random.bytes(4)).readUInt32BE() % limit;
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  /** Once in so many times. */
  const rarely = <T>(times: number, what: string, make: () => T): T[] => {
    if (below(times) > 0) return [];
    said.push(what);
    return [make()];
  };
  const dates = (who: string): Partial<MadeOptions> => ({
    ...rarely(25, `${who} expired`, () => ({ notAfter: daysFromNow(-1) }))[0],
    ...rarely(25, `${who} not yet valid`, () => ({ notBefore: daysFromNow(1) }))[0],
  });
  const subtrees = () => [
    pick([
      dnsName('example'),
      dnsName('a.example'),
      dnsName('other'),
      ipName(10, 0, 0, 0, 255, 0, 0, 0),
    ]),
    ...(below(2) === 0 ? [pick([emailName('mail.example'), directory(commonNames('host'))])] : []),
  ];
  const authority = (name: string, issuer?: Made): Made => {
    const pathLength = rarely(4, `${name} pathLen`, () => below(3))[0];
    const more = [
      ...rarely(3, `${name} policies`, () => policies(pick(P), pick(['1.2.3.3', '1.2.3.4']))),
      ...rarely(12, `${name} mapping`, () => policyMappings([P[0], P[1]])),
      ...rarely(8, `${name} explicit`, () => policyConstraints({ explicitPolicy: below(4) })),
      ...rarely(12, `${name} inhibit`, () => inhibitAnyPolicy(below(2))),
      ...rarely(4, `${name} eku`, () => extKeyUsage(pick([USE.server, USE.client, USE.email]))),
    ];
    const usage = rarely(25, `${name} cRLSign`, () => keyUsage(6))[0] ?? keyUsage(5, 6);
    return ca(rarely(10, `${name} self-issued`, () => 'Root')[0] ?? name, issuer, {
      changes: {
        [OID.bc]: basicConstraints({ ca: true, ...(pathLength !== undefined && { pathLength }) }),
        [OID.ku]: usage,
        [OID.nc]: rarely(4, `${name} nc`, () =>
          below(2) === 0
            ? nameConstraints({ permitted: subtrees() })
            : nameConstraints({ excluded: subtrees() }),
        )[0],
      },
      more,
      ...dates(name),
    });
  };
  const root = authority('Root');
  const between: Made[] = [];
  for (let count = below(4); count > 0; count--) {
    between.push(authority(`CA ${count}`, between.at(-1) ?? root));
  }
  const target = endEntity(between.at(-1) ?? root, {
    changes: {
      [OID.ku]: pick([keyUsage(0), keyUsage(0, 2), undefined]),
      [OID.eku]: pick([extKeyUsage(USE.server), extKeyUsage(USE.server, USE.client), undefined]),
      [OID.san]: san(
        dnsName(pick(['a.example', 'b.a.example', 'x.other'])),
        ...rarely(3, 'address', () => ipName(10, 0, 0, 1)),
        ...rarely(3, 'mailbox', () => emailName('x@mail.example')),
      ),
    },
    more: rarely(2, 'leaf policy', () => policies(pick(P))),
    ...dates('leaf'),
  });
  const purpose = pick(['server', 'client', 'any'] as const);
  const host = rarely(4, 'host', () => parseHost('a.example'))[0];
  const given = { anchors: [root], between, purpose, ...(host && { host }) };
  return { target, given, made: [purpose, ...said].join(', ') };
}
