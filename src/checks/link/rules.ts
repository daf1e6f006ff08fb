// The rules for the two ends of a link: what the snippet of one end says, and whether the two trust
// each other's CAs.
import type { PathRule } from '../rule.js';
import { differentAuthorities, type JudgedEnd } from './different-authorities.js';
import { type IncompleteEnd, missingSetting } from './missing-setting.js';

export const SNIPPET_RULES: readonly PathRule<IncompleteEnd>[] = [missingSetting];

export const TRUST_RULES: readonly PathRule<JudgedEnd>[] = [differentAuthorities];
