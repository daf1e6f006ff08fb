// Names: the host that is dialled, subjects, and the constraints of CAs on them.
import { rdn, utf8String } from '../der.js';
import { extension } from '../foreign-certificate.js';
import {
  type Changes,
  commonNames,
  criticalSan,
  directory,
  dnsName,
  emailInSubject,
  emailName,
  ipName,
  nameConstraints,
  OID,
  otherName,
  san,
  sequence,
  tlv,
  uriName,
} from '../path-builder.js';
import { type CaseRow, type Parts, usual } from './case.js';

const leafWith = (changes: Changes): Parts => ({ leaf: { changes } });

export function nameCases(): CaseRow[] {
  return [...hosts(), ...commonNameHosts(), ...subjects(), ...constraints(), ...alternatives()];
}

function hosts(): CaseRow[] {
  const rows: [string, string, Uint8Array[]][] = [
    ['the name itself', 'host.example', [dnsName('host.example')]],
    ['another name', 'other.example', [dnsName('host.example')]],
    ['the second name', 'b.example', [dnsName('a.example'), dnsName('b.example')]],
    ['upper case in the certificate', 'host.example', [dnsName('HOST.Example')]],
    ['a wildcard for one label', 'a.logs.example', [dnsName('*.logs.example')]],
    ['a wildcard for two labels', 'a.b.logs.example', [dnsName('*.logs.example')]],
    ['a wildcard for no label', 'logs.example', [dnsName('*.logs.example')]],
    ['a wildcard below the top', 'host.example', [dnsName('*.example')]],
    ['a wildcard alone', 'host', [dnsName('*')]],
    ['a wildcard alone for two labels', 'host.example', [dnsName('*')]],
    [
      'a hundred names',
      'host.example',
      Array.from({ length: 100 }, (_, i) => dnsName(`h${i}.example`)),
    ],
    ['a wildcard at the end of a label', 'host1.logs.example', [dnsName('host*.logs.example')]],
    ['a wildcard at the start of a label', 'ahost.logs.example', [dnsName('*host.logs.example')]],
    ['a wildcard inside a label', 'abc.logs.example', [dnsName('a*c.logs.example')]],
    ['a wildcard in the second label', 'a.b.logs.example', [dnsName('a.*.logs.example')]],
    ['two wildcards', 'a.b.example.com', [dnsName('*.*.example.com')]],
    ['a wildcard for an A-label', 'xn--bcher-kva.logs.example', [dnsName('*.logs.example')]],
    ['an A-label', 'xn--bcher-kva.example', [dnsName('xn--bcher-kva.example')]],
    ['an address', '10.1.2.3', [ipName(10, 1, 2, 3)]],
    ['another address', '10.1.2.4', [ipName(10, 1, 2, 3)]],
    ['an address as DNS name', '10.1.2.3', [dnsName('10.1.2.3')]],
    ['a wildcard for an address', '10.1.2.3', [dnsName('*.1.2.3')]],
    [
      'an address of IPv6',
      '2001:db8::1',
      [ipName(0x20, 1, 0xd, 0xb8, ...Array<number>(11).fill(0), 1)],
    ],
    ['an address of five octets', '10.1.2.3', [ipName(10, 1, 2, 3, 4)]],
    ['a name with a dot at its end', 'host.example', [dnsName('host.example.')]],
    ['a name with a dot at its start', 'a.host.example', [dnsName('.host.example')]],
    ['a name in a URI', 'host.example', [uriName('https://host.example/')]],
    ['a name in a mailbox', 'host.example', [emailName('a@host.example')]],
    ['no host name', 'host.example', [directory(commonNames('host.example'))]],
    ['a name with an underscore', 'my_host.example', [dnsName('my_host.example')]],
    ['one label', 'localhost', [dnsName('localhost')]],
    ['an empty name', 'host.example', [dnsName('')]],
    ['a name and an empty one', 'host.example', [dnsName('host.example'), dnsName('')]],
    ['a name with a blank', 'host.example', [dnsName('host.example ')]],
    ['a name with a NUL', 'host.example', [dnsName('host.example\0.evil.example')]],
    ['a mapped address', '10.1.2.3', [ipName(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 1, 2, 3)]],
    [
      'an otherName beside it',
      'host.example',
      [otherName('1.2.3.4', 'x'), dnsName('host.example')],
    ],
  ];
  return rows.map(([name, dialled, names]) =>
    usual(`host: ${name}`, leafWith({ [OID.san]: san(...names) }), dialled),
  );
}

