// What a configuration of nginx says of its links: servers that speak TLS, and locations that dial
// with it. Directives are inherited as nginx does it: whole, and where the level has none of them.
import type { SettingValue } from '../snippet/setting.js';
import type { Target } from '../target.js';
import {
  type ConfigReading,
  type ConfiguredEnd,
  endOf,
  NOTHING_READ,
  type PlacedSetting,
} from './configured-end.js';
import type { NginxDirective } from './nginx-tree.js';
import { ReadingWeight } from './reading-limits.js';

interface Level {
  /** What is set here; what is set above counts where this level has none of that name. */
  readonly own: readonly PlacedSetting[];
  readonly above: Level | undefined;
  readonly isStream: boolean;
  /** `upstream backend { … }`: the name, and the addresses that it stands for. */
  readonly upstreams: ReadonlyMap<string, readonly string[]>;
}

/** The ends of a whole configuration, or of a part of one that others include. */
export function readNginxTree(
  directives: readonly NginxDirective[],
  targets: readonly Target[],
): ConfigReading {
  const upstreams = new Map<string, readonly string[]>();
  collectUpstreams(directives, upstreams);
  const ends: ConfiguredEnd[] = [];
  const weight = new ReadingWeight();
  const take = (found: readonly ConfiguredEnd[]) => {
    weight.add(found);
    ends.push(...found);
  };
  const walk = (level: readonly NginxDirective[], here: Level): void => {
    for (const { name, values, children, file, line } of level) {
      if (!children || name === 'upstream') continue;
      const isStream = name === 'stream' || (name !== 'http' && here.isStream);
      const inner: Level = { own: settingsOf(children), above: here, isStream, upstreams };
      const place = { file, line };
      if (name === 'server' && values.length === 0) {
        take([...serverEnd(inner, place, targets), ...streamUpstream(inner, place, targets)]);
      }
      if (name === 'location' || (name === 'if' && !isStream)) {
        take(locationEnd(inner, place, targets));
      }
      walk(children, inner);
    }
  };
  const top: Level = { own: settingsOf(directives), above: undefined, isStream: false, upstreams };
  walk(directives, top);
  return { ...NOTHING_READ, ends: [...ends, ...loose(directives, ends, targets)] };
}

/** All that counts there, inherited as nginx does it. */
function settingsAt({ own, above }: Level): PlacedSetting[] {
  if (!above) return [...own];
  const names = new Set(own.map(({ name }) => name));
  return [...settingsAt(above).filter(({ name }) => !names.has(name)), ...own];
}

/** The last of that name, here or above. */
function lastAt(level: Level | undefined, name: string): PlacedSetting | undefined {
  if (!level) return undefined;
  return level.own.findLast((one) => one.name === name) ?? lastAt(level.above, name);
}

interface Placement {
  file: string;
  line: number;
}

/** A server that speaks TLS, or has a certificate and does not. */
function serverEnd(
  level: Level,
  { file, line }: Placement,
  targets: readonly Target[],
): ConfiguredEnd[] {
  const { own, isStream } = level;
  const listens = own.filter(({ name }) => name === 'listen');
  const isTls = listens.some(speaksTls) || lastAt(level, 'ssl')?.value === 'on';
  const hasOwn = own.some(({ name }) =>
    /^ssl_(?:certificate|client_certificate|verify_client)/.test(name),
  );
  // Without a certificate it is plain on purpose, and without `listen` on a port of its machine.
  if (!isTls && !hasOwn && (isStream || listens.length === 0)) return [];
  // It is there for those who dial another name, and shows nobody anything.
  const rejects = lastAt(level, 'ssl_reject_handshake')?.value === 'on';
  if (rejects && !lastAt(level, 'ssl_certificate')) return [];
  const called = lastAt(level, 'server_name')?.value;
  const [name] = Array.isArray(called) ? called : [called];
  const port = listens.find(speaksTls) ?? listens[0];
  const words = typeof name === 'string' && name !== '_' ? ` ${name}` : '';
  const settings = settingsAt(level).filter((one) => one.name !== 'listen');
  return [
    {
      target: withProtocols(endOf(targets, 'nginx'), targets),
      place: `server${words}`,
      file,
      line,
      // The port that is judged is the one that speaks TLS.
      settings: [...settings, ...(port ? [port] : [])],
      speaksTls: isTls,
      ...(!isTls && !hasOwn && { isPlain: true }),
      ...(isStream && { passesOn: true }),
    },
  ];
}

/** One server of nginx stands before whatever speaks HTTP. */
function withProtocols(target: Target, targets: readonly Target[]): Target {
  const accepts = targets
    .filter(({ name, role }) => name === target.name && role === 'server')
    .flatMap(({ descriptor }) => descriptor.accepts);
  return { ...target, descriptor: { ...target.descriptor, accepts: [...accepts, 'json-http'] } };
}

