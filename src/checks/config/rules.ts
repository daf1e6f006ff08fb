// The rules for what one end's config says, before any file of it is opened.
import { clearSecret } from './clear-secret.js';
import type { ConfigRule } from './config-rule.js';
import { deprecatedSetting } from './deprecated-setting.js';
import { excludedSettings } from './excluded-settings.js';
import { fileAbsent } from './file-absent.js';
import { fileForbidden } from './file-forbidden.js';
import { fileMode } from './file-mode.js';
import { fileUnreadable } from './file-unreadable.js';
import { fileUnusable } from './file-unusable.js';
import { futureProduct } from './future-product.js';
import { futureSetting } from './future-setting.js';
import { neededSetting } from '../link/missing-setting.js';
import { malformedConfig } from './malformed-config.js';
import { nameNotChecked } from './name-not-checked.js';
import type { FileRule } from './named-file.js';
import { obsoleteSetting } from './obsolete-setting.js';
import { passwordWrong } from './password-wrong.js';
import { repeatedSetting } from './repeated-setting.js';
import { settingValue } from './setting-value.js';
import { unknownSetting } from './unknown-setting.js';
import { straySetting } from './stray-setting.js';
import { tooManyValues } from './too-many-values.js';
import { uselessSetting } from './useless-setting.js';
import { verificationOff } from './verification-off.js';

/** In the order in which a person would mend them. */
export const CONFIG_RULES: readonly ConfigRule[] = [
  ...[
    futureProduct,
    unknownSetting,
    obsoleteSetting,
    futureSetting,
    settingValue,
    tooManyValues,
    repeatedSetting,
  ],
  ...[excludedSettings, neededSetting, uselessSetting],
  ...[verificationOff, nameNotChecked, clearSecret, deprecatedSetting],
];

/** For what stands where nothing reads it. */
export const STRAY_RULES = [straySetting];

/** For what nobody can read at all. */
export const UNREAD_RULES = [malformedConfig];

/** The rules for the files that it names, before anybody looks at what they hold. */
export const FILE_RULES: readonly FileRule[] = [
  ...[fileAbsent, fileUnreadable, passwordWrong, fileUnusable],
  ...[fileForbidden, fileMode],
];
