// Tells a person what the product that dials makes of the names it was given. For kits and `config show`.
import { type GeneralName, withoutRepeats } from '../../pki/names/general-name.js';
import type { Reporter } from '../../ports.js';
import { remarksOnHosts } from '../../targets/descriptor/dialled-hosts.js';
import type { StackVersion } from '../../targets/stack-version.js';
import type { Target } from '../../targets/target.js';

export function sayOfHosts(
  target: Target,
  version: StackVersion,
  hosts: readonly GeneralName[],
  { reporter }: { reporter: Reporter },
): void {
  const names = withoutRepeats(hosts).map(({ value }) => value);
  const { notes, warnings } = remarksOnHosts(target, version, names);
  notes.forEach((line) => reporter.note(line));
  warnings.forEach((line) => reporter.warn(line));
}
