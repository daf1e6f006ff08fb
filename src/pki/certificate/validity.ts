// From when until when a certificate or CRL is valid (RFC 5280 4.1.2.5), for issuing; and how times
// are read and shown.
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';
import { DAY, type Duration, endOf, formatDuration } from './duration.js';

/** Both ends belong to the period; whole seconds. */
export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What was asked for: a duration from a flag or by default, or an end. */
export type WantedValidity =
  (Duration & { readonly isDefault: boolean }) | { readonly until: Date };

const SECOND = 1000;

/**
 * Clocks of hosts differ: a new certificate is already valid where the clock is up to five minutes
 * late.
 */
const CLOCK_TOLERANCE = 5 * 60 * SECOND;

/**
 * RFC 5280 4.1.2.5: GeneralizedTime has four digits for the year; this last second means "no end".
 */
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59);

const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:[Tt](\d\d:\d\d:\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads an end: an RFC 3339 date-time with zone (fractions of a second are cut, RFC 5280
 * 4.1.2.5.2), or a bare date, which means 23:59:59 UTC of that day. Throws `date-invalid`.
 */
export function parseUntil(text: string): Date {
  const [, date, time, zone] = DATE_TIME.exec(text) ?? [];
  if (date === undefined) {
    throw dateInvalid(
      text,
      'is not a date: it is written 2027-02-17, or 2027-02-17T10:00:00Z with a zone',
    );
  }
  if (time === undefined) return instantOf(text, date, '23:59:59');
  if (zone === undefined) {
    throw dateInvalid(text, `has no zone: write ${date}T${time}Z for UTC`);
  }
  return new Date(instantOf(text, date, time).getTime() - zoneOffset(text, zone));
}

/**
 * Reads a moment: an RFC 3339 date-time with zone, of which fractions of a second count, or a bare
 * date, which is its midnight, UTC. Throws `date-invalid`.
 */
export function parseMoment(text: string): Date {
  const [, date, time] = DATE_TIME.exec(text) ?? [];
  if (date !== undefined && time === undefined) return instantOf(text, date, '00:00:00');
  const fraction = /\.(\d{1,3})/.exec(text)?.[1] ?? '';
  return new Date(parseUntil(text).getTime() + Number(fraction.padEnd(3, '0')));
}

/** RFC 3339 in UTC without fractions: `2027-02-17T10:00:00Z`. */
export function formatTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * The validity of what is issued at `now`. notBefore is the later of now − 5 minutes and the
 * issuer's notBefore; notAfter is notBefore + N × 86,400 s − 1 s (both ends count), for months and
 * years the same by the calendar, or the wanted end. A default that would outlive the issuer is
 * shortened to the issuer's end, and `shortened` says so. So is what was asked for and is less than
 * a day too late: as many days as the CA has are asked for minutes after the CA was made, and a
 * bare date means the end of that day. Further beyond it is refused. Throws `outlives-issuer`,
 * `issuer-expired`, `date-invalid`, `number-invalid`.
 */
export function planValidity(request: {
  readonly now: Date;
  readonly wanted: WantedValidity;
  readonly issuer?: Validity | undefined;
}): Validity & { readonly shortened: boolean } {
  const { now, wanted, issuer } = request;
  // Before all else, so that nobody is told to ask for an end that has passed.
  if (issuer !== undefined && issuer.notAfter < now) throw issuerExpired(issuer);
  const notBefore = startOf(now, issuer);
  const notAfter =
    'until' in wanted ? endAt(wanted.until, now, notBefore) : endAfter(wanted, notBefore);
  const excess = issuer === undefined ? 0 : notAfter.getTime() - issuer.notAfter.getTime();
  const isDefault = 'isDefault' in wanted && wanted.isDefault;
  if (issuer !== undefined && excess > 0 && (isDefault || excess < DAY)) {
    return { notBefore, notAfter: issuer.notAfter, shortened: true };
  }
  refuseYear10000(notAfter, wanted);
  if (issuer !== undefined && excess > 0) throw outlivesIssuer(notAfter, issuer);
  return { notBefore, notAfter, shortened: false };
}

function startOf(now: Date, issuer: Validity | undefined): Date {
  const start = Math.floor((now.getTime() - CLOCK_TOLERANCE) / SECOND) * SECOND;
  return new Date(Math.max(start, issuer?.notBefore.getTime() ?? start));
}

function endAfter(duration: Duration, notBefore: Date): Date {
  return new Date(endOf(notBefore, duration).getTime() - SECOND);
}

function endAt(until: Date, now: Date, notBefore: Date): Date {
  const text = formatTime(until);
  if (until <= now) throw dateInvalid(text, `is not after now (${formatTime(now)})`);
  if (until < notBefore) {
    const start = formatTime(notBefore);
    throw dateInvalid(text, `is before the issuer becomes valid (${start})`);
  }
  return until;
}

function refuseYear10000(notAfter: Date, wanted: WantedValidity): void {
  if (notAfter.getTime() <= LAST_TIME) return;
  const reason = 'a certificate can be valid until 9999-12-31T23:59:59Z at most';
  if ('until' in wanted) throw dateInvalid(formatTime(notAfter), `is too late: ${reason}`);
  const value = formatDuration(wanted);
  throw new TlsmithError('number-invalid', `${value} is too long: ${reason}`, { value });
}

function outlivesIssuer(notAfter: Date, issuer: Validity): TlsmithError {
  const wanted = formatTime(notAfter);
  const latest = formatTime(issuer.notAfter);
  return new TlsmithError(
    'outlives-issuer',
    `an end at ${wanted} is later than the issuer's; possible is an end until ${latest}`,
    { wanted, latest },
  );
}

function issuerExpired(issuer: Validity): TlsmithError {
  const notAfter = formatTime(issuer.notAfter);
  return new TlsmithError('issuer-expired', `the issuer expired at ${notAfter}`, { notAfter });
}

/**
 * The instant in UTC; a day or hour that does not exist (2027-02-30, 24:00:00) is refused, where
 * Date would roll over.
 */
function instantOf(text: string, date: string, time: string): Date {
  const instant = new Date(`${date}T${time}Z`);
  if (!Number.isNaN(instant.getTime()) && formatTime(instant) === `${date}T${time}Z`)
    return instant;
  throw dateInvalid(text, 'does not exist in the calendar or on the clock');
}

function zoneOffset(text: string, zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) throw dateInvalid(text, 'has a zone that does not exist');
  const offset = (hours * 60 + minutes) * 60 * SECOND;
  return zone.startsWith('-') ? -offset : offset;
}

function dateInvalid(text: string, reason: string): TlsmithError {
  return new TlsmithError('date-invalid', `${quote(text)} ${reason}`, { value: escaped(text) });
}
