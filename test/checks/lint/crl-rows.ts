// Faults of CRLs, each with a twin that is right: what only the linter finds.
import { sign } from 'node:crypto';
import { ia5String, printableString, rdn, time } from '../../support/der.js';
import { daysFromNow } from '../../support/fixed-clock.js';
import { extension } from '../../support/foreign-certificate.js';
import {
  bitString,
  commonNames,
  directory,
  dnsName,
  explicit,
  identifierOf,
  integer,
  nul,
  oid,
  sequence,
  tlv,
} from '../../support/path-builder.js';
import { type LintRow, point, root, rowsOf, uri } from './row.js';

interface Content {
  version?: Uint8Array | undefined;
  /** Beside the signature, in place of the one that is inside. */
  outer?: Uint8Array;
  issuer?: Uint8Array;
  thisUpdate?: Uint8Array;
  nextUpdate?: Uint8Array;
  /** Undefined leaves the list out. */
  revoked?: readonly Uint8Array[];
  /** By identifier, in place of what is usual; undefined leaves one out. */
  changes?: Readonly<Record<string, Uint8Array | undefined>>;
  /** In place of all extensions. */
  extensions?: readonly Uint8Array[] | undefined;
  behind?: readonly Uint8Array[];
}

const AKI = '2.5.29.35';
const NUMBER = '2.5.29.20';
const DELTA = '2.5.29.27';
const SCOPE = '2.5.29.28';
const FRESHEST = '2.5.29.46';
const AIA = '1.3.6.1.5.5.7.1.1';
const REASON = '2.5.29.21';
const SINCE = '2.5.29.24';
const OWNER = '2.5.29.29';
const ALGORITHM = sequence(oid('1.2.840.10045.4.3.2'));
const goodCrl = uri('http://crl.example/a.crl');

const ext = (id: string, value: Uint8Array, critical = false) => extension(id, critical, value);
const plus = (id: string, value: Uint8Array, critical = false) => ({
  changes: { [id]: ext(id, value, critical) },
});

const list =
  (content: Content = {}) =>
  () => {
    const usual = {
      [AKI]: ext(AKI, sequence(tlv(0x80, identifierOf(root.key)))),
      [NUMBER]: ext(NUMBER, integer(7)),
      ...content.changes,
    };
    const extensions =
      'extensions' in content
        ? content.extensions
        : Object.values(usual).filter((one) => one !== undefined);
    const version = 'version' in content ? content.version : integer(1);
    const tbs = sequence(
      ...(version ? [version] : []),
      ALGORITHM,
      content.issuer ?? root.name,
      content.thisUpdate ?? time(daysFromNow(-1)),
      content.nextUpdate ?? time(daysFromNow(7)),
      ...(content.revoked ? [sequence(...content.revoked)] : []),
      ...(extensions ? [explicit(0, sequence(...extensions))] : []),
    );
    const signature = bitString(sign('sha256', tbs, root.key.privateKey));
    return sequence(tbs, content.outer ?? ALGORITHM, signature, ...(content.behind ?? []));
  };

/** An entry with these extensions; none leaves the list out. */
const entry = (...extensions: readonly Uint8Array[]) =>
  sequence(
    integer(5),
    time(daysFromNow(-2)),
    ...(extensions.length > 0 ? [sequence(...extensions)] : []),
  );
const reason = (code: number, critical = false) =>
  entry(ext(REASON, tlv(0x0a, Uint8Array.of(code)), critical));
const since = (value: Uint8Array, critical = false) => entry(ext(SINCE, value, critical));
const general = (text: string) => tlv(0x18, Buffer.from(text));
const indirect = { [SCOPE]: ext(SCOPE, sequence(tlv(0x84, Uint8Array.of(0xff))), true) };
const owner = (critical = true, name = directory(commonNames('Other'))) =>
  entry(ext(OWNER, sequence(name), critical));
const scope = (...members: readonly Uint8Array[]) => plus(SCOPE, sequence(...members), true);
const flag = (tag: number) => tlv(tag, Uint8Array.of(0xff));
const access = (method: number, location: Uint8Array) =>
  sequence(sequence(oid(`1.3.6.1.5.5.7.48.${method}`), location));

