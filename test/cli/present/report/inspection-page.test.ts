// The page of `inspect`: every fact and finding that the terminal shows, and who issued whom.
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../../../src/app/inspect/files.js';
import type { Inspection } from '../../../../src/app/inspect/items.js';
import { blockOf } from '../../../../src/cli/present/inspection/blocks.js';
import {
  type InspectionDocument,
  inspectionDocument,
} from '../../../../src/cli/present/inspection/inspection.js';
import {
  pageOfInspection,
  presentInspectionPage,
} from '../../../../src/cli/present/report/inspection-page.js';
import { HOSTILE_NAME, RAW } from '../../../support/hostile-text.js';
import { FIXTURE_PASSWORD } from '../../../support/fixture-keys.js';
import { inspectFixture } from '../../../support/inspect-fixture.js';
import { testPorts } from '../../../support/test-ports.js';
import { faultOf, textOf } from '../../../support/well-formed.js';

async function look(names: string[], consumers: string[] = []): Promise<InspectionDocument> {
  const files = names.map((name) =>
    ['absent', 'gone'].includes(name) ? name : inspectFixture(name),
  );
  const request = { files, consumers, password: { text: FIXTURE_PASSWORD } };
  const inspection: Inspection = await inspect(request, testPorts());
  const items = inspection.items.map((item) => ({ ...item, file: basename(item.file) }));
  return inspectionDocument({ ...inspection, items });
}

const ALL = ['server.crt', 'odd.crt', 'list.crl', 'request.csr', 'public.pem', 'keystore.p12'];
let all: InspectionDocument;
beforeAll(async () => {
  all = await look([...ALL, 'bundle.p7b', 'absent']);
});

describe('the verdict', () => {
  it.each([
    [['server.crt'], [], 'good', 'server.crt is a certificate: valid', ['No rule is broken.']],
    [['odd.crt'], [], 'bad', 'odd.crt is a certificate: faulty', [/^Findings: \d errors? and/]],
    [['public.pem'], [], 'plain', 'public.pem is a public key', ['No rule is broken.']],
    [
      ['absent'],
      [],
      'bad',
      'Nothing was found: 1 file could not be read',
      ['1 failure of reading, told below.'],
    ],
    [
      ['server.crt', 'absent'],
      [],
      'bad',
      'server.crt is a certificate: valid; 1 file could not be read',
      ['No rule is broken in what could be read.', '1 failure of reading, told below.'],
    ],
    [
      ['server.crt', 'absent', 'public.pem', 'gone'],
      [],
      'bad',
      '2 things in 2 files, all in order; 2 files could not be read',
      [/^No rule is broken in what/, '2 failures of reading, told below.'],
    ],
    [['server.crt', 'public.pem'], [], 'good', '2 things in 2 files, all in order', [/./]],
    [['server.crt', 'odd.crt'], [], 'bad', '1 of 2 things in 2 files needs attention', [/./]],
    [
      ['server.crt'],
      ['nginx'],
      'good',
      'server.crt is a certificate: valid',
      [/./, 'All would load.'],
    ],
    [['request.csr'], ['nginx'], 'good', /signature good$/, [/./, '1 would not load.']],
  ])('of %j for %j is %s', async (names, consumers, tone, sentence, more) => {
    const { verdict } = pageOfInspection(await look(names, consumers));
    expect(verdict.tone).toBe(tone);
    expect(verdict.sentence).toMatch(sentence);
    expect(verdict.more).toHaveLength(more.length);
    for (const [at, one] of more.entries()) expect(verdict.more[at]).toMatch(one);
  });
});

describe('the page', () => {
  it('says every fact and finding of every thing, and what could not be read', () => {
    const html = presentInspectionPage(all);
    expect(faultOf(html)).toBeUndefined();
    const text = textOf(html);
    const dates = /\d{4}-\d\d-\d\dT[^ ]*/;
    for (const item of all.items) {
      for (const { label, values } of blockOf(item, (time) => time).rows) {
        expect(text).toContain(label);
        for (const value of values.filter(({ text: one }) => !dates.test(one))) {
          const told = value.text.replace(/^(error|warning|info): /, '$1 ');
          expect(text).toContain(told.replace(/\s+/g, ' ').trim());
        }
      }
    }
    expect(text).toContain('absent "absent" does not exist');
  });

  it('knows who issued whom by names and key identifiers, also in stores', () => {
    const { entries } = pageOfInspection(all);
    const end = entries.find(({ name }) => name === 'es01');
    const issuer = entries.find(({ sha256Fingerprint }) => sha256Fingerprint === end?.issuedBy);
    expect(issuer?.name).toBe('Fixture CA');
    expect(new Set(entries.map(({ sha256Fingerprint }) => sha256Fingerprint)).size).toBe(
      entries.length,
    );
    expect(end?.files.map(({ path }) => path)).toEqual([
      'server.crt',
      'keystore.p12',
      'bundle.p7b',
    ]);
  });

  it('shows no text as it came', () => {
    const [item] = all.items;
    const file = `${HOSTILE_NAME}"><script>`;
    const html = presentInspectionPage({ ...all, items: [{ ...item, file } as never] });
    expect(faultOf(html)).toBeUndefined();
    expect(html).not.toMatch(RAW);
  });
});
