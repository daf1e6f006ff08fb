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

interface Level {
  /** Names that are set here or above, each with where it is set last. */
  readonly settings: readonly PlacedSetting[];
  readonly isStream: boolean;
  /** `upstream backend { … }`: the name, and what it stands for. */
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
  const walk = (level: readonly NginxDirective[], above: Level): void => {
    const here = { ...above, settings: inherited(above.settings, settingsOf(level)) };
    for (const { name, values, children = [], file, line } of level) {
      const isStream = name === 'stream' || (name !== 'http' && here.isStream);
      if (name === 'server' && values.length === 0) {
        const inside = settingsOf(children);
        const own = inherited(here.settings, inside);
        const end = serverEnd(own, inside, { file, line, isStream }, targets);
        if (end) ends.push(end);
        const dialling = isStream
          ? streamUpstream(own, { ...here, isStream }, { file, line }, targets)
          : undefined;
        if (dialling) ends.push(dialling);
      }
      if (name === 'location' || (name === 'if' && !isStream)) {
        const inside = settingsOf(children);
        const own = inherited(here.settings, inside);
        const end = locationEnd(own, inside, { ...here, file, line }, targets);
        if (end) ends.push(end);
      }
      if (name !== 'upstream') walk(children, { ...here, isStream });
    }
  };
  walk(directives, { settings: [], isStream: false, upstreams });
  return { ...NOTHING_READ, ends: [...ends, ...loose(directives, ends, targets)] };
}

interface Placement {
  file: string;
  line: number;
  isStream: boolean;
}

/** A server that speaks TLS, or has a certificate and does not. */
function serverEnd(
  settings: readonly PlacedSetting[],
  own: readonly PlacedSetting[],
  { file, line, isStream }: Placement,
  targets: readonly Target[],
): ConfiguredEnd | undefined {
  const listens = settings.filter(({ name }) => name === 'listen');
  const isTls =
    listens.some(speaksTls) || own.some(({ name, value }) => name === 'ssl' && value === 'on');
  const hasOwn = own.some(({ name }) =>
    /^ssl_(?:certificate|client_certificate|verify_client)/.test(name),
  );
  // Without a certificate it is plain on purpose, and without `listen` on a port of its machine.
  if (!isTls && !hasOwn && (isStream || listens.length === 0)) return undefined;
  const isCalled = (wanted: string) => (one: PlacedSetting) => one.name === wanted;
  const rejects = settings.findLast(isCalled('ssl_reject_handshake'))?.value === 'on';
  // It is there for those who dial another name, and shows nobody anything.
  if (rejects && !settings.some(isCalled('ssl_certificate'))) return undefined;
  const called = settings.findLast(({ name }) => name === 'server_name')?.value;
  const [name] = Array.isArray(called) ? called : [called];
  const port = listens.find(speaksTls) ?? listens[0];
  const words = typeof name === 'string' && name !== '_' ? ` ${name}` : '';
  return {
    target: withProtocols(endOf(targets, 'nginx'), targets),
    place: `server${words}`,
    file,
    line,
    // The port that is judged is the one that speaks TLS.
    settings: [...settings.filter((one) => one.name !== 'listen'), ...(port ? [port] : [])],
    speaksTls: isTls,
    ...(!isTls && !hasOwn && { isPlain: true }),
    ...(isStream && { passesOn: true }),
  };
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
  settings: readonly PlacedSetting[],
  own: readonly PlacedSetting[],
  { file, line, upstreams }: Level & { file: string; line: number },
  targets: readonly Target[],
): ConfiguredEnd | undefined {
  const passing = own.find(({ name }) => name === 'proxy_pass');
  const url = passing && urlIn(passing.value);
  const scheme = /^(https?):\/\//i.exec(url ?? '')?.[1]?.toLowerCase();
  if (!passing || url === undefined || scheme === undefined) return undefined;
  return {
    target: endOf(targets, 'nginx', 'upstream'),
    speaksTls: scheme === 'https',
    ...(scheme === 'http' && { isPlain: true }),
    place: `proxy_pass ${url.replace(/\/\/[^@/]*@/, '//')}`,
    file,
    line: passing.line || line,
    settings: settings.map((one) =>
      one.name === 'proxy_pass' ? { ...one, value: dialledBy(url, upstreams) } : one,
    ),
    ...comparing(url, upstreams),
  };
}

/** In `stream` the scheme is a directive of its own. */
function streamUpstream(
  settings: readonly PlacedSetting[],
  { upstreams }: Level,
  { file, line }: { file: string; line: number },
  targets: readonly Target[],
): ConfiguredEnd | undefined {
  const isTls = settings.findLast(({ name }) => name === 'proxy_ssl')?.value === 'on';
  const passing = settings.find(({ name }) => name === 'proxy_pass');
  const host = passing && urlIn(passing.value);
  if (!isTls || !passing || host === undefined) return undefined;
  const value = dialledBy(`https://${host}`, upstreams);
  return {
    target: endOf(targets, 'nginx', 'upstream'),
    speaksTls: true,
    place: `proxy_pass ${host}`,
    file,
    line,
    settings: settings.map((one) => (one === passing ? { ...one, value } : one)),
    ...comparing(`https://${host}`, upstreams),
    passesOn: true,
  };
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
      found.set(
        called,
        servers.flatMap((server) => server.values.slice(0, 1)),
      );
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
    ? { ...setting, value: { expression: value } }
    : setting;
}

function inherited(
  above: readonly PlacedSetting[],
  own: readonly PlacedSetting[],
): PlacedSetting[] {
  return [...above.filter(({ name }) => own.every((one) => one.name !== name)), ...own];
}

function valueOf(values: readonly string[]): SettingValue {
  const [first] = values;
  return values.length === 1 && first !== undefined ? textOf(first) : values.map(textOf);
}

/** Where a variable could stand only nginx can tell. */
function textOf(text: string): SettingValue {
  return /\$[\w{]/.test(text) ? { expression: text } : text;
}
