// Which words of `inspect` go together: files, or the list of rules.
import { TlsmithError } from '../../errors.js';
import { refuseTogether } from '../flag-rules.js';

const OF_FILES = [
  ...['alias', 'as', 'for', 'force', 'in-key-password-env', 'in-key-password-file'],
  ...['in-password-env', 'in-password-file', 'out', 'server-name', 'short', 'stack', 'starttls'],
  ...['strict', 'timeout'],
];

/** Throws `argument-missing`, `argument-unexpected`, `flags-conflict`. */
export function refuseOddInspection(
  files: readonly string[],
  flags: { readonly rules: boolean },
): void {
  if (!flags.rules) {
    if (files.length > 0) return;
    throw new TlsmithError('argument-missing', 'FILE is missing', { arguments: ['FILE'] });
  }
  if (files.length > 0) {
    throw new TlsmithError('argument-unexpected', 'with --rules no file is named');
  }
  for (const other of OF_FILES) refuseTogether(flags, 'rules', other);
}