function commonNameHosts(): CaseRow[] {
  const named = (subject: string, alternative: Uint8Array | undefined): Parts => ({
    leaf: { subject: commonNames(subject), changes: { [OID.san]: alternative } },
  });
  return [
    usual('host: common name alone', named('host.example', undefined), 'host.example'),
    usual('host: another common name alone', named('other.example', undefined), 'host.example'),
    usual(
      'host: wildcard as common name alone',
      named('*.logs.example', undefined),
      'a.logs.example',
    ),
    usual(
      'host: common name beside another DNS name',
      named('host.example', san(dnsName('b.example'))),
      'host.example',
    ),
    usual(
      'host: common name beside an address',
      named('host.example', san(ipName(10, 1, 2, 3))),
      'host.example',
    ),
    usual(
      'host: common name beside a mailbox',
      named('host.example', san(emailName('a@b.example'))),
      'host.example',
    ),
    usual('host: a wildcard alone as common name', named('*', undefined), 'localhost'),
    usual('host: address as common name alone', named('10.1.2.3', undefined), '10.1.2.3'),
    usual(
      'host: address as common name beside a DNS name',
      named('10.1.2.3', san(dnsName('b.example'))),
      '10.1.2.3',
    ),
    usual(
      'host: two common names',
      {
        leaf: {
          subject: commonNames('a.example', 'host.example'),
          changes: { [OID.san]: undefined },
        },
      },
      'host.example',
    ),
    usual(
      'host: two common names, the first',
      {
        leaf: {
          subject: commonNames('host.example', 'b.example'),
          changes: { [OID.san]: undefined },
        },
      },
      'host.example',
    ),
  ];
}

function subjects(): CaseRow[] {
  const empty = sequence();
  const names = [dnsName('host.example')];
  return [
    usual('empty subject, critical subjectAltName', {
      leaf: { subject: empty, changes: { [OID.san]: criticalSan(...names) } },
    }),
    usual('empty subject', { leaf: { subject: empty } }),
    usual('empty subject without subjectAltName', {
      leaf: { subject: empty, changes: { [OID.san]: undefined } },
    }),
    usual('empty subject of the root', { root: { subject: empty } }),
    usual('empty subject of the intermediate', { intermediate: { subject: empty } }),
    usual('critical subjectAltName', leafWith({ [OID.san]: criticalSan(...names) })),
    usual('unknown attribute in the subject', {
      leaf: { subject: sequence(rdn('1.2.3.4', utf8String('x'))) },
    }),
  ];
}

