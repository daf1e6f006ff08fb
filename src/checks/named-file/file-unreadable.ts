// Rule: a file that a config names can be read.
import { quotePath } from '../../quote.js';
import { fileRule } from './named-file.js';

export const fileUnreadable = fileRule(
  'file-unreadable',
  (code) => code === 'input-unreadable',
  ({ file, error }) => ({
    message: error.sentence,
    remedy: { kind: 'by-hand', sentence: `let whoever runs this read ${quotePath(file.path)}` },
  }),
);
