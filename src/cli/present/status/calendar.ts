// The answer of `status` as a calendar (iCalendar, RFC 5545): an event for each certificate and CRL
// at the moment when it ends, with an alarm when that begins to be soon.
import type { StatusItem } from '../../../app/status/report.js';
import { type DistinctItem, distinctItems, kindOf, nameOf, placeOf } from './distinct.js';
import type { StatusDocument } from './document.js';
import { commandsOf } from './next.js';

const DAY = 86_400_000;
/** Of the places of one certificate; the rest is counted. */
const SHOWN_PLACES = 20;

export function calendarText({ items, at, until }: StatusDocument): string {
  const days = Math.max(Math.round((Date.parse(until) - Date.parse(at)) / DAY), 1);
  const ending = distinctItems(items.filter(({ notAfter }) => notAfter !== null));
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//tlsmith//status//EN', 'CALSCALE:GREGORIAN'],
    ...ending.flatMap((one) => eventLines(one, at, days)),
    'END:VCALENDAR',
  ];
  return lines.map(folded).join('');
}

/** Known again by its fingerprint: a calendar that is read twice has it once. */
function eventLines({ item, places }: DistinctItem, at: string, days: number): string[] {
  const summary = `${kindOf(item)} ${nameOf(item)} ends`;
  return [
    'BEGIN:VEVENT',
    `UID:${item.sha256Fingerprint}@tlsmith`,
    `DTSTAMP:${momentOf(at)}`,
    `DTSTART:${momentOf(item.notAfter ?? '')}`,
    `SUMMARY:${escapedText(summary)}`,
    `DESCRIPTION:${escapedText(descriptionOf(item, places))}`,
    // It takes nobody's time.
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapedText(`${summary} in ${days} days`)}`,
    `TRIGGER:-P${days}D`,
    'END:VALARM',
    'END:VEVENT',
  ];
}

function descriptionOf(item: StatusItem, places: readonly StatusItem[]): string {
  const shown = places.slice(0, SHOWN_PLACES).map(placeOf);
  const more = places.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    `issuer: ${item.issuer}`,
    ...(item.serialNumber === undefined ? [] : [`serial number: ${item.serialNumber}`]),
    ...commandsOf(places).map((command) => `next: ${command}`),
  ].join('\n');
}

/** `2027-02-17T09:00:00Z` → `20270217T090000Z`. */
function momentOf(time: string): string {
  return time.replace(/[-:]/g, '');
}

function escapedText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

const LONGEST_LINE = 75;

/** A line has 75 octets at most: what follows stands behind a blank, no character in two pieces. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= LONGEST_LINE) return `${line}\r\n`;
  const pieces: string[] = [];
  let [start, at, octets] = [0, 0, 0];
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > LONGEST_LINE) {
      pieces.push(line.slice(start, at));
      [start, octets] = [at, 1];
    }
    at += character.length;
    octets += length;
  }
  return `${[...pieces, line.slice(start)].join('\r\n ')}\r\n`;
}
