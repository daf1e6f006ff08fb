// What `doctor` found: each finding with its place and what to do, then what was not judged.
import type { Diagnosis } from '../../../app/doctor/diagnose.js';
import type { MendedFinding } from '../../../app/judging/config/mending.js';
import type { Severity } from '../../../checks/finding.js';
import { wrap } from '../../../terminal-text.js';
import type { Output } from '../../base-command.js';
import { escapeUnseen, escapeUnseenInJson } from '../../../quote.js';
import { adviceFor, commandsFor, fixPlan } from './fix-plan.js';
import { sarifText } from './sarif.js';
import type { DiagnosisDocument, ShownFinding } from './diagnosis-document.js';
import { paint } from '../paint.js';
import { widthOf } from '../verification/verification.js';

/** Put in by the build. */
declare const PROGRAM_VERSION: string;

export function diagnosisDocument(
  { findings, ...rest }: Diagnosis,
  hasPlan: boolean,
): DiagnosisDocument {
  const document = { ...rest, findings: findings.map(shownFinding) };
  return hasPlan ? { ...document, plan: fixPlan(findings) } : document;
}

export function shownFinding(finding: MendedFinding): ShownFinding {
  const { code, severity, subject, message, citation, place, edits } = finding;
  return {
    code,
    severity,
    subject,
    message,
    citation,
    file: place.file,
    line: place.line ?? null,
    setting: place.setting ?? null,
    remedy: adviceFor(finding),
    edits: edits.map(({ file, line, from, to }) => ({
      ...{ file, line, replaces: from !== undefined, lines: to },
    })),
    commands: commandsFor(finding),
  };
}

/** What is to be run is shown as it is. */
export function presentFixPlan(
  _shown: DiagnosisDocument,
  { stdout }: Output,
  { plan = [] }: DiagnosisDocument,
): void {
  for (const line of plan) stdout.write(`${escapeUnseen(line)}\n`);
}

/** JSON escapes by itself, and readers of it want the values. */
export function presentSarif(
  _shown: DiagnosisDocument,
  { stdout }: Output,
  whole: DiagnosisDocument,
): void {
  stdout.write(escapeUnseenInJson(sarifText(whole, PROGRAM_VERSION)));
}

export function presentDiagnosis(diagnosis: DiagnosisDocument, { stdout }: Output): void {
  if (stdout.isTTY) presentToPerson(diagnosis, stdout);
  else presentPlain(diagnosis, stdout);
}

function presentPlain(
  { ok, files, links, findings, notJudged }: DiagnosisDocument,
  stdout: NodeJS.WriteStream,
): void {
  const row = (name: string, value: string) => stdout.write(`${name}\t${value}\n`);
  row('verdict', ok ? 'yes' : 'no');
  for (const { path, products } of files) row('file', `${path}: ${products.join(', ')}`);
  for (const link of links) row('link', linkText(link));
  for (const { severity, code, message, citation, remedy, ...place } of findings) {
    row('finding', `${severity}: ${placeText(place)}: ${message} (${code}; ${citation})`);
    if (remedy !== '') row('remedy', remedy);
  }
  for (const { file, line, what } of notJudged) {
    row('not-judged', `${placeText({ file, line: line ?? null })}: ${what}`);
  }
}

export function placeText({ file, line }: { file: string; line: number | null }): string {
  return line === null ? file : `${file}:${line}`;
}

function linkText({ client, server, hosts }: Diagnosis['links'][number]): string {
  const dialled = hosts.length > 0 ? ` (${hosts.join(', ')})` : '';
  return `${client.file} ${client.place} -> ${server.file} ${server.place}${dialled}`;
}

const COLOURS = { error: 'red', warning: 'yellow', info: 'green' } as const;

function presentToPerson(
  { ok, files, links, findings, notJudged }: DiagnosisDocument,
  stdout: NodeJS.WriteStream,
): void {
  const width = widthOf(stdout);
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  const verdict = ok
    ? paint('nothing wrong', 'green', stdout)
    : paint(
        `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}`,
        'red',
        stdout,
      );
  stdout.write(`${verdict}\n\n`);
  for (const { path, products } of files) stdout.write(`  ${path}: ${products.join(', ')}\n`);
  for (const link of links) stdout.write(`  ${linkText(link)}\n`);
  for (const { severity, code, message, citation, remedy, ...place } of findings) {
    stdout.write(
      `\n  ${paint(severity, COLOURS[severity], stdout)}: ${paint(placeText(place), 'bold', stdout)}\n`,
    );
    const lines = [
      ...wrap(`${message} (${code}; ${citation})`, width),
      ...(remedy === '' ? [] : wrap(`What to do: ${remedy}`, width)),
    ];
    for (const line of lines) stdout.write(`    ${line}\n`);
  }
  if (notJudged.length > 0) stdout.write('\n  not judged\n');
  for (const { file, line, what } of notJudged) {
    for (const text of wrap(`${placeText({ file, line: line ?? null })}: ${what}`, width)) {
      stdout.write(`    ${text}\n`);
    }
  }
}

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
