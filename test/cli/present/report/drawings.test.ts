// What the drawings of a page show: which bars, on which scale, and who stands below whom.
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../../src/cli/present/report/entries.js';
import { shortName } from '../../../../src/cli/present/report/names.js';
import { scaleFor } from '../../../../src/cli/present/report/scale.js';
import { timelineOf } from '../../../../src/cli/present/report/timeline.js';
import { forestOf, type TrustNode } from '../../../../src/cli/present/report/trust.js';
import {
  AT,
  daysFromNow,
  HOSTILE,
  type ItemFields,
  KIT,
  manyHosts,
  statusItem,
  statusReport,
} from '../../../support/status-reports.js';

const NOW = Date.parse(AT);
const after = (days: number) => Date.parse(daysFromNow(days));
/** Of a validity that began long ago. */
const endingIn = (days: number) => ({ from: after(-3_000), to: after(days) });
const until = daysFromNow(30);

describe('the scale', () => {
  it.each([
    [
      'a month',
      [20],
      ['2026-11-24', '2026-12-08', '2026-12-22', '2027-01-05', '2027-01-19', '2027-02-02'],
    ],
    ['two years', [725], ['2027-01', '2027-07', '2028-01', '2028-07', '2029-01']],
    ['eight thousand years', [2_900_000], ['2000', '4000', '6000', '8000', '10000']],
  ])('of %s has marks at whole days, months or years', (_, ends, labels) => {
    const { marks } = scaleFor(ends.map(endingIn), NOW, after(30));
    expect(marks.map(({ label }) => label)).toEqual(labels);
  });

  it.each([
    ['all of a short past', [-50, 100], true],
    ['not all of a long one', [-500, 100], false],
  ])('shows %s', (_, [from = 0, to = 0], isWhole) => {
    const { from: start } = scaleFor([{ from: after(from), to: after(to) }], NOW, after(30));
    expect(start < after(from)).toBe(isWhole);
  });

  it('keeps now, what ends soon and the last end apart, and all within', () => {
    const { placeOf } = scaleFor([-5, 11, 725].map(endingIn), NOW, after(30));
    const places = [-9999, -5, 0, 11, 30, 725, 9999].map((days) => placeOf(after(days)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect([places[0], places.at(-1)]).toEqual([0, 100]);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('the timeline', () => {
  it('shows all of a kit, without the CAs deciding how long it is', () => {
    const timeline = timelineOf(entriesOf(KIT.items), { at: AT, until });
    expect(timeline?.rows.map(({ name }) => name)).toHaveLength(7);
    expect(timeline?.scale.to).toBeLessThan(after(800));
    expect([timeline?.rest, timeline?.endings]).toEqual([[], []]);
  });

  it('of many shows the last that expired and the next to end, and counts all others', () => {
    const entries = entriesOf(manyHosts(300).items);
    const timeline = timelineOf(entries, { at: AT, until });
    expect(timeline?.rows).toHaveLength(24);
    expect(timeline?.rows.filter(({ state }) => state.word === 'expired')).toHaveLength(6);
    expect(timeline?.rest).toEqual(['1 more ended before these', '275 more end after these']);
    const counts = timeline?.endings.map(({ count }) => count) ?? [];
    expect(counts).toHaveLength(14);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(300);
  });

  it('is none of what says no end', () => {
    const entries = entriesOf([statusItem({ number: 1, valid: [-3, null], type: 'crl' })]);
    expect(timelineOf(entries, { at: AT, until })).toBeUndefined();
  });
});

describe('the chain of trust', () => {
  const drawn = ({ entry, below, hidden }: TrustNode): string =>
    `${entry.name}${below.length > 0 ? `(${below.map(drawn).join(' ')})` : ''}${hidden > 0 ? `+${hidden}` : ''}`;
  const forest = (...items: ItemFields[]) => {
    const { trees } = forestOf(entriesOf(statusReport(items.map(statusItem)).items));
    return trees.map(({ missing = 'root', nodes }) => `${missing}: ${nodes.map(drawn).join(' ')}`);
  };
  const ca = (number: number, signer: number | null): ItemFields => ({
    ...{ number, signer, valid: [-9, 900], ca: true, subject: `CN=ca${number}` },
    issuer: signer === null ? 'CN=gone' : `CN=ca${signer}`,
  });
  const host = (number: number, signer: number | null): ItemFields => ({
    ...{ number, signer, valid: [-9, 90 + number], subject: `CN=h${number}` },
    issuer: signer === null ? 'CN=gone' : `CN=ca${signer}`,
  });

  it.each([
    ['a root alone', [ca(1, 1)], ['root: ca1']],
    ['an intermediate', [ca(1, 1), ca(2, 1), host(3, 2), host(4, 1)], ['root: ca1(ca2(h3) h4)']],
    ['an issuer that is not there', [host(3, null), host(4, null)], ['CN=gone: h3 h4']],
    ['one that was signed by one that is not there', [host(3, 9)], ['CN=ca9: h3']],
    ['two that signed each other', [ca(1, 2), ca(2, 1), host(3, 1)], ['CN=ca2: ca1(ca2 h3)']],
    [
      'many hosts',
      [ca(1, 1), ...Array.from({ length: 20 }, (_, at) => host(at + 2, 1))],
      [`root: ca1(${Array.from({ length: 8 }, (_, at) => `h${at + 2}`).join(' ')})+12`],
    ],
  ])('draws %s', (_, items, lines) => {
    expect(forest(...items)).toEqual(lines);
  });

  it('draws a long chain and circles no deeper than there is room', () => {
    const { depth } = forestOf(entriesOf(HOSTILE.items));
    expect(depth).toBe(6);
    const chain = Array.from({ length: 3_000 }, (_, at) => statusItem(ca(at, Math.max(at - 1, 0))));
    expect(forestOf(entriesOf(chain)).depth).toBe(6);
  });
});

it.each([
  ['CN=logstash,O=x', [], 'logstash'],
  ['CN=a\\, b', [], 'a, b'],
  ['OU=x', ['dns:a'], 'x'],
  ['', ['dns:es01.lan'], 'es01.lan'],
  ['', ['uri:spiffe://a/b'], 'spiffe://a/b'],
  ['', [], '(empty)'],
  ['1.2.3=#0401', [], '1.2.3=#0401'],
  ['no name', [], 'no name'],
  [`CN=${'x'.repeat(70)}`, [], `CN=${'x'.repeat(61)}…`],
])('calls %s %j %s', (subject, names, short) => {
  expect(shortName(subject, names)).toBe(short);
});
