// How long a certificate is valid.
import { Flags } from '@oclif/core';
import { parseDays, parseUntil, type WantedValidity } from '../../pki/certificate/validity.js';
import { refuseTogether } from '../flag-rules.js';

const days = Flags.custom<number>({ parse: async (text) => parseDays(text), helpValue: 'N' });
const until = Flags.custom<Date>({ parse: async (text) => parseUntil(text), helpValue: 'DATE' });

/** A number of days, with or without a d behind it. */
const within = Flags.custom<number>({
  parse: async (text) => parseDays(text.replace(/(?<=\d)d$/, '')),
  helpValue: 'DAYS',
});

export const withinFlag = {
  within: within({
    description: 'a certificate that ends sooner than in so many days is due (default 30d)',
  }),
};

export const validityFlags = {
  days: days({
    description: 'days of validity (default 825; of a root CA 3650, of an intermediate 1825)',
  }),
  until: until({ description: 'last moment of validity (RFC 3339; a bare date is its end, UTC)' }),
};

/** A default may be shortened to the issuer's end; what was typed by less than a day only. */
export function wantedValidity(
  flags: { days: number | undefined; until: Date | undefined },
  defaultDays: number,
): WantedValidity {
  refuseTogether(flags, 'days', 'until');
  if (flags.until) return { until: flags.until };
  return { days: flags.days ?? defaultDays, isDefault: flags.days === undefined };
}
