// The calendar of what ends, read back by a library for calendars (ical.js), and held to the letter of RFC 5545.
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { statusLayout, statusText } from '../../../../src/cli/present/status/forms.js';
import type { StatusItem } from '../../../../src/app/status/report.js';
import { statusFindings, statusItem } from '../../../support/status-findings.js';

const ical = await statusLayout('ical');
const textOf = (items: readonly StatusItem[], until?: string) =>
  statusText(ical)(statusFindings(items, until === undefined ? {} : { until }));

function eventsOf(items: readonly StatusItem[], until?: string) {
  const calendar = new ICAL.Component(ICAL.parse(textOf(items, until)) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

const due = statusItem('a', {
  ...{ path: 'es01/es01.crt', subject: 'CN=es01', state: 'expiring' },
  ...{ notAfter: '2026-12-10T09:30:15Z', renewal: { path: 'es01', ca: 'ca' } },
});

it('has an event at the moment when a certificate ends, with an alarm before', () => {
  const [event] = eventsOf([due]);
  expect(event?.uid).toBe(`${'a'.repeat(64)}@tlsmith`);
  expect(event?.summary).toBe('certificate CN=es01 ends');
  expect(event?.startDate.toJSDate().toISOString()).toBe('2026-12-10T09:30:15.000Z');
  expect(event?.description).toBe(
    `es01/es01.crt\nissuer: CN=Test CA\nserial number: ${due.serialNumber}\nnext: tlsmith cert renew es01 --ca ca`,
  );
  const alarm = event?.component.getFirstSubcomponent('valarm');
  expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY');
  expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-P30D');
  expect(String(event?.component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-20T10:00:00Z');
});

it('has one event for a certificate in many files, and none for what does not end', () => {
  const copies = Array.from({ length: 30 }, (_, index) => ({ ...due, path: `h${index}/a.crt` }));
  const list = statusItem('b', { type: 'crl', notAfter: null, daysLeft: null });
  const [event, ...others] = eventsOf([...copies, list]);
  expect(others).toEqual([]);
  const lines = event?.description.split('\n') ?? [];
  expect(lines.slice(0, 21)).toEqual([
    ...Array.from({ length: 20 }, (_, index) => `h${index}/a.crt`),
    'and 10 more',
  ]);
});

it('says of a CA and a CRL what they are', () => {
  const authority = statusItem('b', { ca: true });
  const list = statusItem('c', { type: 'crl', serialNumber: undefined });
  expect(eventsOf([authority, list]).map(({ summary }) => summary)).toEqual([
    'CA CN=b ends',
    'CRL CN=c ends',
  ]);
});

it.each([
  ['2026-11-21T10:00:00Z', '-P1D'],
  ['2027-11-20T10:00:00Z', '-P365D'],
])('alarms as long before as was asked for: until %s', (until, trigger) => {
  const alarm = eventsOf([due], until)[0]?.component.getFirstSubcomponent('valarm');
  expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe(trigger);
});

describe('whatever a name is', () => {
  it.each([
    'CN=a\\,b; c,d',
    'CN=BEGIN:VEVENT',
    `CN=${'größe😀'.repeat(40)}`,
    `CN=${'x'.repeat(500)}`,
    'CN=it\'s "so"',
  ])('%s', (subject) => {
    const text = textOf([{ ...due, subject, path: `${subject}/x.crt` }]);
    const [event] = eventsOf([{ ...due, subject }]);
    expect(event?.summary).toBe(`certificate ${subject} ends`);
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n\ufffd]/);
    }
  });

  it('shows what nobody would see', () => {
    const [event] = eventsOf([{ ...due, subject: 'CN=a\r\nEND:VEVENT\u202e' }]);
    expect(event?.summary).toBe('certificate CN=a\\u{d}\\u{a}END:VEVENT\\u{202e} ends');
  });
});