function constraints(): CaseRow[] {
  const under = (
    name: string,
    permitted: Uint8Array[],
    excluded: Uint8Array[],
    leaf: Parts['leaf'],
    place: 'root' | 'intermediate' = 'intermediate',
  ) =>
    usual(`constraints: ${name}`, {
      [place]: { changes: { [OID.nc]: nameConstraints({ permitted, excluded }) } },
      ...(leaf && { leaf }),
    });
  const names = (...all: Uint8Array[]) => ({ changes: { [OID.san]: san(...all) } });
  const dns = (name: string) => names(dnsName(name));
  const net = (...octets: number[]) => ipName(...octets);
  const inNet = net(10, 0, 0, 0, 255, 0, 0, 0);
  const dirName = (name: string) => directory(commonNames(name));
  return [
    under('permitted name', [dnsName('example')], [], dns('host.example')),
    under('permitted name itself', [dnsName('host.example')], [], dns('host.example')),
    under('not permitted', [dnsName('other.example')], [], dns('host.example')),
    under('not permitted by the root', [dnsName('other.example')], [], dns('host.example'), 'root'),
    under(
      'one of two not permitted',
      [dnsName('host.example')],
      [],
      names(dnsName('host.example'), dnsName('b.test')),
    ),
    under('excluded', [], [dnsName('host.example')], dns('host.example')),
    under('excluded domain', [], [dnsName('example')], dns('host.example')),
    under('another one excluded', [], [dnsName('bad.example')], dns('host.example')),
    under('similar end', [dnsName('ost.example')], [], dns('host.example')),
    under('upper case', [dnsName('EXAMPLE')], [], dns('host.example')),
    under('leading dot', [dnsName('.example')], [], dns('host.example')),
    under('leading dot, the name itself', [dnsName('.host.example')], [], dns('host.example')),
    under('wildcard permitted', [dnsName('logs.example')], [], dns('*.logs.example')),
    under(
      'wildcard above what is permitted',
      [dnsName('a.logs.example')],
      [],
      dns('*.logs.example'),
    ),
    under(
      'wildcard above what is excluded',
      [],
      [dnsName('a.logs.example')],
      dns('*.logs.example'),
    ),
    under('no name of the kind', [dnsName('other.example')], [], names(ipName(10, 1, 2, 3))),
    under('address permitted', [inNet], [], names(ipName(10, 1, 2, 3))),
    under('address not permitted', [inNet], [], names(ipName(11, 1, 2, 3))),
    under('address excluded', [], [inNet], names(ipName(10, 1, 2, 3))),
    under(
      'all addresses excluded',
      [dnsName('example')],
      [net(0, 0, 0, 0, 0, 0, 0, 0)],
      names(dnsName('host.example'), ipName(10, 1, 2, 3)),
    ),
    under('mailbox permitted', [emailName('example')], [], names(emailName('a@example'))),
    under('mailbox not permitted', [emailName('example')], [], names(emailName('a@b.test'))),
    under('mailbox in the subject', [emailName('example')], [], {
      subject: emailInSubject('host', 'a@b.test'),
    }),
    under('URI permitted', [uriName('host.example')], [], names(uriName('https://host.example/x'))),
    under(
      'URI not permitted',
      [uriName('host.example')],
      [],
      names(uriName('https://b.example/x')),
    ),
    under('directory name permitted', [dirName('host')], [], {}),
    under('directory name not permitted', [dirName('other')], [], {}),
    under('directory name excluded', [], [dirName('host')], {}),
    under('common name outside, no subjectAltName', [dnsName('other.example')], [], {
      subject: commonNames('host.example'),
      changes: { [OID.san]: undefined },
    }),
    under('common name outside, a name inside', [dnsName('other.example')], [], {
      subject: commonNames('host.example'),
      ...names(dnsName('a.other.example')),
    }),
    under('common name is no host', [dnsName('other.example')], [], {
      changes: { [OID.san]: undefined },
    }),
    under('otherName excluded', [], [otherName('1.2.3.4', 'x')], dns('host.example')),
    under(
      'otherName permitted, one in the certificate',
      [otherName('1.2.3.4', 'x')],
      [],
      names(otherName('1.2.3.4', 'x')),
    ),
    under('mailbox in the subject beside one inside', [emailName('example')], [], {
      subject: emailInSubject('host', 'a@b.test'),
      ...names(emailName('a@example')),
    }),
    under(
      'mailbox permitted by itself',
      [emailName('a@example')],
      [],
      names(emailName('a@example')),
    ),
    under(
      'mailbox of another local part',
      [emailName('a@example')],
      [],
      names(emailName('b@example')),
    ),
    under(
      'mailbox of a host below',
      [emailName('example')],
      [],
      names(emailName('a@host.example')),
    ),
    under(
      'mailbox below a leading dot',
      [emailName('.example')],
      [],
      names(emailName('a@host.example')),
    ),
    under(
      'mailbox of a host with a leading dot',
      [emailName('.example')],
      [],
      names(emailName('a@example')),
    ),
    under(
      'URI below a leading dot',
      [uriName('.example')],
      [],
      names(uriName('https://host.example/x')),
    ),
    under(
      'URI of a host below',
      [uriName('example')],
      [],
      names(uriName('https://host.example/x')),
    ),
    under('URI with an address', [uriName('example')], [], names(uriName('https://10.1.2.3/x'))),
    under('URI without a host', [uriName('example')], [], names(uriName('urn:a:b'))),
    under('URI excluded', [], [uriName('host.example')], names(uriName('https://host.example/x'))),
    under(
      'address of IPv6 below a network of IPv4',
      [inNet],
      [],
      names(ipName(0x20, 1, 0xd, 0xb8, ...Array<number>(11).fill(0), 1)),
    ),
    under(
      'network of IPv6',
      [
        ipName(
          0x20,
          1,
          0xd,
          0xb8,
          ...Array<number>(12).fill(0),
          255,
          255,
          255,
          255,
          ...Array<number>(12).fill(0),
        ),
      ],
      [],
      names(ipName(0x20, 1, 0xd, 0xb8, ...Array<number>(11).fill(0), 1)),
    ),
    under('wildcard of what is excluded', [], [dnsName('logs.example')], dns('*.logs.example')),
    under('leading dot excluded', [], [dnsName('.example')], dns('host.example')),
    under(
      'leading dot excluded, the name itself',
      [],
      [dnsName('.host.example')],
      dns('host.example'),
    ),
    under(
      'a URI without a host below a domain',
      [dnsName('example')],
      [],
      names(dnsName('host.example'), uriName('urn:a:b')),
    ),
    under(
      'a URI with an address below a domain',
      [dnsName('example')],
      [],
      names(dnsName('host.example'), uriName('https://10.1.2.3/')),
    ),
    under(
      'a mailbox that is none below a domain',
      [dnsName('example')],
      [],
      names(dnsName('host.example'), emailName('nobody')),
    ),
    under(
      'mailbox in upper case',
      [emailName('HOST.example')],
      [],
      names(emailName('a@host.EXAMPLE')),
    ),
    under('mailbox excluded', [], [emailName('host.example')], names(emailName('a@host.example'))),
    under(
      'mailbox of a host below what is excluded',
      [],
      [emailName('example')],
      names(emailName('a@host.example')),
    ),
    under(
      'mailbox excluded by itself',
      [],
      [emailName('a@host.example')],
      names(emailName('a@host.example')),
    ),
    under('a mask with a hole', [net(10, 0, 0, 0, 255, 0, 255, 0)], [], names(ipName(10, 1, 0, 3))),
    under('a domain with a dot at its end', [dnsName('example.')], [], dns('host.example')),
    under('a wildcard as constraint', [dnsName('*.example')], [], dns('host.example')),
    under('one label excluded, a wildcard elsewhere', [], [dnsName('test')], dns('*.logs.example')),
    under(
      'wildcard beside what is excluded with a leading dot',
      [],
      [dnsName('.logs.example')],
      dns('*.logs.example'),
    ),
    under(
      'URI of a host below what is excluded',
      [],
      [uriName('example')],
      names(uriName('https://host.example/')),
    ),
    under('every name permitted', [dnsName('')], [], dns('host.example')),
    under('every name excluded', [], [dnsName('')], dns('host.example')),
    under(
      'permitted and excluded below',
      [dnsName('example')],
      [dnsName('bad.example')],
      dns('x.bad.example'),
    ),
    under('a name that is none', [dnsName('example')], [], dns('a b.example')),
    under('a name with a dot at its end', [dnsName('example')], [], dns('host.example.')),
    under(
      'directory name and DNS name',
      [dirName('host'), dnsName('example')],
      [],
      dns('host.example'),
    ),
    usual('constraints: narrower below', {
      root: { changes: { [OID.nc]: nameConstraints({ permitted: [dnsName('example')] }) } },
      intermediate: {
        changes: { [OID.nc]: nameConstraints({ permitted: [dnsName('host.example')] }) },
      },
    }),
    usual('constraints: of two CAs without a common name', {
      root: { changes: { [OID.nc]: nameConstraints({ permitted: [dnsName('other.example')] }) } },
      intermediate: {
        changes: { [OID.nc]: nameConstraints({ permitted: [dnsName('host.example')] }) },
      },
    }),
    usual('constraints: not critical', {
      intermediate: {
        changes: { [OID.nc]: nameConstraints({ permitted: [dnsName('other.example')] }, false) },
      },
    }),
    usual('constraints: empty', { intermediate: { changes: { [OID.nc]: nameConstraints({}) } } }),
    usual(
      'constraints: in the end entity',
      leafWith({ [OID.nc]: nameConstraints({ permitted: [dnsName('example')] }) }),
    ),
    usual('constraints: a name of the intermediate outside', {
      root: { changes: { [OID.nc]: nameConstraints({ permitted: [dnsName('host.example')] }) } },
      intermediate: { changes: { [OID.san]: san(dnsName('ca.test')) } },
    }),
  ];
}

