// Rule: products load keys, certificates and stores of both. What is something else is no file for
// them.
import type { ProductRelease } from '../../targets/target.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import { type LoadedFiles, nameOf, type UnloadedKind } from './loaded-files.js';

export const fileKind: PathRule<LoadedFiles, ProductRelease> = {
  code: 'file-kind',
  citation: "the product's loader",
  severity: 'error',
  rank: COMMON_RANK,
  check({ unloaded }, release) {
    if (!unloaded) return [];
    const { path: subject, kind } = unloaded;
    const { runtime = '' } = release.target.descriptor;
    // nginx and stunnel read them by settings that are in no snippet.
    if (kind === 'crl' && !['jdk', 'go', 'beats'].includes(runtime)) {
      const message = `the file is ${KINDS[kind]}, and whether ${nameOf(release)} reads one nobody has tried; what it loads are keys and certificates`;
      return [{ subject, message, severity: 'warning' }];
    }
    const consequence =
      kind === 'crl' ? `for which ${nameOf(release)} has no setting` : NOT_LOADED[kind];
    return [{ subject, message: `the file is ${KINDS[kind]}, ${consequence}` }];
  },
};

const KINDS: Readonly<Record<UnloadedKind, string>> = {
  'certification-request': 'a certificate request',
  'public-key': 'a public key',
  crl: 'a certificate revocation list',
};

const NOT_LOADED: Readonly<Record<Exclude<UnloadedKind, 'crl'>, string>> = {
  'certification-request':
    'which no product loads: it is for a CA, whose certificate is loaded beside the private key',
  'public-key': 'which no product loads: it loads a private key and its certificate',
};
