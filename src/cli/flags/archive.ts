// Whether many hosts become folders or one archive.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import type { BatchOutput } from '../../app/batch/output.js';
import { quote } from '../../quote.js';

const archive = Flags.custom<string>({
  parse: async (text) => {
    if (/[^/]\.(zip|tar\.gz)$/.test(text)) return text;
    throw new TlsmithError(
      'flag-value-invalid',
      `${quote(text)} ends neither in .zip nor in .tar.gz`,
      { possible: ['.zip', '.tar.gz'] },
    );
  },
  helpValue: 'FILE',
});

export const archiveFlag = {
  archive: archive({
    description: 'write FILE.zip or FILE.tar.gz, with modes and checksums, in place of folders',
  }),
};

export function batchOutput(out: string | undefined, archived: string | undefined): BatchOutput {
  if (archived === undefined) return { folder: out ?? './hosts' };
  return { archive: archived, format: archived.endsWith('.zip') ? 'zip' : 'tar.gz' };
}
