// What the lines of a log mean: for each the cause, which side to mend, and the command that tells
// whether it is so.
import type { FittedExplanation, FittedLine } from '../../app/explain/explained-files.js';
import type { Explanation } from '../../app/explain/log.js';
import type { ExplainedLine } from '../../app/explain/tally.js';
import type { Side } from '../../tls/messages/message.js';
import { wrap } from '../../terminal-text.js';
import type { Output } from '../base-command.js';
import { CHECK_COMMANDS } from './check-commands.js';
import { placeText, shownFinding } from './doctor/diagnosis.js';
import type { ShownFinding } from './doctor/diagnosis-document.js';
import { paint } from './paint.js';
import { widthOf } from './verification/verification.js';

type ShownLine = Omit<ExplainedLine, 'check'> & {
  check: string;
  /** Where files were named. */
  findings?: ShownFinding[];
};
type ShownExplanation = Omit<Explanation, 'lines'> & { lines: ShownLine[] };

const SIDES: Readonly<Record<Side, string>> = {
  client: 'the client, who dials',
  server: 'the server',
  either: 'either side; the rest of the log says which',
  network: 'the network between them, or who listens; no certificate',
  nobody: 'neither side as far as TLS goes',
};

/** The result with each check as the command to type. */
export function explanationDocument(
  explanation: Explanation | FittedExplanation,
): ShownExplanation {
  const withCommand = (line: ExplainedLine | FittedLine): ShownLine => {
    const { findings, ...explained } = { findings: undefined, ...line };
    const shown = { ...explained, check: CHECK_COMMANDS[line.check] };
    return findings ? { ...shown, findings: findings.map(shownFinding) } : shown;
  };
  return { ...explanation, lines: explanation.lines.map(withCommand) };
}

export function presentExplanation(explanation: ShownExplanation, output: Output): void {
  const { ok, lines, linesRead, more } = explanation;
  const { stdout, stderr, isQuiet } = output;
  const present = stdout.isTTY ? presentToPerson : presentRows;
  lines.forEach((line, at) => {
    if (at > 0) stdout.write('\n');
    present(line, stdout);
  });
  if (isQuiet) return;
  if (!ok) stderr.write(`nothing recognised in ${counted(linesRead, 'line')}\n`);
  if (more > 0) stderr.write(`not shown: ${counted(more, 'further line')} of these kinds\n`);
}

function presentToPerson(explained: ShownLine, stdout: NodeJS.WriteStream): void {
  const { line, code, who, first, count } = explained;
  const times = count === 1 ? '' : `, ${count} times`;
  stdout.write(`${paint(line, 'bold', stdout)}\n`);
  stdout.write(`  line ${first}${times}; ${who} (${code})\n`);
  for (const [label, text] of sentencesOf(explained)) {
    const [start = '', ...others] = wrap(text, widthOf(stdout) - LABEL_WIDTH);
    stdout.write(`  ${label.padEnd(LABEL_WIDTH)}${start}\n`);
    for (const other of others) stdout.write(`  ${' '.repeat(LABEL_WIDTH)}${other}\n`);
  }
}

const LABEL_WIDTH = 8;

/** A field's name, a tab, its value; an empty line between two entries. */
function presentRows(explained: ShownLine, stdout: NodeJS.WriteStream): void {
  const { line, code, who, first, count } = explained;
  const facts = { line, first: String(first), count: String(count), code, who };
  for (const [label, text] of [...Object.entries(facts), ...sentencesOf(explained)]) {
    stdout.write(`${label}\t${text}\n`);
  }
}

function sentencesOf({ cause, side, remedy, check, findings }: ShownLine): [string, string][] {
  return [
    ['cause', cause],
    ['side', SIDES[side]],
    ['remedy', remedy],
    ['check', check],
    ...(findings ?? []).flatMap((one): [string, string][] => [
      ['found', `${placeText(one)}: ${one.message} (${one.code})`],
      ...(one.remedy === '' ? [] : [['mend', one.remedy] as [string, string]]),
    ]),
    ...(findings?.length === 0
      ? [['found', 'nothing in the files fits this line'] as [string, string]]
      : []),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
