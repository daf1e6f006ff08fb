// Dates as Go reads them (ReadASN1UTCTime and ReadASN1GeneralizedTime in
// golang.org/x/crypto/cryptobyte): with an offset, without seconds, but no fractions.
import { type DerElement, TAG } from '../../../pki/der/der.js';
import { ia5Text } from '../../../pki/der/der-values.js';

const OFFSET = '(?:Z|[+-](?!0000)[01]\\d[0-5]\\d|[+-](?!0000)2[0-4][0-5]\\d)';
const UTC = new RegExp(`^(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?${OFFSET}$`);
const GENERALIZED = new RegExp(`^(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)${OFFSET}$`);

export function isGoTime(element: DerElement): boolean {
  const isUtc = element.tag === TAG.utcTime;
  const found = (isUtc ? UTC : GENERALIZED).exec(ia5Text(element));
  if (!found) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const full = isUtc ? year + (year >= 69 ? 1900 : 2000) : year;
  const days = new Date(Date.UTC(full, month, 0)).getUTCDate();
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= days;
  return isDay && hour < 24 && minute < 60 && second < 60;
}
