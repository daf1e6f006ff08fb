// Answers of `status` by hand, for the tests of its page: a kit, many hosts, and hostile names.
import { createHash } from 'node:crypto';
import type { StatusItem, StatusReport } from '../../src/app/status/report.js';

const DAY = 86_400_000;
export const AT = '2026-12-01T04:35:00Z';
const WITHIN = 30;

/** `2027-02-17T10:00:00Z`, so many days from the time of the answer. */
export function daysFromNow(days: number): string {
  return new Date(Date.parse(AT) + days * DAY).toISOString().replace('.000', '');
}

/** Sixty-four digits, other ones for each number. */
export function fingerprint(number: number): string {
  return createHash('sha256').update(String(number)).digest('hex');
}

export type ItemFields = Partial<Omit<StatusItem, 'daysLeft' | 'state'>> & {
  /** Fingerprints of it and of its issuer, by number. */
  number: number;
  signer?: number | null;
  /** Days from now, for notBefore and notAfter. */
  valid: readonly [number, number | null];
};

export function statusItem({ number, signer = null, valid, ...fields }: ItemFields): StatusItem {
  const [from, to] = valid;
  return {
    path: `host-${number}/host-${number}.crt`,
    type: 'certificate',
    ca: false,
    subject: `CN=host-${number}.lan`,
    issuer: 'CN=tlsmith CA 2026-12-01 5f0c2a',
    subjectAltNames: [`dns:host-${number}.lan`],
    serialNumber: fingerprint(number).slice(0, 32),
    sha256Fingerprint: fingerprint(number),
    notBefore: daysFromNow(from),
    notAfter: to === null ? null : daysFromNow(to),
    daysLeft: to === null ? null : Math.floor(to),
    state: to === null ? 'ok' : to < 0 ? 'expired' : to < WITHIN ? 'expiring' : 'ok',
    issuedBy: signer === null ? null : fingerprint(signer),
    configs: [],
    ...fields,
  };
}

/** Sorted as `status` sorts. */
export function statusReport(
  items: readonly StatusItem[],
  unread: StatusReport['unread'] = [],
): StatusReport {
  const endOf = ({ daysLeft }: StatusItem) => daysLeft ?? Infinity;
  return {
    ok: items.every(({ state }) => state === 'ok'),
    at: AT,
    until: daysFromNow(WITHIN),
    files: items.length + unread.length,
    items: [...items].sort((one, other) => Math.sign(endOf(one) - endOf(other)) || 0),
    unread,
  };
}

const CA = 'CN=tlsmith CA 2026-12-01 5f0c2a';
const authority = (path: string) =>
  statusItem({
    number: 0,
    signer: 0,
    valid: [-400, 3250],
    path,
    ca: true,
    subject: CA,
    subjectAltNames: [],
  });

export const EMPTY = statusReport([]);
export const SINGLE = statusReport([
  statusItem({ number: 1, valid: [-100, 265], issuer: 'CN=Internal Issuing CA,O=Example GmbH' }),
]);

/** The CA in each host's folder, an intermediate, a CRL, a certificate of another CA, an old one. */
export const KIT = statusReport(
  [
    ...['ca/ca.crt', 'logstash/ca.crt', 'heartbeat/ca.crt', 'filebeat/ca.crt'].map(authority),
    statusItem({
      number: 1,
      signer: 0,
      valid: [-400, 1425],
      ca: true,
      path: 'issuing/ca.crt',
      subject: 'CN=Beats Issuing CA',
      subjectAltNames: [],
    }),
    statusItem({
      ...{ number: 2, signer: 0, valid: [-814, 11.4], path: 'logstash/logstash.crt' },
      ...{ subject: 'CN=logstash', subjectAltNames: ['dns:logs.mycompany.com', 'ip:10.0.0.5'] },
      configs: [{ file: 'logstash/logstash.conf', line: 7, setting: 'ssl_certificate' }],
      next: ['tlsmith', 'cert', 'renew', 'logstash', '--ca', 'ca'],
    }),
    statusItem({
      ...{ number: 3, signer: 1, valid: [-100, 725], path: 'heartbeat/heartbeat.crt' },
      ...{ subject: 'CN=heartbeat', subjectAltNames: ['dns:heartbeat'] },
      configs: [{ file: 'heartbeat/heartbeat.yml', line: 12, setting: 'ssl.certificate' }],
    }),
    statusItem({
      ...{ number: 4, signer: 1, valid: [-830, -5.2], path: 'filebeat/filebeat.crt' },
      ...{ subject: 'CN=filebeat', subjectAltNames: ['dns:filebeat'] },
      next: ['tlsmith', 'cert', 'renew', 'filebeat', '--ca', 'issuing'],
    }),
    statusItem({
      ...{ number: 5, signer: 0, valid: [-8, 22.1], path: 'ca/ca.crl', type: 'crl' },
      ...{ subject: CA, subjectAltNames: [], serialNumber: undefined },
      next: ['tlsmith', 'crl', 'issue', '--ca', 'ca', '--out', 'ca/ca.crl', '--force'],
    }),
    statusItem({
      ...{ number: 6, valid: [-200, 165], path: '/etc/nginx/tls/proxy.p12', alias: 'proxy' },
      ...{ subject: 'CN=proxy.example.net,OU=Platform,O=Example Holding GmbH,L=Hamburg,C=DE' },
      ...{ issuer: 'CN=Example Enterprise Issuing CA 7,O=Example Holding GmbH,C=DE' },
      subjectAltNames: [
        'dns:proxy.example.net',
        'dns:*.apps.example.net',
        'uri:spiffe://example.net/ns/edge/sa/proxy',
      ],
    }),
  ],
  [{ path: 'old/keystore.jks', message: 'no password opens "old/keystore.jks"' }],
);

