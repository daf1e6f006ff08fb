// Rule: settings that exclude each other do not stand side by side.
import { startRule } from './start-rules.js';

export const excludedSettings = startRule('excluded-settings');
