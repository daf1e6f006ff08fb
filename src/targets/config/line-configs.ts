// What the configs of stunnel and Redis say of their links.
import { readRedisSettings } from '../syntax/redis.js';
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
import { requireFewEnds, requireFewLines } from './reading-limits.js';
import { lastOf } from './setting-groups.js';

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
  requireFewLines(config.text);
  const sections = readStunnelSections(config.text);
  const [top] = sections;
  const isTop = top !== undefined && top.section === undefined;
  const services = isTop ? sections.slice(1) : sections;
  const own = isTop ? options(top, config) : [];
  return { config, global: withDefaults(above, own), services };
}

function options({ settings }: StunnelSection, config: ConfigText): PlacedSetting[] {
  return placed(settings, config).map(withVariables);
}

/**
 * These products look up nothing: who writes `${DOMAIN}` has it filled in before they read it. What
 * a token holds is no file.
 */
function withVariables(setting: PlacedSetting): PlacedSetting {
  const { value } = setting;
  if (typeof value !== 'string') return setting;
  if (/^pkcs11:/.test(value)) return { ...setting, value: { variable: value } };
  return /\$\{\w{1,100}\}/.test(value) ? { ...setting, value: { expression: value } } : setting;
}

/** Every service, with the options above the first. */
export function readStunnelConfig(
  { config, global, services }: StunnelConfig,
  targets: readonly Target[],
): ConfigReading {
  requireFewEnds(services.length);
  const read = services.map((service) => ({
    place: `[${service.section ?? ''}]`,
    line: service.line + (config.linesAbove ?? 0),
    settings: withDefaults(global, options(service, config)),
  }));
  const isOpen = ({ settings }: Service) => typeof optionOf(settings, 'client')?.value === 'object';
  return {
    ...NOTHING_READ,
    ends: read.filter((one) => !isOpen(one)).map((one) => serviceEnd(one, config, targets)),
    notJudged: read.filter(isOpen).map(({ place, line }) => ({
      file: config.path,
      line,
      what: `${place}: a variable says whether it is the client`,
    })),
  };
}

type Service = Pick<ConfiguredEnd, 'place' | 'line' | 'settings'>;

/** Without a section the options are those of the one service that inetd starts. */
export function readInetdService(
  { config, global }: StunnelConfig,
  targets: readonly Target[],
): ConfigReading {
  const [first] = global;
  const isService = optionOf(global, 'connect') ?? optionOf(global, 'exec');
  if (!first || !isService) return NOTHING_READ;
  const place = { place: 'the options', line: first.line, settings: global };
  return { ...NOTHING_READ, ends: [serviceEnd(place, config, targets)] };
}

function serviceEnd(
  own: Service,
  { path: file }: ConfigText,
  targets: readonly Target[],
): ConfiguredEnd {
  const isClient = String(optionOf(own.settings, 'client')?.value).toLowerCase() === 'yes';
  const target = endOf(targets, 'stunnel', isClient ? 'client' : undefined);
  return { ...own, target, file, speaksTls: true, passesOn: true };
}

/** stunnel knows its options in any case. */
export function optionOf(
  settings: readonly PlacedSetting[],
  name: string,
): PlacedSetting | undefined {
  return settings.findLast((one) => one.name.toLowerCase() === name);
}

function withDefaults(
  global: readonly PlacedSetting[],
  own: readonly PlacedSetting[],
): PlacedSetting[] {
  const names = new Set(own.map(({ name }) => name.toLowerCase()));
  return [...global.filter(({ name }) => !names.has(name.toLowerCase())), ...own];
}

/** Throws `input-malformed`. */
export function parseRedis(config: ConfigText): PlacedSetting[] {
  requireFewLines(config.text);
  return placed(readRedisSettings(config.text), config).map(withVariables);
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
