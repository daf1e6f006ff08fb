// Dates as certificates and CRLs hold them.
import { TAG } from './der.js';
import { encodeDer, encodeText } from './der-encoding.js';

/**
 * RFC 5280, 4.1.2.5: UTCTime with two digits of the year through 2049, GeneralizedTime from 2050
 * on; whole seconds, UTC.
 */
export function encodeTime(date: Date): Uint8Array {
  const digits = `${date.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
  return date.getUTCFullYear() < 2050
    ? encodeDer(TAG.utcTime, encodeText(digits.slice(2)))
    : encodeDer(TAG.generalizedTime, encodeText(digits));
}
