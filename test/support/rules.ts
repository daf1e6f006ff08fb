// Every rule there is, with the file that it stands in, and every list of rules: found by looking,
// not by an index.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../../src/checks/rule.js';

/** What a rule judges is of no interest where all are looked at. */
export type AnyRule = Rule<never, never>;

export interface FoundRule {
  /** Below src/checks, without its ending. */
  file: string;
  name: string;
  rule: AnyRule;
}

export interface FoundRules {
  files: readonly string[];
  rules: FoundRule[];
  lists: ReadonlyMap<string, readonly AnyRule[]>;
}

/** The runtimes have no rules: they follow their sources. */
export async function rulesBelow(
  folder = fileURLToPath(new URL('../../src/checks/', import.meta.url)),
): Promise<FoundRules> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('runtime'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
  const rules: FoundRule[] = [];
  const lists = new Map<string, readonly AnyRule[]>();
  for (const file of files) {
    const exported = (await import(`${folder}${file}.ts`)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      if (isRule(value)) rules.push({ file, name, rule: value });
      if (Array.isArray(value)) lists.set(name, value as AnyRule[]);
    }
  }
  return { files, rules, lists };
}

function isRule(value: unknown): value is AnyRule {
  return typeof value === 'object' && value !== null && 'check' in value && 'citation' in value;
}
