// How products take new files: what several do alike is said once.
import type { HostUptake } from '../../app/renewing/uptake.js';

export function uptakeLines(uptakes: readonly HostUptake[]): string[] {
  const ways = new Map<string, { targets: Set<string>; uptake: HostUptake }>();
  for (const uptake of uptakes) {
    const { targets } = ways.get(uptake.sentence) ?? { targets: new Set() };
    ways.set(uptake.sentence, { targets: targets.add(uptake.target), uptake });
  }
  return [...ways.values()].flatMap(({ targets, uptake: { by, sentence, command } }) => [
    `${[...targets].join(', ')} (${WAYS[by]}): ${sentence}`,
    ...(command === undefined ? [] : [`  ${command}`]),
  ]);
}

const WAYS = {
  itself: 'notices by itself',
  reload: 'reload',
  restart: 'restart',
  'next-start': 'at its next start',
} as const;
