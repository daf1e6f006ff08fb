// The rules for the files that a config names, before anybody looks at what they hold.
import { fileAbsent } from './file-absent.js';
import { fileForbidden } from './file-forbidden.js';
import { fileMode } from './file-mode.js';
import { fileUnreadable } from './file-unreadable.js';
import { fileUnusable } from './file-unusable.js';
import type { FileRule } from './named-file.js';
import { passwordWrong } from './password-wrong.js';

/** In the order in which a person would mend them. */
export const FILE_RULES: readonly FileRule[] = [
  ...[fileAbsent, fileUnreadable, passwordWrong, fileUnusable],
  ...[fileForbidden, fileMode],
];
