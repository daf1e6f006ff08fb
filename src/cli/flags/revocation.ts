// Flags of the commands that revoke certificates and issue CRLs.
import * as Flags from '@oclif/core/flags';
import { type Duration, parseDuration } from '../../pki/certificate/duration.js';
import type { RevocationReason } from '../../pki/crl/revocation-reason.js';
import { TlsmithError } from '../../errors.js';
import { refuseTogether } from '../flag-rules.js';
import { choice } from './choice.js';
import { hook } from './hook.js';
import { hexDigits, ledgerFlag } from './ledger.js';
import { caPasswordFlags } from './issuer.js';
import { inPasswordFlags } from './passwords.js';

const REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
] as const satisfies readonly RevocationReason[];

const reason = Flags.custom<RevocationReason>(choice('the reason', REASONS, 'REASON'));
const duration = Flags.custom<Duration>({
  parse: async (text) => parseDuration(text),
  helpValue: 'N',
});
const form = Flags.custom<'pem' | 'der'>(choice('the form', ['pem', 'der']));

export const revocationFlags = {
  ...ledgerFlag,
  reason: reason({
    description: `as RFC 5280 calls it: ${REASONS.join(', ')} (default unspecified); all but certificateHold are final`,
  }),
  release: Flags.boolean({ description: 'end a hold (certificateHold)' }),
  ...inPasswordFlags,
  'dry-run': Flags.boolean({ description: 'say what would be recorded, record nothing' }),
};

/** Throws `flags-conflict`. */
export function revocationAct(flags: { reason: RevocationReason | undefined; release: boolean }) {
  if (!flags.release) return { act: 'revoke', reason: flags.reason } as const;
  refuseTogether(flags, 'release', 'reason');
  return { act: 'release' } as const;
}

/** Undefined for what can only be a file. */
export function possibleDigits(text: string): string | undefined {
  try {
    return hexDigits(text);
  } catch (error) {
    if (error instanceof TlsmithError) return undefined;
    throw error;
  }
}

export const crlFlags = {
  ...ledgerFlag,
  out: Flags.string({
    char: 'o',
    description: 'file to write (default ca.crl in the CA folder); - is stdout',
    helpValue: 'FILE',
  }),
  form: form({ description: 'pem, or der as it is served by HTTP (default pem)' }),
  days: duration({
    description: 'until the next CRL is due, in days, or 2m, 1y by the calendar (default 30)',
  }),
  hook: hook({
    description:
      'run this once the CRL stands there, without a shell; TLSMITH_FILES says where (systemctl reload nginx)',
  }),
  ...caPasswordFlags,
  force: Flags.boolean({ description: 'overwrite a file that is no CRL of this CA' }),
  'dry-run': Flags.boolean({ description: 'say which file would be written, write none' }),
};

/** Throws `stdout-unsuitable`, `flags-conflict`. */
export function refuseCrlOnStdout(flags: {
  out: string | undefined;
  form: 'pem' | 'der' | undefined;
  hook: readonly string[] | undefined;
  json: boolean;
}): void {
  if (flags.out !== '-') return;
  if (flags.hook) {
    throw new TlsmithError('flags-conflict', '--hook is of no use where no file is written', {
      flags: ['--hook', '--out'],
    });
  }
  const isTerminal = flags.form === 'der' && process.stdout.isTTY;
  if (!flags.json && !isTerminal) return;
  const reason = flags.json
    ? 'stdout cannot take the CRL and the JSON document'
    : 'DER does not go to a terminal';
  throw new TlsmithError('stdout-unsuitable', reason, { flags: ['--out'] });
}
