// The products as a table: aligned for a person, one plain row each in a pipe.
import type { ConfigListing, ScheduleListing, TargetSummary } from '../../app/config/list.js';
import { aligned } from '../../terminal-text.js';
import type { Output } from '../base-command.js';
import { paint } from './paint.js';

const HEADINGS = ['TARGET', 'ROLE', 'VERSIONS', 'PEM KEYS', 'ENCRYPTED', 'PKCS#12', 'TALKS TO'];

const SCHEDULE_HEADINGS = ['SCHEDULE', 'WHAT', 'FILE'];

export function presentTargets({ targets, schedules }: ConfigListing, { stdout }: Output): void {
  const rows = targets.map(rowOf);
  if (!stdout.isTTY) {
    for (const row of [...rows, ...schedules.map(plainSchedule)]) {
      stdout.write(`${row.join('\t')}\n`);
    }
    return;
  }
  // A terminal has 80 columns; who wants all peers has the pipe and the JSON.
  for (const row of rows) row[row.length - 1] = shortList(row.at(-1) as string);
  writeTable([HEADINGS, ...rows], stdout);
  stdout.write('\n');
  writeTable([SCHEDULE_HEADINGS, ...schedules.map(scheduleRow)], stdout);
}

function writeTable(rows: string[][], stdout: Output['stdout']): void {
  const [head = '', ...lines] = aligned(rows).map((row) => row.join('  ').trimEnd());
  stdout.write(`${paint(head, 'bold', stdout)}\n`);
  for (const line of lines) stdout.write(`${line}\n`);
}

function scheduleRow({ name, title, configFiles: [first = ''] }: ScheduleListing): string[] {
  return [name, title, first];
}

/** As many columns as a product, so that a name is always the first and its kind the second. */
function plainSchedule({ name }: ScheduleListing): string[] {
  const [, , ...others] = HEADINGS.map(() => 'none');
  return [name, 'schedule', ...others];
}

function rowOf(target: TargetSummary): string[] {
  return [
    target.name,
    target.role,
    range(target.versions, '7.17'),
    keysIn(target, 'pkcs8'),
    since(target, 'pkcs8-encrypted'),
    since(target, 'pkcs12'),
    target.peers.join(' '),
  ];
}

/** Key families: every size of a family is read alike. */
function keysIn(target: TargetSummary, container: string): string {
  const types = target.reads.filter((rule) => rule.container === container);
  const families = types.flatMap(({ keyTypes }) => keyTypes.map((type) => type.split('-')[0]));
  return [...new Set(families)].join(' ') || 'none';
}

/** The versions in which that container is read. */
function since(target: TargetSummary, name: string): string {
  const rule = target.reads.find(({ container }) => container === name);
  return rule ? range(rule, '7.17') : 'none';
}

function range({ from, to }: { from?: string; to?: string }, oldest: string): string {
  return to === undefined ? `${from ?? oldest}+` : `${from ?? oldest}-${to}`;
}

function shortList(names: string): string {
  const words = names.split(' ');
  return words.length > 2 ? `${words.length} targets` : names;
}
