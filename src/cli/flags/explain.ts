// Flags of `explain`: the files whose findings may be the cause of a line.
import * as Flags from '@oclif/core/flags';
import type { FilesAtHand } from '../../app/explain/explained-files.js';
import { TlsmithError } from '../../errors.js';
import { refuseTogether } from '../flag-rules.js';
import { templatesFlag } from './link.js';
import { stackFlag } from './targets.js';

export const explainFlags = {
  dir: Flags.string({
    description:
      'a kit, the folder of a host or a config: which finding of doctor is the cause of the line?',
    helpValue: 'DIR',
  }),
  pair: Flags.string({
    description: 'the same for both ends of a link: the folder or config of one, with --with',
    helpValue: 'DIR',
  }),
  with: Flags.string({ description: 'folder or config of the other end', helpValue: 'DIR' }),
  ...stackFlag,
  ...templatesFlag,
};

interface ExplainFlags {
  dir?: string | undefined;
  pair?: string | undefined;
  with?: string | undefined;
  stack?: string | undefined;
}

/** Undefined where no files are named. Throws `flags-conflict`, `input-needed`. */
export function filesAtHand(flags: ExplainFlags): FilesAtHand | undefined {
  const { dir, pair, with: other, stack } = flags;
  refuseTogether(flags, 'dir', 'pair');
  if (pair !== undefined || other !== undefined) {
    if (pair === undefined || other === undefined) {
      const flag = pair === undefined ? '--pair' : '--with';
      throw new TlsmithError('input-needed', `${flag} is missing: a link has two ends`, { flag });
    }
    return { paths: [pair, other], stack };
  }
  return dir === undefined ? undefined : { paths: [dir], stack };
}