function alternatives(): CaseRow[] {
  const raw = (value: Uint8Array) => leafWith({ [OID.san]: extension(OID.san, false, value) });
  const beside = (value: Uint8Array): Parts => ({
    leaf: { ...raw(value).leaf, subject: commonNames('host.example') },
  });
  return [
    usual('subjectAltName none', leafWith({ [OID.san]: undefined })),
    usual('subjectAltName empty', raw(sequence())),
    usual('subjectAltName no sequence', raw(tlv(0x05))),
    usual('subjectAltName cut off', raw(Uint8Array.of(0x30, 0x10, 0x82, 0x03, 0x61))),
    usual('subjectAltName beyond ASCII', raw(sequence(dnsName('h\u00f6st.example')))),
    usual(
      'subjectAltName with octets behind',
      raw(Uint8Array.of(...sequence(dnsName('host.example')), 0, 0)),
    ),
    usual(
      'subjectAltName of an unknown kind',
      raw(sequence(tlv(0x8a, Uint8Array.of(1)), dnsName('host.example'))),
    ),
    usual(
      'subjectAltName a URI with an empty label',
      raw(sequence(dnsName('host.example'), uriName('https://a..b/'))),
    ),
    usual('subjectAltName a bad URI', raw(sequence(uriName('http://[::1')))),
    ...[
      ['empty', sequence()] as const,
      ['no sequence', tlv(0x05)] as const,
      ['cut off', Uint8Array.of(0x30, 0x10, 0x82, 0x03, 0x61)] as const,
      ['an address of three octets', sequence(ipName(1, 2, 3))] as const,
    ].map(([name, value]) =>
      usual(`host: common name beside subjectAltName ${name}`, beside(value), 'host.example'),
    ),
    usual('subjectAltName a bad mailbox', raw(sequence(emailName('nobody')))),
    usual('subjectAltName an address of three octets', raw(sequence(ipName(1, 2, 3)))),
  ];
}
