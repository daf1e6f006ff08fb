// The rules, one a line: code, severity, citation; aligned for a person, tabs in a pipe.
import type { ListedRule } from '../../../app/inspect/rules.js';
import { aligned } from '../../../terminal-text.js';
import type { Output } from '../../base-command.js';

export function presentRules({ rules }: { rules: readonly ListedRule[] }, output: Output): void {
  const { stdout } = output;
  const rows = rules.map(({ code, severities, citation }) => [
    code,
    severities.join('/'),
    citation,
  ]);
  const shown = stdout.isTTY ? aligned(rows) : rows;
  for (const cells of shown) stdout.write(`${cells.join(stdout.isTTY ? '  ' : '\t').trimEnd()}\n`);
}