export const CRL_ROWS: readonly LintRow[] = [
  ...rowsOf('crl', ['crl-form', 'RFC 5280, 5.1'], {
    what: 'a fourth member',
    severity: 'error',
    faulty: list({ behind: [nul] }),
    clean: list(),
  }),
  ...rowsOf('crl', ['crl-form', 'X.690, 10'], {
    what: 'a padded number',
    severity: 'error',
    faulty: list(plus(NUMBER, tlv(0x02, Uint8Array.of(0, 7)))),
    clean: list(),
  }),
  ...rowsOf('crl', ['crl-form', 'RFC 5280, 5.1.2.1'], {
    what: 'extensions in version 1',
    severity: 'error',
    faulty: list({ version: undefined }),
    clean: list(),
  }),
  ...rowsOf('crl', ['crl-form', 'RFC 5280, 5.1.2.3'], {
    what: 'no issuer',
    faulty: list({ issuer: sequence() }),
    clean: list(),
  }),
  ...rowsOf('crl', ['issuer-attributes', 'RFC 5280, 4.1.2.4'], {
    what: 'an issuer of a country of three letters',
    faulty: list({ issuer: sequence(rdn('2.5.4.6', printableString('USA'))) }),
    clean: list({ issuer: sequence(rdn('2.5.4.6', printableString('US'))) }),
  }),
  ...rowsOf('crl', ['crl-form', 'RFC 5280, 5.1.1.2'], {
    what: 'two algorithms',
    faulty: list({ outer: sequence(oid('1.2.840.10045.4.3.3')) }),
    clean: list(),
  }),
  ...rowsOf('crl', ['crl-form', 'RFC 5280, 5.1.2.6'], {
    what: 'no entry in a list of them',
    faulty: list({ revoked: [] }),
    clean: list(),
  }),
  ...rowsOf('crl', ['crl-form', 'RFC 5280, 5.1.2.7'], {
    what: 'no extension in a list of them',
    faulty: list({ extensions: [] }),
    clean: list({ extensions: undefined }),
    besides: ['crl-extension'],
  }),
  ...rowsOf('crl', ['crl-form', 'RFC 5280, 5.3'], {
    what: 'no extension in a list of an entry',
    faulty: list({ revoked: [sequence(integer(5), time(daysFromNow(-2)), sequence())] }),
    clean: list({ revoked: [entry()] }),
  }),
  ...rowsOf('crl', ['canonical-form', 'X.690, 11.5'], {
    what: 'a flag of its scope as FALSE',
    faulty: list(scope(flag(0x81), tlv(0x84, Uint8Array.of(0)))),
    clean: list(scope(flag(0x81))),
  }),
  ...rowsOf('crl', ['crl-time', 'RFC 5280, 5.1.2.4'], {
    what: 'a thisUpdate of today as GeneralizedTime',
    faulty: list({ thisUpdate: general('20260101000000Z') }),
    clean: list(),
  }),
  ...rowsOf('crl', ['crl-time', 'RFC 5280, 5.1.2.5'], {
    what: 'a nextUpdate of 2049 as GeneralizedTime',
    faulty: list({ nextUpdate: general('20491231235959Z') }),
    clean: list({ nextUpdate: general('20500101000000Z') }),
  }),
  ...rowsOf('crl', ['crl-time', 'RFC 5280, 5.1.2.6'], {
    what: 'a revocationDate as GeneralizedTime',
    faulty: list({ revoked: [sequence(integer(5), general('20260101000000Z'))] }),
    clean: list({ revoked: [entry()] }),
  }),
  ...rowsOf('crl', ['crl-time', 'RFC 5280, 6.3.3'], {
    what: 'an end before its start',
    severity: 'error',
    faulty: list({ nextUpdate: time(daysFromNow(-3)) }),
    clean: list(),
  }),
  ...rowsOf('crl', ['crl-time', 'RFC 5280, 5.3'], {
    what: 'a revocation of tomorrow',
    faulty: list({ revoked: [sequence(integer(5), time(daysFromNow(1)))] }),
    clean: list({ revoked: [entry()] }),
  }),
  ...rowsOf(
    'crl',
    ['crl-extension', 'RFC 5280, 5.2.1'],
    {
      what: 'no authorityKeyIdentifier',
      faulty: list({ changes: { [AKI]: undefined } }),
      clean: list(),
    },
    {
      what: 'a critical authorityKeyIdentifier',
      faulty: list(plus(AKI, sequence(tlv(0x80, identifierOf(root.key))), true)),
      clean: list(),
    },
  ),
  ...rowsOf('crl', ['authority-key', 'RFC 5280, A.2'], {
    what: 'an issuer without a serial number',
    faulty: list(
      plus(AKI, sequence(tlv(0x80, identifierOf(root.key)), tlv(0xa1, directory(root.name)))),
    ),
    clean: list(),
  }),
  ...rowsOf('crl', ['crl-extension', 'RFC 5280, 5.2.2'], {
    what: 'critical names of the issuer',
    faulty: list(plus('2.5.29.18', sequence(dnsName('ca.example')), true)),
    clean: list(plus('2.5.29.18', sequence(dnsName('ca.example')))),
  }),
  ...rowsOf('crl', ['alternative-names', 'RFC 5280, 4.2.1.7'], {
    what: 'an empty name of the issuer',
    severity: 'error',
    faulty: list(plus('2.5.29.18', sequence(dnsName('')))),
    clean: list(plus('2.5.29.18', sequence(dnsName('ca.example')))),
  }),
  ...rowsOf(
    'crl',
    ['crl-extension', 'RFC 5280, 5.2.3'],
    {
      what: 'no cRLNumber',
      faulty: list({ changes: { [NUMBER]: undefined } }),
      clean: list(),
    },
    {
      what: 'a negative cRLNumber',
      faulty: list(plus(NUMBER, tlv(0x02, Uint8Array.of(0x80)))),
      clean: list(),
    },
    {
      what: 'a cRLNumber of 21 octets',
      faulty: list(plus(NUMBER, tlv(0x02, new Uint8Array(21).fill(1)))),
      clean: list(plus(NUMBER, tlv(0x02, new Uint8Array(20).fill(1)))),
    },
    {
      what: 'a critical cRLNumber',
      faulty: list(plus(NUMBER, integer(7), true)),
      clean: list(),
    },
  ),
  ...rowsOf(
    'crl',
    ['crl-scope', 'RFC 5280, 5.2.4'],
    {
      what: 'a deltaCRLIndicator that is not critical',
      faulty: list(plus(DELTA, integer(3))),
      clean: list(plus(DELTA, integer(3), true)),
    },
    {
      what: 'a delta that adds to a later list',
      faulty: list(plus(DELTA, integer(9), true)),
      clean: list(plus(DELTA, integer(3), true)),
    },
  ),
  ...rowsOf(
    'crl',
    ['crl-scope', 'RFC 5280, 5.2.5'],
    {
      what: 'a scope that is not critical',
      faulty: list(plus(SCOPE, sequence(flag(0x81)))),
      clean: list(scope(flag(0x81))),
    },
    { what: 'a scope that says nothing', faulty: list(scope()), clean: list(scope(flag(0x84))) },
    {
      what: 'a scope of two kinds',
      faulty: list(scope(flag(0x81), flag(0x82))),
      clean: list(scope(flag(0x82))),
    },
    {
      what: 'a scope of attribute certificates',
      faulty: list(scope(flag(0x85))),
      clean: list(scope(flag(0x82))),
    },
  ),
  ...rowsOf(
    'crl',
    ['crl-extension', 'RFC 5280, 5.2.6'],
    {
      what: 'a delta that names fresher ones',
      faulty: list({
        changes: {
          [DELTA]: ext(DELTA, integer(3), true),
          [FRESHEST]: ext(FRESHEST, sequence(point({ names: [goodCrl] }))),
        },
      }),
      clean: list(plus(DELTA, integer(3), true)),
    },
    {
      what: 'a critical freshestCRL',
      faulty: list(plus(FRESHEST, sequence(point({ names: [goodCrl] })), true)),
      clean: list(plus(FRESHEST, sequence(point({ names: [goodCrl] })))),
    },
  ),
  ...rowsOf('crl', ['distribution-point', 'RFC 5280, 4.2.1.15'], {
    what: 'a freshestCRL of reasons alone',
    faulty: list(plus(FRESHEST, sequence(point({ reasons: Uint8Array.of(6, 0x40) })))),
    clean: list(plus(FRESHEST, sequence(point({ names: [goodCrl] })))),
  }),
  ...rowsOf(
    'crl',
    ['crl-extension', 'RFC 5280, 5.2.7'],
    {
      what: 'access to a responder alone',
      faulty: list(plus(AIA, access(1, uri('http://ocsp.example')))),
      clean: list(plus(AIA, access(2, uri('http://ca.example/ca.cer')))),
    },
    {
      what: 'a critical authorityInfoAccess',
      faulty: list(plus(AIA, access(2, uri('http://ca.example/ca.cer')), true)),
      clean: list(plus(AIA, access(2, uri('http://ca.example/ca.cer')))),
    },
  ),
  ...rowsOf('crl', ['crl-extension', 'RFC 5280, 5.2'], {
    what: 'an unknown extension, critical',
    faulty: list(plus('1.2.3.4', nul, true)),
    clean: list(plus('1.2.3.4', nul)),
  }),
  ...rowsOf(
    'crl',
    ['crl-entry', 'RFC 5280, 5.3.1'],
    {
      what: 'the reason unspecified',
      faulty: list({ revoked: [reason(0)] }),
      clean: list({ revoked: [reason(1)] }),
    },
    {
      what: 'the reason 7',
      faulty: list({ revoked: [reason(7)] }),
      clean: list({ revoked: [reason(9)] }),
    },
    {
      what: 'removeFromCRL in a whole list',
      faulty: list({ revoked: [reason(8)] }),
      clean: list({ revoked: [reason(8)], ...plus(DELTA, integer(3), true) }),
    },
    {
      what: 'a critical reason',
      faulty: list({ revoked: [reason(1, true)] }),
      clean: list({ revoked: [reason(1)] }),
    },
  ),
  ...rowsOf(
    'crl',
    ['crl-entry', 'RFC 5280, 5.3.2'],
    {
      what: 'an invalidityDate that is a UTCTime',
      faulty: list({ revoked: [since(time(daysFromNow(-9)))] }),
      clean: list({ revoked: [since(general('20260101000000Z'))] }),
    },
    {
      what: 'a critical invalidityDate',
      faulty: list({ revoked: [since(general('20260101000000Z'), true)] }),
      clean: list({ revoked: [since(general('20260101000000Z'))] }),
    },
  ),
  ...rowsOf(
    'crl',
    ['crl-entry', 'RFC 5280, 5.3.3'],
    {
      what: 'another issuer, not critical',
      faulty: list({ revoked: [owner(false)], changes: indirect }),
      clean: list({ revoked: [owner()], changes: indirect }),
    },
    {
      what: 'another issuer in a list that is not indirect',
      faulty: list({ revoked: [owner()] }),
      clean: list({ revoked: [owner()], changes: indirect }),
    },
    {
      what: 'another issuer without a distinguished name',
      faulty: list({ revoked: [owner(true, dnsName('ca.example'))], changes: indirect }),
      clean: list({ revoked: [owner()], changes: indirect }),
    },
  ),
  ...rowsOf(
    'crl',
    ['crl-entry', 'RFC 5280, 5.3'],
    {
      what: 'an unknown extension of an entry, critical',
      faulty: list({ revoked: [entry(ext('1.2.3.4', nul, true))] }),
      clean: list({ revoked: [entry(ext('1.2.3.4', nul))] }),
    },
    {
      what: 'a reason twice',
      faulty: list({
        revoked: [
          entry(ext(REASON, tlv(0x0a, Uint8Array.of(1))), ext(REASON, tlv(0x0a, Uint8Array.of(4)))),
        ],
      }),
      clean: list({ revoked: [reason(1)] }),
    },
    {
      what: 'a reason that is text',
      faulty: list({ revoked: [entry(ext(REASON, ia5String('stolen')))] }),
      clean: list({ revoked: [reason(1)] }),
    },
  ),
  ...rowsOf('crl', ['crl-entry', 'RFC 5280, 5.1.2.6'], {
    what: 'a serial number of 21 octets',
    faulty: list({
      revoked: [sequence(tlv(0x02, new Uint8Array(21).fill(1)), time(daysFromNow(-2)))],
    }),
    clean: list({
      revoked: [sequence(tlv(0x02, new Uint8Array(20).fill(1)), time(daysFromNow(-2)))],
    }),
  }),
];
