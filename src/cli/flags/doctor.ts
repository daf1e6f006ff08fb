// Flags of `doctor` that mend, and what they ask a person.
import * as Flags from '@oclif/core/flags';
import type { PlannedFix } from '../../app/doctor/fix.js';
import { TlsmithError } from '../../errors.js';
import { quotePath } from '../../quote.js';
import type { Ports } from '../compose.js';
import { choice } from './choice.js';

export const fixFlags = {
  'fix-plan': Flags.boolean({ description: 'print the commands that would mend it' }),
  fix: Flags.boolean({
    description: 'mend what is a matter of files in a kit or the folder of a host; asks first',
  }),
  yes: Flags.boolean({ description: 'with --fix: do not ask' }),
};

export const form = Flags.custom<'sarif'>(choice('the form', ['sarif']));

/** Throws `flags-conflict`. */
export function refuseYesAlone({ fix, yes }: { fix: boolean; yes: boolean }): void {
  if (!yes || fix) return;
  throw new TlsmithError('flags-conflict', '--yes is of no use without --fix', {
    flags: ['--yes', '--fix'],
  });
}

/** Throws `input-needed` where nobody can be asked. */
export function agreement({ yes }: { yes: boolean }, { prompter, reporter }: Ports) {
  return async (fixes: readonly PlannedFix[]): Promise<boolean> => {
    for (const { path, what } of fixes) reporter.note(`${quotePath(path)} becomes ${what}`);
    if (yes) return true;
    if (!prompter.canAsk) {
      throw new TlsmithError('input-needed', 'nobody can be asked whether to change these files', {
        flag: '--yes',
      });
    }
    const answer = await prompter.askText(`Change ${counted(fixes.length)}? (y/N)`);
    return /^y(?:es)?$/i.test(answer.trim());
  };
}

function counted(number: number): string {
  return number === 1 ? 'this file' : `these ${number} files`;
}
