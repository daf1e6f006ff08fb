// Rule: a file that a config names is there.
import { quotePath } from '../../quote.js';
import { productOf } from '../config/config-rule.js';
import { fileRule } from './named-file.js';

export const fileAbsent = fileRule(
  'file-absent',
  (code) => code === 'input-absent',
  ({ file }, { view }) => ({
    message: `${file.setting.name} of ${productOf(view)} names ${quotePath(file.named ?? file.path)}, and there is no such file`,
    remedy: {
      kind: 'by-hand',
      sentence: `put the file to ${quotePath(file.path)}, or name the one that is meant in ${file.setting.name}`,
    },
  }),
);
