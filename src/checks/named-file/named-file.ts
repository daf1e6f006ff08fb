// What the rules about files that a config names share: each is there, and can be used for what it
// is named for. The cause is that of whoever tried to read it.
import type { ErrorCode } from '../../errors.js';
import type { ConfiguredHost, FileFault } from '../../targets/config/configured-host.js';
import type { Remedy } from '../remedy.js';
import { COMMON_RANK, type PathFault, type PathRule } from '../rule.js';
import { placeOf } from '../config/config-rule.js';

export type FileRule = PathRule<ConfiguredHost>;

/** Of most faults of files: what a product loads it has to find first. */
export const LOADER = "the product's loader";

export function fileRule(
  code: string,
  isOne: (code: ErrorCode) => boolean,
  say: (fault: FileFault, host: ConfiguredHost) => { message: string; remedy: Remedy },
): FileRule {
  return {
    code,
    citation: LOADER,
    severity: 'error',
    rank: COMMON_RANK,
    check: (host) =>
      host.faults
        .filter(({ error }) => isOne(error.code))
        .map((fault): PathFault => ({
          subject: fault.file.named ?? fault.file.path,
          place: placeOf(fault.file.setting),
          ...say(fault, host),
        })),
  };
}