function speaksTls({ name, value }: PlacedSetting): boolean {
  const words: readonly unknown[] = Array.isArray(value) ? value : [value];
  return name === 'listen' && (words.includes('ssl') || words.includes('quic'));
}

function locationEnd(
  level: Level,
  { file, line }: Placement,
  targets: readonly Target[],
): ConfiguredEnd[] {
  const { own, upstreams } = level;
  const passing = own.find(({ name }) => name === 'proxy_pass');
  const url = passing && urlIn(passing.value);
  const scheme = /^(https?):\/\//i.exec(url ?? '')?.[1]?.toLowerCase();
  if (!passing || url === undefined || scheme === undefined) return [];
  return [
    {
      target: endOf(targets, 'nginx', 'upstream'),
      speaksTls: scheme === 'https',
      ...(scheme === 'http' && { isPlain: true }),
      place: `proxy_pass ${url.replace(/\/\/[^@/]*@/, '//')}`,
      file,
      line: passing.line || line,
      settings: dialling(level, passing, dialledBy(url, upstreams)),
      ...comparing(url, upstreams),
    },
  ];
}

/** In `stream` the scheme is a directive of its own. */
function streamUpstream(
  level: Level,
  { file, line }: Placement,
  targets: readonly Target[],
): ConfiguredEnd[] {
  const passing = level.own.find(({ name }) => name === 'proxy_pass');
  const host = passing && urlIn(passing.value);
  const isTls = level.isStream && lastAt(level, 'proxy_ssl')?.value === 'on';
  if (!isTls || !passing || host === undefined) return [];
  return [
    {
      target: endOf(targets, 'nginx', 'upstream'),
      speaksTls: true,
      place: `proxy_pass ${host}`,
      file,
      line,
      settings: dialling(level, passing, dialledBy(`https://${host}`, level.upstreams)),
      ...comparing(`https://${host}`, level.upstreams),
      passesOn: true,
    },
  ];
}

function dialling(level: Level, passing: PlacedSetting, value: SettingValue): PlacedSetting[] {
  return settingsAt(level).map((one) => (one === passing ? { ...one, value } : one));
}

function urlIn(value: SettingValue): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && 'expression' in value ? value.expression : undefined;
}

/** An upstream stands for the servers in it. */
function dialledBy(url: string, upstreams: ReadonlyMap<string, readonly string[]>): SettingValue {
  const [, scheme, host = ''] = /^(https?):\/\/([^/:]+)/i.exec(url) ?? [];
  const servers = upstreams.get(host);
  if (servers) return servers.map((server) => `${scheme}://${server}`);
  return url.includes('$') ? { expression: url } : url;
}

/** Of a group its name is compared (`$proxy_host`), and none of its servers'. */
function comparing(url: string, upstreams: ReadonlyMap<string, readonly string[]>) {
  const host = /^https:\/\/([^/:]+)/i.exec(url)?.[1] ?? '';
  return upstreams.has(host) ? { comparesName: host } : {};
}

/** A part that others include may hold the directives of a server alone. */
function loose(
  directives: readonly NginxDirective[],
  ends: readonly ConfiguredEnd[],
  targets: readonly Target[],
): ConfiguredEnd[] {
  const own = settingsOf(directives);
  const [first] = own.filter(({ name }) => name === 'ssl_certificate');
  if (ends.length > 0 || !first) return [];
  const target = withProtocols(endOf(targets, 'nginx'), targets);
  const { file, line } = first;
  return [
    {
      target,
      place: 'a part of a server',
      file,
      line,
      settings: own,
      speaksTls: true,
      passesOn: true,
    },
  ];
}

function collectUpstreams(
  directives: readonly NginxDirective[],
  found: Map<string, readonly string[]>,
): void {
  for (const { name, values, children = [] } of directives) {
    const [called] = values;
    if (name === 'upstream' && called !== undefined) {
      const servers = children.filter((one) => one.name === 'server');
      const hosts = servers.flatMap((server) => server.values.slice(0, 1));
      found.set(called, hosts);
    }
    collectUpstreams(children, found);
  }
}

function settingsOf(directives: readonly NginxDirective[]): PlacedSetting[] {
  return directives
    .filter(({ children }) => children === undefined)
    .map(({ name, values, file, line }) => ({ name, value: valueOf(values), file, line }))
    .map(withoutFiles);
}

/** `data:$variable` and `engine:name:id` name no file. */
function withoutFiles(setting: PlacedSetting): PlacedSetting {
  const { name, value } = setting;
  const isElsewhere = typeof value === 'string' && /^(?:data|engine|store):/.test(value);
  return isElsewhere && name.includes('ssl_certificate')
    ? { ...setting, value: { variable: value } }
    : setting;
}

function valueOf(values: readonly string[]): SettingValue {
  const [first] = values;
  return values.length === 1 && first !== undefined ? textOf(first) : values.map(textOf);
}

/** Where a variable could stand only nginx can tell. */
function textOf(text: string): SettingValue {
  return /\$[\w{]/.test(text) ? { expression: text } : text;
}
