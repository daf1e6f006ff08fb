// What the configs of stunnel and Redis say of their links.
import { readRedisSettings } from '../syntax/redis.js';
import { readStunnelSections } from '../syntax/stunnel.js';
import type { ReadSetting } from '../snippet/setting.js';
import type { Target } from '../target.js';
import {
  type ConfigReading,
  type ConfigText,
  type ConfiguredEnd,
  endOf,
  type Inclusion,
  NOTHING_READ,
  placed,
  type PlacedSetting,
} from './configured-end.js';
import { lastOf } from './setting-groups.js';

/** Every service, with the options above the first. Throws `input-malformed`. */
export function readStunnelConfig(config: ConfigText, targets: readonly Target[]): ConfigReading {
  const sections = readStunnelSections(config.text);
  const [top, ...services] = sections;
  const global = top?.section === undefined ? (top?.settings ?? []) : [];
  const own = top?.section === undefined ? services : sections;
  // Without a section the options are those of the one service that inetd starts.
  const all = own.length > 0 ? own : sections;
  return {
    ...NOTHING_READ,
    ends: all.map(({ section, line, settings }): ConfiguredEnd => {
      const all = placed(withDefaults(global, section === undefined ? [] : settings), config);
      const isClient = String(lastOf(all, 'client')?.value).toLowerCase() === 'yes';
      return {
        target: endOf(targets, 'stunnel', isClient ? 'client' : undefined),
        place: section === undefined ? 'the options' : `[${section}]`,
        file: config.path,
        line: line + (config.linesAbove ?? 0),
        settings: all,
        speaksTls: true,
        passesOn: true,
      };
    }),
  };
}

/** stunnel knows its options in any case; ours are spelt as its manual spells them. */
function withDefaults(global: readonly ReadSetting[], own: readonly ReadSetting[]): ReadSetting[] {
  const isOwn = ({ name }: ReadSetting) =>
    own.some((one) => one.name.toLowerCase() === name.toLowerCase());
  return [...global.filter((one) => !isOwn(one)), ...own];
}

/** One end, where a port speaks TLS. Throws `input-malformed`. */
export function readRedisConfig(config: ConfigText, targets: readonly Target[]): ConfigReading {
  const settings = placed(readRedisSettings(config.text), config).map(withWords);
  const inclusions = settings.flatMap(({ name, value, line }): Inclusion[] =>
    name === 'include' && typeof value === 'string'
      ? [{ file: config.path, line, pattern: value, kind: 'redis' }]
      : [],
  );
  const first = settings.find(({ name }) => name.startsWith('tls-'));
  if (!first) return { ...NOTHING_READ, inclusions };
  const end: ConfiguredEnd = {
    target: endOf(targets, 'redis'),
    place: 'redis',
    file: config.path,
    line: first.line,
    settings,
  };
  return { ...NOTHING_READ, ends: [end], inclusions };
}

/** Versions of TLS are words of one argument. */
function withWords(setting: PlacedSetting): PlacedSetting {
  const { name, value } = setting;
  const isOne = name === 'tls-protocols' && typeof value === 'string' && /\s/.test(value);
  return isOne ? { ...setting, value: value.split(/\s+/).filter((word) => word !== '') } : setting;
}
