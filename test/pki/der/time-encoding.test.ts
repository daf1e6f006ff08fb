// Dates in DER, and back.
import { describe, expect, it } from 'vitest';
import { readDer } from '../../../src/pki/der/der.js';
import { timeOf } from '../../../src/pki/der/der-values.js';
import { encodeTime } from '../../../src/pki/der/time-encoding.js';

describe('encodeTime', () => {
  it.each([
    ['1950-01-01T00:00:00.000Z', 'UTCTime', '500101000000Z'],
    ['2026-11-20T10:00:00.999Z', 'UTCTime', '261120100000Z'],
    ['2049-12-31T23:59:59.000Z', 'UTCTime', '491231235959Z'],
    ['2050-01-01T00:00:00.000Z', 'GeneralizedTime', '20500101000000Z'],
    ['9999-12-31T23:59:59.000Z', 'GeneralizedTime', '99991231235959Z'],
  ])('%s is a %s', (text, type, digits) => {
    const element = readDer(encodeTime(new Date(text)));
    expect(element.tag).toBe(type === 'UTCTime' ? 0x17 : 0x18);
    expect(new TextDecoder().decode(element.content)).toBe(digits);
    expect(timeOf(element)).toEqual(new Date(`${text.slice(0, 19)}Z`));
  });
});
