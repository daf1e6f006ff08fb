// Flags of `cert renew`: what is due, which key, what runs afterwards, and who signs.
import * as Flags from '@oclif/core/flags';
import { parseWithin, type Within } from '../../pki/certificate/due.js';
import { refuseTogether } from '../flag-rules.js';
import { hook } from './hook.js';

const within = Flags.custom<Within>({ parse: async (text) => parseWithin(text), helpValue: 'N' });

export const renewFlags = {
  within: within({
    description:
      'only what ends sooner: 30d, 2m, 1y (of what lives shorter, in its second half), or when less than 33% of its life is left',
  }),
  'new-key': Flags.boolean({ description: 'with a new key of the same type (default)' }),
  'keep-key': Flags.boolean({ description: 'with the key that it has' }),
  hook: hook({
    description:
      'run this once something was renewed, without a shell; TLSMITH_FOLDERS and TLSMITH_FILES say what, one path a line. Until it succeeds each run repeats it',
  }),
  rollback: Flags.boolean({
    description: 'put back what the last renewal replaced (*.previous), and keep what it brought',
  }),
  request: Flags.boolean({
    description: 'for a CA elsewhere: write NAME.renewal.csr, and NAME.renewal.key beside it',
  }),
  signed: Flags.string({
    description: 'a certificate, or several, that a CA elsewhere has made of it; repeatable',
    helpValue: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'no-handshake': Flags.boolean({ description: 'do not prove the link of a kit again' }),
};

interface ActFlags {
  rollback: boolean;
  request: boolean;
  signed: string[] | undefined;
}

export type Act = 'renew' | 'rollback' | 'request';

/** Which is meant. Throws `flags-conflict`. */
export function actOf(flags: ActFlags): Act {
  refuseTogether(flags, 'new-key', 'keep-key');
  for (const other of ['within', 'new-key', 'keep-key', 'request', 'signed', 'out']) {
    refuseTogether(flags, 'rollback', other);
  }
  for (const other of ['signed', 'hook', 'out']) refuseTogether(flags, 'request', other);
  for (const other of ['within', 'new-key', 'keep-key', 'out', 'ca', 'ca-key', 'ca-p12']) {
    refuseTogether(flags, 'signed', other);
  }
  if (flags.rollback) return 'rollback';
  return flags.request ? 'request' : 'renew';
}
