// How long a certificate is valid.
import * as Flags from '@oclif/core/flags';
import { parseWithin, type Within } from '../../pki/certificate/due.js';
import { type Duration, parseDuration } from '../../pki/certificate/duration.js';
import { parseUntil, type WantedValidity } from '../../pki/certificate/validity.js';
import { refuseTogether } from '../flag-rules.js';

const duration = Flags.custom<Duration>({
  parse: async (text) => parseDuration(text),
  helpValue: 'N',
});
const until = Flags.custom<Date>({ parse: async (text) => parseUntil(text), helpValue: 'DATE' });

const within = Flags.custom<Within>({
  parse: async (text) => parseWithin(text),
  helpValue: 'N',
});

export const withinFlag = {
  within: within({
    description:
      'a certificate that ends sooner is due: 30d, 2m, 1y, or 33% of its life (default 30d)',
  }),
};

export const validityFlags = {
  days: duration({
    description:
      'validity in days, or 18m, 1y by the calendar (default 825; of a root CA 3650, of an intermediate 1825)',
  }),
  until: until({ description: 'last moment of validity (RFC 3339; a bare date is its end, UTC)' }),
};

/** A default may be shortened to the issuer's end; what was typed by less than a day only. */
export function wantedValidity(
  flags: { days: Duration | undefined; until: Date | undefined },
  defaultDays: number,
): WantedValidity {
  refuseTogether(flags, 'days', 'until');
  if (flags.until) return { until: flags.until };
  return { ...(flags.days ?? { days: defaultDays }), isDefault: flags.days === undefined };
}
