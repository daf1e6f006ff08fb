// What the configs of stunnel and Redis say of their links.
import { readRedisSettings } from '../syntax/redis.js';
import { redisWords } from '../syntax/redis-words.js';
import { readStunnelSections, type StunnelSection } from '../syntax/stunnel.js';
import type { Target } from '../target.js';
import {
  type ConfigReading,
  type ConfigText,
  type ConfiguredEnd,
  endOf,
  NOTHING_READ,
  placed,
  type PlacedSetting,
} from './configured-end.js';
import { lastOf } from './setting-groups.js';
import { stunnelOption } from './stunnel-options.js';

/** A config of stunnel, with the options that hold for each of its services. */
export interface StunnelConfig {
  config: ConfigText;
  global: readonly PlacedSetting[];
  services: readonly StunnelSection[];
}

/** `above`: options of a config that takes this one in. Throws `input-malformed`. */
export function parseStunnel(
  config: ConfigText,
  above: readonly PlacedSetting[] = [],
): StunnelConfig {
  const sections = readStunnelSections(config.text);
  const [top] = sections;
  const isTop = top !== undefined && top.section === undefined;
  const services = isTop ? sections.slice(1) : sections;
  const own = isTop ? options(top, config) : [];
  return { config, global: withDefaults(above, own), services };
}

function options({ settings }: StunnelSection, config: ConfigText): PlacedSetting[] {
  return placed(settings, config).map((one) => ({
    ...withVariables(one),
    name: stunnelOption(one.name),
  }));
}

/**
 * These products look up nothing: who writes `${DOMAIN}` has it filled in before they read it. What
 * a token holds is no file.
 */
function withVariables(setting: PlacedSetting): PlacedSetting {
  const { value } = setting;
  const isFilled = typeof value === 'string' && /\$\{\w{1,100}\}|^pkcs11:/.test(value);
  return isFilled ? { ...setting, value: { expression: value } } : setting;
}

/** Every service, with the options above the first. */
export function readStunnelConfig(
  { config, global, services }: StunnelConfig,
  targets: readonly Target[],
): ConfigReading {
  const ends = services.map((service): ConfiguredEnd => {
    const settings = withDefaults(global, options(service, config));
    const line = service.line + (config.linesAbove ?? 0);
    return serviceEnd({ place: `[${service.section ?? ''}]`, line, settings }, config, targets);
  });
  return { ...NOTHING_READ, ends };
}

/** Without a section the options are those of the one service that inetd starts. */
export function readInetdService(
  { config, global }: StunnelConfig,
  targets: readonly Target[],
): ConfigReading {
  const [first] = global;
  if (!first) return NOTHING_READ;
  const place = { place: 'the options', line: first.line, settings: global };
  return { ...NOTHING_READ, ends: [serviceEnd(place, config, targets)] };
}

function serviceEnd(
  own: Pick<ConfiguredEnd, 'place' | 'line' | 'settings'>,
  { path: file }: ConfigText,
  targets: readonly Target[],
): ConfiguredEnd {
  const isClient = String(lastOf(own.settings, 'client')?.value).toLowerCase() === 'yes';
  const target = endOf(targets, 'stunnel', isClient ? 'client' : undefined);
  return { ...own, target, file, speaksTls: true, passesOn: true };
}

function withDefaults(
  global: readonly PlacedSetting[],
  own: readonly PlacedSetting[],
): PlacedSetting[] {
  const names = new Set(own.map(({ name }) => name));
  return [...global.filter(({ name }) => !names.has(name)), ...own];
}

/** Throws `input-malformed`. */
export function parseRedis(config: ConfigText): PlacedSetting[] {
  return placed(readRedisSettings(config.text), config).map(withWords).map(withVariables);
}

/** One word may hold several: `tls-protocols "TLSv1.2 TLSv1.3"`. */
function withWords(setting: PlacedSetting): PlacedSetting {
  const { name, value } = setting;
  if (name !== 'tls-protocols' || typeof value !== 'string') return setting;
  const words = redisWords(value) ?? [];
  return words.length > 1 ? { ...setting, value: words } : setting;
}

/** One end, where a port speaks TLS. */
export function readRedisConfig(
  settings: readonly PlacedSetting[],
  { path: file }: ConfigText,
  targets: readonly Target[],
): ConfigReading {
  const first = settings.find(({ name }) => name.startsWith('tls-'));
  if (!first) return NOTHING_READ;
  const isOff = lastOf(settings, 'tls-port')?.value === '0';
  const end: ConfiguredEnd = {
    target: endOf(targets, 'redis'),
    place: 'redis',
    file,
    line: first.file === file ? first.line : 1,
    settings,
    ...(isOff && { speaksTls: false }),
  };
  return { ...NOTHING_READ, ends: [end] };
}
