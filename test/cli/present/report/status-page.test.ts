// The page of `status`: what it says, that it is well formed whatever the names are, and its bounds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOfStatus, presentStatusPage } from '../../../../src/cli/present/report/status-page.js';
import { hostileText, RAW } from '../../../support/hostile-text.js';
import {
  EMPTY,
  fingerprint,
  HOSTILE,
  KIT,
  manyHosts,
  SINGLE,
  statusItem,
  statusReport,
} from '../../../support/status-reports.js';
import { faultOf, textOf } from '../../../support/well-formed.js';

const ending = (...days: (number | null)[]) =>
  statusReport(days.map((end, number) => statusItem({ number, valid: [-50, end] })));

describe('the verdict', () => {
  it.each([
    ['nothing', EMPTY, 'plain', 'No certificate and no CRL in 0 files'],
    ['one that is right', ending(40), 'good', 'The only certificate does not end within 30 days'],
    ['one that ends', ending(4), 'warning', 'The only certificate ends within 30 days'],
    [
      'three that are right',
      ending(40, 50, 60),
      'good',
      'None of 3 certificates ends within 30 days',
    ],
    ['two that end', ending(4, 5, 400), 'warning', '2 of 3 certificates end within 30 days'],
    ['one that expired', ending(-1, 99), 'bad', '1 of 2 certificates has expired'],
    ['both', KIT, 'bad', '1 of 7 certificates and CRLs has expired, 2 more end within 30 days'],
  ])('of %s is a sentence', (_, report, tone, sentence) => {
    expect(pageOfStatus(report).verdict).toMatchObject({ tone, sentence });
  });

  it('names the last that expired and the next to end, with dates', () => {
    expect(pageOfStatus(KIT).verdict.more).toEqual([
      'The last that expired is filebeat, on 2026-11-25, 5 days ago.',
      'The next to end is logstash, on 2026-12-12, in 11 days.',
    ]);
    expect(pageOfStatus(SINGLE).verdict.more).toEqual([
      'The first to end is host-1.lan, on 2027-08-23, in 265 days.',
    ]);
  });
});

describe('the page', () => {
  it('folds copies of one certificate into one entry that lists its files', () => {
    const { entries } = pageOfStatus(KIT);
    const authority = entries.find(({ sha256Fingerprint }) => sha256Fingerprint === fingerprint(0));
    expect(authority?.files.map(({ path }) => path)).toEqual([
      'ca/ca.crt',
      'logstash/ca.crt',
      'heartbeat/ca.crt',
      'filebeat/ca.crt',
    ]);
    expect(entries.filter(({ name }) => name === 'tlsmith CA 2026-12-01 5f0c2a')).toHaveLength(2);
  });

  it('says every fact of every item', () => {
    const text = textOf(presentStatusPage(KIT));
    for (const { path, subject, serialNumber = '', sha256Fingerprint, notAfter } of KIT.items) {
      for (const fact of [path, subject, serialNumber, sha256Fingerprint]) {
        expect(text).toContain(fact);
      }
      expect(text).toContain(notAfter?.slice(0, 10));
    }
    expect(text).toContain('/etc/nginx/tls/proxy.p12 as proxy');
    expect(text).toContain('named by logstash/logstash.conf:7 (ssl_certificate)');
    expect(text).toContain(
      'Example Enterprise Issuing CA 7,O=Example Holding GmbH,C=DE this issuer was not found',
    );
    expect(text).toContain('old/keystore.jks no password opens "old/keystore.jks"');
  });

  it('says a command once, quoted for a shell, and none that could not be copied', () => {
    const next = ['tlsmith', 'cert', 'renew', "it's here", '--ca', 'ca'];
    const items = [1, 2].map((number) => statusItem({ number, valid: [-9, 3], next }));
    const hidden = statusItem({ number: 3, valid: [-9, 3], next: ['tlsmith', 'a\u202eb'] });
    const { steps } = pageOfStatus(statusReport([...items, hidden]));
    expect(steps.map(({ command }) => command.join(' '))).toEqual([
      `tlsmith cert renew 'it'\\''s here' --ca ca`,
    ]);
    expect(steps[0]?.about.map(({ name }) => name)).toEqual(['host-1.lan', 'host-2.lan']);
  });

  it.each([
    ['nothing', EMPTY],
    ['one', SINGLE],
    ['a kit', KIT],
    ['many', manyHosts(300)],
    ['hostile names', HOSTILE],
  ])('of %s is well formed and needs nothing else', (_, report) => {
    const html = presentStatusPage(report);
    expect(faultOf(html)).toBeUndefined();
    expect(html).not.toMatch(
      /<(script|link|img|iframe|object)|<[^<>]* (src|on[a-z]+)=|url\(|@import/i,
    );
    expect(html).not.toMatch(RAW);
  });

  it('stays well formed whatever any text of a report is', () => {
    const field = fc.oneof(hostileText, fc.constantFrom('"><b>', "' x='", '</style>', '', '-->'));
    fc.assert(
      fc.property(fc.array(field, { minLength: 9, maxLength: 9 }), (texts) => {
        const [path, alias, subject, issuer, name, file, setting, word, message] = texts as Texts;
        const item = statusItem({
          ...{ number: 1, valid: [-9, 3], path, alias, subject, issuer, subjectAltNames: [name] },
          ...{ configs: [{ file, line: 1, setting }], next: ['tlsmith', word] },
        });
        const html = presentStatusPage(statusReport([item], [{ path, message }]));
        expect(faultOf(html)).toBeUndefined();
        expect(html).not.toMatch(RAW);
      }),
      { numRuns: 60 },
    );
  });
});

type Texts = [string, string, string, string, string, string, string, string, string];
