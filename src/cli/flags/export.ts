// What the exports have in common.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { choice } from './choice.js';
import { newPasswordFlags, newPasswordSource, type PasswordFlags } from './passwords.js';
import { forFlag, stackFlag } from './targets.js';

const compat = Flags.custom<'modern' | 'legacy'>(choice('the compatibility', ['modern', 'legacy']));

export const compatFlag = {
  compat: compat({
    description: 'legacy: 3DES and SHA-1, for JDK 8 before 8u301 and old Windows (default modern)',
  }),
};

/** Of exports that hold no secret, or one that takes no password. */
export const certificateExportFlags = {
  out: Flags.string({
    char: 'o',
    description: 'file to write; - is stdout',
    helpValue: 'FILE',
    required: true,
  }),
  ...forFlag,
  ...stackFlag,
  force: Flags.boolean({ description: 'overwrite the file' }),
  'dry-run': Flags.boolean({ description: 'say which files would be written, write none' }),
};

export const exportFlags = { ...certificateExportFlags, ...newPasswordFlags };

interface CertificateExportFlags {
  out: string;
  for: string[] | undefined;
  stack: string | undefined;
  force: boolean;
  'dry-run': boolean;
  json: boolean;
}

interface ExportFlags extends CertificateExportFlags, PasswordFlags {
  'generate-password': boolean;
}

/** Throws `stdout-unsuitable`. */
export function certificateExportRequest(
  flags: CertificateExportFlags,
  content: 'text' | 'binary',
) {
  if (flags.out === '-') refuseStdout({ ...flags, 'generate-password': false }, content);
  return {
    out: flags.out,
    consumers: flags.for ?? [],
    force: flags.force,
    dryRun: flags['dry-run'],
    stack: flags.stack,
  };
}

/** The part of the request that all exports share. Throws `stdout-unsuitable`, `flags-conflict`. */
export function exportRequest(flags: ExportFlags, content: 'text' | 'binary') {
  const password = newPasswordSource(flags);
  if (flags.out === '-') refuseStdout(flags, content);
  return { ...certificateExportRequest(flags, 'text'), password };
}

function refuseStdout(
  flags: Omit<ExportFlags, keyof PasswordFlags>,
  content: 'text' | 'binary',
): void {
  const reason = flags.json
    ? 'stdout cannot take the file and the JSON document'
    : flags['generate-password']
      ? 'a generated password needs a secrets.env beside the file, and stdout has none'
      : content === 'binary' && process.stdout.isTTY
        ? 'a key store does not go to a terminal'
        : undefined;
  if (reason) throw new TlsmithError('stdout-unsuitable', reason, { flags: ['--out'] });
}
