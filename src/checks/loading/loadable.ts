// What a product can load, before any handshake: the one judge of that for snippets, exports,
// `inspect --for` and links.
import type { ProductRelease } from '../../targets/target.js';
import type { PathFinding } from '../finding.js';
import { findingsBy } from '../rule.js';
import type { LoadedFiles } from './loaded-files.js';
import { LOADING_RULES } from './rules.js';

/** Errors where it does not load, warnings where nobody knows. */
export function judgeLoading(files: LoadedFiles, release: ProductRelease): PathFinding[] {
  return findingsBy(LOADING_RULES, files, release);
}
