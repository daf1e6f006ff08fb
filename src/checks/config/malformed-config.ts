// Rule: a config is written in the language of its product: one that cannot be read starts nothing.
import type { UnreadConfig } from '../../targets/config/configured-end.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import { PRODUCT } from './config-rule.js';

export const malformedConfig: PathRule<readonly UnreadConfig[]> = {
  code: 'malformed-config',
  citation: PRODUCT,
  severity: 'error',
  rank: COMMON_RANK,
  check: (unread) =>
    unread.map(({ file, line, sentence }) => ({
      subject: file,
      place: { file, line, setting: undefined },
      message: sentence,
      remedy: {
        kind: 'by-hand',
        sentence:
          line === undefined ? 'mend the file' : `mend line ${line}, or what stands above it`,
      },
    })),
};
