// Settings about TLS of a YAML config that belong to no end of a link that is judged: inputs,
// modules, realms, exporters. For the readers of YAML configs, who say so.
import type { NotJudged, PlacedSetting } from './configured-end.js';

/** One for each place; `isKnown` is asked about what stands before the name of the setting. */
export function otherTls(
  settings: readonly PlacedSetting[],
  file: string,
  isKnown: (place: string) => boolean,
): NotJudged[] {
  const found = new Map<string, number>();
  for (const { name, line } of settings) {
    const place = /^(.{1,300}?\.(?:ssl|tls))\./s.exec(name)?.[1];
    if (place === undefined || isKnown(place)) continue;
    const above = nameOf(place);
    if (!found.has(above)) found.set(above, line);
  }
  return [...found].map(([above, line]) => ({ file, line, what: `TLS of ${above}` }));
}

/** Of a list the list: a sentence for each of its items would be too many. */
function nameOf(place: string): string {
  return place.replace(/\.(?:ssl|tls)$/, '').replace(/\.\d+(?:\..*)?$/s, '');
}
