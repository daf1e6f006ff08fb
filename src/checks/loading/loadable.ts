// What a product can load, before any handshake: the one judge of that for snippets, exports, `inspect --for` and links.
import type { ProductRelease } from '../../targets/product-release.js';
import type { PathFinding } from '../finding.js';
import { findingsBy, type PathRule } from '../rule.js';
import { certificateForm } from './certificate-form.js';
import { chainOrder } from './chain-order.js';
import { jvmCertificate } from './jvm-certificate.js';
import { keyForm } from './key-form.js';
import { keyPassword } from './key-password.js';
import { keyType } from './key-type.js';
import type { LoadedFiles } from './loaded-files.js';

/** In the order in which a person would mend them. */
export const LOADING_RULES: readonly PathRule<LoadedFiles, ProductRelease>[] = [
  ...[jvmCertificate, certificateForm, chainOrder],
  ...[keyForm, keyType, keyPassword],
];

/** Errors where it does not load, warnings where nobody knows. */
export function judgeLoading(files: LoadedFiles, release: ProductRelease): PathFinding[] {
  return findingsBy(LOADING_RULES, files, release);
}
