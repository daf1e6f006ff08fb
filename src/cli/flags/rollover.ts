// Flags of `ca rotate` and `ca renew`.
import * as Flags from '@oclif/core/flags';
import { type Duration, parseDuration } from '../../pki/certificate/duration.js';
import { parseUntil, type WantedValidity } from '../../pki/certificate/validity.js';
import { refuseTogether } from '../flag-rules.js';

const duration = Flags.custom<Duration>({
  parse: async (text) => parseDuration(text),
  helpValue: 'N',
});
const until = Flags.custom<Date>({ parse: async (text) => parseUntil(text), helpValue: 'DATE' });

/** Of what both do. */
export const rolloverFlags = {
  days: duration({
    description:
      'validity of the new CA certificate in days, or 18m, 10y (default: as long as the old one)',
  }),
  until: until({
    description: 'its last moment of validity (RFC 3339; a bare date is its end, UTC)',
  }),
  issuer: Flags.string({
    description: 'of an intermediate: CA folder above it (default: the one that stands beside it)',
    helpValue: 'DIR',
  }),
  'no-handshake': Flags.boolean({ description: 'do not prove the link of a kit again' }),
};

/** Undefined: as long as the old one. */
export function caValidity(flags: {
  days: Duration | undefined;
  until: Date | undefined;
}): WantedValidity | undefined {
  refuseTogether(flags, 'days', 'until');
  if (flags.until) return { until: flags.until };
  return flags.days && { ...flags.days, isDefault: false };
}
