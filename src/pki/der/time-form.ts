// How RFC 5280 has a time written (4.1.2.5): with whole seconds and Z, as UTCTime until 2049, as
// GeneralizedTime from 2050 on. Each ends a sentence about a time that could be read.
import { type DerElement, TAG } from './der.js';
import { ia5Text, timeOf } from './der-values.js';

export function timeSpellingFault(time: DerElement): string | undefined {
  const text = ia5Text(time);
  const isWhole = (time.tag === TAG.utcTime ? /^\d{12}Z$/ : /^\d{14}Z$/).test(text);
  return isWhole ? undefined : `${text} is not written with whole seconds and Z`;
}

export function timeTypeFault(time: DerElement): string | undefined {
  return time.tag === TAG.utcTime || timeOf(time).getUTCFullYear() >= 2050
    ? undefined
    : `${ia5Text(time)} is before 2050 and no UTCTime`;
}
