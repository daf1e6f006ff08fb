// Flags and words of the commands that read the ledger of a CA folder.
import * as Flags from '@oclif/core/flags';
import type { LedgerState } from '../../pki/issuing/ledger-state.js';
import { type Duration, parseDuration } from '../../pki/certificate/duration.js';
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';
import { choice } from './choice.js';
import { defaultIssuer, issuerFlags } from './issuer.js';
import { anyProfileFlag } from './profile.js';

const STATES = [
  'valid',
  'expiring',
  'expired',
  'renewed',
  'revoked',
  'abandoned',
  'probe',
] as const satisfies readonly LedgerState[];

const state = Flags.custom<LedgerState>(choice('the state', STATES, 'STATE'));
const within = Flags.custom<Duration>({
  parse: async (text) => parseDuration(text),
  helpValue: 'N',
});
const form = Flags.custom<'csv'>(choice('the form', ['csv']));

export const ledgerFlag = { ca: issuerFlags.ca };

export const listFlags = {
  state: state({
    description: `only those in this state: ${STATES.join(', ')} (default: all but probe); repeatable`,
    multiple: true,
    multipleNonGreedy: true,
  }),
  name: Flags.string({
    description:
      'only those with this text in the subject or a subjectAltName, in any case; * stands for any characters',
    helpValue: 'TEXT',
  }),
  within: within({
    description:
      'only those that end from now until then: 30d, 2m, 1y; without --state those that nobody has replaced or revoked',
  }),
  ...anyProfileFlag,
  as: form({ description: 'another form of the answer: csv is RFC 4180, with a line of headings' }),
};

/** The CA folder that was typed, or the one that is meant when none is. */
export function ledgerFolder({ ca }: { ca: string | undefined }): string {
  const meant = defaultIssuer(process.env);
  return ca ?? meant.folder;
}

/** In the ledger a CA has the profile of all CAs. */
export function listChoice(flags: {
  state: readonly LedgerState[] | undefined;
  name: string | undefined;
  within: Duration | undefined;
  profile: 'server' | 'client' | 'peer' | 'intermediate' | undefined;
}) {
  const { state: states, name, within: end, profile } = flags;
  return {
    states,
    name,
    within: end,
    profile: profile === 'intermediate' ? 'ca' : profile,
  } as const;
}

/** Fewer would fit many. */
const LEAST_DIGITS = 8;

/**
 * As inspect, OpenSSL and keytool print them: in any case, with colons or without. Throws
 * `number-invalid`.
 */
export function hexDigits(text: string): string {
  const digits = text.replaceAll(':', '').toLowerCase();
  if (/^[0-9a-f]+$/.test(digits) && digits.length >= LEAST_DIGITS && digits.length <= 64) {
    return digits;
  }
  throw new TlsmithError(
    'number-invalid',
    `${quote(text)} is no serial number or fingerprint: either is hexadecimal digits, of which the first ${LEAST_DIGITS} are enough`,
    { value: escaped(text), least: LEAST_DIGITS },
  );
}
