// The table's flags as the framework wants them, for help, manifest and shell completion; they are
// parsed by the table's own parser.
import * as Flags from '@oclif/core/flags';
import { type CertutilFlag, flagsOf, type Mode } from './flag-table.js';

export function helpFlags(mode: Mode) {
  return Object.fromEntries(flagsOf(mode).map((flag) => [flag.name, helpFlag(flag)]));
}

function helpFlag({ takes, char, description, helpValue = 'VALUE' }: CertutilFlag) {
  const words = { description, ...(char !== undefined && { char: char as 's' }) };
  return takes === 'none' ? Flags.boolean(words) : Flags.string({ ...words, helpValue });
}
