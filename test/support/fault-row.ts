// A fault of a config as a row: what is whole, what one change does to it, and what `doctor` says.
// Held to: the whole is clean, the fault is found at its line, and its remedy makes it clean again.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { MendedFinding } from '../../src/app/judging/config/mending.js';
import { adviceFor } from '../../src/cli/present/doctor/fix-plan.js';
import type { Severity } from '../../src/checks/finding.js';
import { type Contents, look, mend, put, textAt, treeOf } from './doctor-world.js';
import type { MemoryFile, MemoryTree } from './memory-files.js';
import type { Made } from './path-builder.js';

/** A text of a file and what stands in its place; or files, some of which go (undefined). */
export type FaultChange =
  | readonly [file: string, from: string, to: string]
  | Readonly<Record<string, string | Uint8Array | undefined | Partial<MemoryFile>>>;

export interface FaultRow {
  name: string;
  whole: Contents;
  stack?: string;
  change: FaultChange;
  code: string;
  severity?: Severity;
  /** Where it is said: the config, the beginning of the line, the setting. */
  at: readonly [file: string, line: string, setting?: string];
  /** Of the message. */
  says?: RegExp;
  /** What a person does who is told a sentence. */
  byHand?: readonly [sentence: RegExp, act: FaultChange];
}

export function rowsOf(whole: Contents, rows: readonly Omit<FaultRow, 'whole'>[]): FaultRow[] {
  return rows.map((row) => ({ whole, ...row }));
}

export function fingerprintOf({ der }: Made): string {
  return createHash('sha256').update(der).digest('hex');
}

export function holdFaults(rows: readonly FaultRow[]): void {
  it.each(rows)('$code: $name', async (row) => {
    const tree = treeOf(row.whole);
    expect(await troubles(tree, row), 'the twin').toEqual([]);
    change(tree, row.change);
    const { findings } = await look(tree, row.stack);
    const found = findings.find((one) => isIt(one, row, tree));
    const shown = findings.map((one) => shownFinding(one, tree));
    expect(found, `found:\n${shown.join('\n')}`).toBeDefined();
    if (!found || (row.severity ?? 'error') === 'info') return;
    await follow(tree, found, row);
    expect(await troubles(tree, row), `after: ${adviceFor(found)}`).toEqual([]);
  });
}

async function follow(tree: MemoryTree, found: MendedFinding, { byHand }: FaultRow): Promise<void> {
  const isMended = await mend(tree, found);
  if (isMended && !byHand) return;
  expect(adviceFor(found)).toMatch(byHand?.[0] ?? /^(?!)/);
  if (byHand) change(tree, byHand[1]);
}

function isIt({ code, severity, message, place }: MendedFinding, row: FaultRow, tree: MemoryTree) {
  const [file, line, setting] = row.at;
  return (
    code === row.code &&
    severity === (row.severity ?? 'error') &&
    place.file === file &&
    lineOf(place, tree).startsWith(line) &&
    (setting === undefined || place.setting === setting) &&
    (row.says ?? /./).test(message)
  );
}

function lineOf({ file, line }: MendedFinding['place'], tree: MemoryTree): string {
  return line === undefined ? '' : (textAt(tree, file).split('\n')[line - 1] ?? '').trim();
}

async function troubles(tree: MemoryTree, { stack }: FaultRow): Promise<string[]> {
  const { findings } = await look(tree, stack);
  return findings
    .filter(({ severity }) => severity !== 'info')
    .map((one) => shownFinding(one, tree));
}

function shownFinding(finding: MendedFinding, tree: MemoryTree): string {
  const { code, severity, message, place } = finding;
  return `${severity} ${code} at ${place.file}: ${lineOf(place, tree)} [${place.setting}]: ${message} -> ${adviceFor(finding)}`;
}

function change(tree: MemoryTree, how: FaultChange): void {
  if (isTextChange(how)) {
    const [file, from, to] = how;
    const text = textAt(tree, file);
    expect(text.split(from).length, `${from} in ${file}`).toBe(2);
    put(
      tree,
      file,
      text.replace(from, () => to),
    );
    return;
  }
  for (const [path, to] of Object.entries(how)) {
    if (to === undefined) tree.delete(path);
    else if (typeof to === 'string' || to instanceof Uint8Array) put(tree, path, to);
    else tree.set(path, { ...(tree.get(path) as MemoryFile), ...to });
  }
}

function isTextChange(how: FaultChange): how is readonly [string, string, string] {
  return Array.isArray(how);
}