/** Hosts of two intermediates, that end over three years; some over, some soon. */
export function manyHosts(count: number): StatusReport {
  const name = (at: number) => ['web', 'es', 'kafka', 'beat', 'redis'][at % 5];
  return statusReport([
    authority('ca/ca.crt'),
    ...[1, 2].map((number) =>
      statusItem({
        number,
        signer: 0,
        valid: [-300, 1500],
        ca: true,
        path: `issuing-${number}/ca.crt`,
        subject: `CN=Issuing CA ${number},O=Example`,
        subjectAltNames: [],
      }),
    ),
    ...Array.from({ length: count - 3 }, (_, at) => {
      const end = ((at * 7919) % 1000) - 20 + 0.3;
      const host = `${name(at)}-${at}.dc${at % 3}.example.net`;
      return statusItem({
        ...{ number: at + 3, signer: (at % 2) + 1, valid: [end - 825, end] },
        ...{ path: `/srv/hosts/${host}/${host}.crt`, subject: `CN=${host},O=Example` },
        ...{ issuer: `CN=Issuing CA ${(at % 2) + 1},O=Example`, subjectAltNames: [`dns:${host}`] },
        next:
          end < WITHIN
            ? ['tlsmith', 'cert', 'renew', `/srv/hosts/${host}`, '--ca', 'ca']
            : undefined,
      });
    }),
  ]);
}

const BREAKING = `"><script>alert(1)</script><img src=x onerror=alert(1)>' onmouseover='x`;
export const HOSTILE = statusReport(
  [
    statusItem({
      number: 1,
      valid: [-10, 5],
      subject: `CN=${BREAKING}`,
      path: `a ${BREAKING}/b.crt`,
      alias: BREAKING,
      next: ['tlsmith', 'cert', 'renew', BREAKING],
    }),
    statusItem({
      number: 2,
      valid: [-10, 50],
      subject: `CN=${'x'.repeat(500)}`,
      path: `/${'very-long-folder'.repeat(30)}/c.crt`,
    }),
    statusItem({
      number: 3,
      valid: [-10, 90],
      subject: 'CN=a\u202egnp.exe\u200b',
      subjectAltNames: Array.from({ length: 200 }, (_, at) => `dns:name-${at}.example.net`),
    }),
    statusItem({ number: 4, signer: 5, valid: [-10, 90], subject: 'CN=מבחן.example', ca: true }),
    statusItem({
      number: 5,
      signer: 4,
      valid: [-700_000, 2_900_000],
      subject: '',
      issuer: '',
      ca: true,
    }),
    statusItem({
      number: 6,
      valid: [10, 20],
      subject: 'CN=\u0000\u001b[31mred\n',
      next: ['tlsmith', 'cert', 'renew', 'a\u202eb'],
    }),
    statusItem({ number: 7, valid: [-10, null], type: 'crl', issuer: '&lt;b&gt; & <b>' }),
    ...Array.from({ length: 12 }, (_, at) =>
      statusItem({
        number: 20 + at,
        signer: at === 0 ? 20 : 19 + at,
        valid: [-20, 400 + at],
        ca: true,
        subject: `CN=Level ${at} of a chain that goes on`,
      }),
    ),
  ],
  [{ path: `${BREAKING}\u202e`, message: BREAKING }],
);
