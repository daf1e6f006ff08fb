// Rule: no setting comes to nothing because of another.
import { startRule } from './start-rules.js';

export const uselessSetting = startRule('useless-setting');
