// Flags of `ca rotate` and `ca renew`.
import * as Flags from '@oclif/core/flags';
import { type Duration, parseDuration } from '../../pki/certificate/duration.js';
import { parseUntil, type WantedValidity } from '../../pki/certificate/validity.js';
import { refuseTogether } from '../flag-rules.js';
import { defaultIssuer } from './issuer.js';
import { passwordSource, type PasswordFlags } from './passwords.js';

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

type RolloverFlags = PasswordFlags & {
  ca: string | undefined;
  issuer: string | undefined;
  days: Duration | undefined;
  until: Date | undefined;
  'no-handshake': boolean;
  force: boolean;
  'dry-run': boolean;
};

/** What both are asked in the same way. */
export function rolloverRequest(flags: RolloverFlags, paths: readonly string[] = []) {
  const { ca, issuer: parent, force, 'dry-run': dryRun } = flags;
  return {
    ...{ ca, parent, force, dryRun, paths },
    fallback: defaultIssuer(process.env).folder,
    caPassword: passwordSource(flags, 'ca-password'),
    password: passwordSource(flags, 'in-password'),
    validity: caValidity(flags),
    proof: !flags['no-handshake'],
  };
}

/** Undefined: as long as the old one. */
function caValidity(flags: Pick<RolloverFlags, 'days' | 'until'>): WantedValidity | undefined {
  refuseTogether(flags, 'days', 'until');
  if (flags.until) return { until: flags.until };
  return flags.days && { ...flags.days, isDefault: false };
}
