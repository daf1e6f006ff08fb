// The rules for what one end's config says, before any file of it is opened.
import { clearSecret } from './clear-secret.js';
import type { ConfigRule } from './config-rule.js';
import { deprecatedSetting, futureSetting, obsoleteSetting } from './obsolete-setting.js';
import { fileForbidden, fileMode } from './file-mode.js';
import {
  fileAbsent,
  fileUnreadable,
  fileUnusable,
  type FileRule,
  passwordWrong,
} from './named-file.js';
import { repeatedSetting } from './repeated-setting.js';
import { settingValue } from './setting-value.js';
import { excludedSettings, missingSettings, uselessSetting } from './start-rules.js';
import { unknownSetting } from './unknown-setting.js';
import { nameNotChecked, verificationOff } from './verification-off.js';

/** In the order in which a person would mend them. */
export const CONFIG_RULES: readonly ConfigRule[] = [
  ...[unknownSetting, obsoleteSetting, futureSetting, settingValue, repeatedSetting],
  ...[excludedSettings, missingSettings, uselessSetting],
  ...[verificationOff, nameNotChecked, clearSecret, deprecatedSetting],
];

/** The rules for the files that it names, before anybody looks at what they hold. */
export const FILE_RULES: readonly FileRule[] = [
  ...[fileAbsent, fileUnreadable, passwordWrong, fileUnusable],
  ...[fileForbidden, fileMode],
];
