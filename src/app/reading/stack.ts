// The stack version of a call, as it was typed; none: the newest that is known.
import type { Reporter } from '../../ports.js';
import {
  NEWEST_STACK_VERSION,
  parseStackVersion,
  type StackVersion,
} from '../../targets/stack-version.js';

/** Throws `version-unknown`; a newer minor than all known ones is said. */
export function versionOf(stack: string | undefined, reporter: Reporter): StackVersion {
  if (stack === undefined) return NEWEST_STACK_VERSION;
  const { version, warning } = parseStackVersion(stack);
  if (warning !== undefined) reporter.warn(warning);
  return version;
}
