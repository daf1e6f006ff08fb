// A result as people may see it: what a terminal would obey or hide is escaped in all of its texts,
// before any presenter lays them out.
import { escapeUnseen } from '../../quote.js';

/**
 * Of plain values, as a result is one: the JSON document is made of it too. Bytes stay as they are.
 */
export function shownResult<Result>(result: Result): Result {
  return shown(result) as Result;
}

/** The same of a list that comes in groups. */
export async function* shownGroups<Item>(
  groups: AsyncIterable<readonly Item[]>,
): AsyncGenerator<Item[]> {
  for await (const group of groups) yield group.map((item) => shownResult(item));
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return escapeUnseen(value);
  if (Array.isArray(value)) return value.map(shown);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shown(field)]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
