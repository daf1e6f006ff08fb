// The files that a pattern of a config stands for: `/etc/nginx/conf.d/*.conf`. For config-files.ts.
import { pathIn } from '../../../path-in.js';
import type { Files } from '../../../ports.js';

/** In order of their names; a name without a pattern in it is itself, where it is there. */
export async function matchingFiles(pattern: string, files: Files): Promise<string[]> {
  const parts = pattern.split('/');
  let found = [parts[0] === '' ? '/' : '.'];
  for (const part of parts.filter((one) => one !== '' && one !== '.')) {
    const next: string[] = [];
    for (const folder of found) next.push(...(await stepInto(folder, part, files)));
    found = next;
  }
  return found.map((path) => (pattern.startsWith('/') ? path : path.replace(/^\.\//, '')));
}

async function stepInto(folder: string, part: string, files: Files): Promise<string[]> {
  const at = (name: string) => (folder === '/' ? `/${name}` : pathIn(folder, name));
  if (!/[*?[{]/.test(part)) {
    return (await files.kindBehind(at(part))) === 'absent' ? [] : [at(part)];
  }
  if ((await files.kindBehind(folder)) !== 'folder') return [];
  const matches = matcherOf(part);
  return (await files.list(folder))
    .filter((name) => matches(name) && (!name.startsWith('.') || part.startsWith('.')))
    .map(at);
}

/**
 * `*`, `?`, `[…]` and `{a,b}` of one step. Compared by position sets, so that no pattern takes more
 * than its length times that of the name.
 */
function matcherOf(part: string): (name: string) => boolean {
  const choices = /^([^{]*)\{([^{}]*)\}(.*)$/s.exec(part);
  if (choices) {
    const [, before = '', inside = '', after = ''] = choices;
    const all = inside
      .split(',')
      .slice(0, 100)
      .map((one) => matcherOf(`${before}${one}${after}`));
    return (name) => all.some((matches) => matches(name));
  }
  const tokens = part.match(/\[[^\]]*\]|./gsu) ?? [];
  return (name) => {
    let places = new Set([0]);
    const characters = [...name];
    const spread = (from: Set<number>) => {
      for (const place of from) if (tokens[place] === '*') from.add(place + 1);
      return from;
    };
    places = spread(places);
    for (const character of characters) {
      const next = new Set<number>();
      for (const place of places) {
        const token = tokens[place];
        if (token === undefined) continue;
        if (token === '*') next.add(place);
        else if (isOne(token, character)) next.add(place + 1);
      }
      places = spread(next);
    }
    return places.has(tokens.length);
  };
}

function isOne(token: string, character: string): boolean {
  if (token === '?') return true;
  if (!token.startsWith('[') || token.length < 3) return token === character;
  const isNegated = /^\[[!^]/.test(token);
  const inside = token.slice(isNegated ? 2 : 1, -1);
  const ranges = inside.match(/.-.|./gsu) ?? [];
  const isIn = ranges.some((range) =>
    range.length === 3
      ? character >= range.charAt(0) && character <= range.charAt(2)
      : character === range,
  );
  return isIn !== isNegated;
}
