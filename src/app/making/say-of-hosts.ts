// Tells a person what a product makes of the names that it is to dial and of the folder that it is
// to read from. For kits and `config show`.
import type { ProductRelease, Target } from '../../targets/target.js';
import { type GeneralName, withoutRepeats } from '../../pki/names/general-name.js';
import type { Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import { remarksOnHosts } from '../../targets/descriptor/dialled-hosts.js';
import { placeFault } from '../writing/installed-files.js';

export function sayOfHosts(
  { target, version }: ProductRelease,
  hosts: readonly GeneralName[],
  { reporter }: { reporter: Reporter },
): void {
  const names = withoutRepeats(hosts).map(({ value }) => value);
  const { notes, warnings } = remarksOnHosts({ target, version }, names);
  notes.forEach((line) => reporter.note(line));
  warnings.forEach((line) => reporter.warn(line));
}

/** One folder is said for all hosts: which of them keep another one, and why. */
export function sayOfInstallFolder(
  wanted: string | undefined,
  hosts: readonly { name: string; target: Target; installFolder: string }[],
  { reporter }: { reporter: Reporter },
): void {
  if (wanted === undefined) return;
  for (const { name, target, installFolder } of hosts) {
    const fault = placeFault(target, wanted);
    if (fault === undefined) continue;
    reporter.note(`the files of ${name} stay in ${quote(installFolder)}: ${target.name} ${fault}`);
  }
}
