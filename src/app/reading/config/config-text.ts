// One text of a config to the ends that it speaks of, by its kind; each reader is loaded when such
// a config is there. For config-files.ts.
import { configKindOf } from '../../../targets/config/config-kind.js';
import {
  type ConfigKind,
  type ConfigReading,
  type ConfigText,
  type ConfiguredEnd,
  joined,
  NOTHING_READ,
  placed,
  type PlacedSetting,
} from '../../../targets/config/configured-end.js';
import type { NginxDirective } from '../../../targets/config/nginx-tree.js';
import { syntaxOf } from '../../../targets/syntax/syntaxes.js';
import type { Target } from '../../../targets/target.js';

export type FoundKind = ConfigKind | 'snippet';

export interface TextTerms {
  targets: readonly Target[];
  /** The texts that a pattern of the config stands for. */
  include(pattern: string): Promise<readonly ConfigText[]>;
}

/** Throws `input-malformed` with the line, `input-limit`. */
export async function readConfigText(
  config: ConfigText,
  kind: FoundKind,
  terms: TextTerms,
): Promise<ConfigReading> {
  const { targets } = terms;
  switch (kind) {
    case 'beats':
    case 'beats-monitors':
    case 'elastic-agent':
      return readBeats(config, kind, targets);
    case 'logstash':
    case 'pipelines':
    case 'logstash-settings':
      return readLogstash(config, kind, targets);
    case 'elasticsearch':
    case 'kibana': {
      const elastic = await import('../../../targets/config/elastic-config.js');
      return kind === 'kibana'
        ? elastic.readKibanaConfig(config, targets)
        : elastic.readElasticsearchConfig(config, targets);
    }
    case 'stunnel':
      return readStunnel(config, terms);
    case 'redis':
      return readRedis(config, terms);
    case 'nginx':
      return readNginx(config, terms);
    case 'snippet':
      return readOwnSnippet(config, targets);
    case 'config-map':
      return readConfigMap(config, terms);
    case 'environment':
      return {
        ...NOTHING_READ,
        notJudged: [{ file: config.path, what: 'settings in the environment of a container' }],
      };
  }
}

async function readBeats(
  config: ConfigText,
  kind: 'beats' | 'beats-monitors' | 'elastic-agent',
  targets: readonly Target[],
): Promise<ConfigReading> {
  const beats = await import('../../../targets/config/beats-config.js');
  if (kind === 'beats') return beats.readBeatsConfig(config, targets);
  return kind === 'elastic-agent'
    ? beats.readAgentConfig(config, targets)
    : beats.readMonitors(config, targets);
}

async function readLogstash(
  config: ConfigText,
  kind: 'logstash' | 'pipelines' | 'logstash-settings',
  targets: readonly Target[],
): Promise<ConfigReading> {
  const logstash = await import('../../../targets/config/logstash-config.js');
  if (kind === 'logstash') return logstash.readPipeline(config, targets);
  return kind === 'pipelines'
    ? logstash.readPipelineList(config, targets)
    : logstash.readLogstashSettings(config);
}

/** Services of files that it includes have its options. */
async function readStunnel(
  config: ConfigText,
  { targets, include }: TextTerms,
): Promise<ConfigReading> {
  const lines = await import('../../../targets/config/line-configs.js');
  const main = lines.parseStunnel(config);
  const all = [main];
  for (const pattern of textsIn(lines.optionOf(main.global, 'include'))) {
    for (const text of await include(pattern)) all.push(lines.parseStunnel(text, main.global));
  }
  const readings = all.map((one) => lines.readStunnelConfig(one, targets));
  return all.some(({ services }) => services.length > 0)
    ? joined(readings)
    : lines.readInetdService(main, targets);
}

function textsIn(setting: PlacedSetting | undefined): string[] {
  const values = setting ? [setting.value].flat() : [];
  return values.filter((value): value is string => typeof value === 'string');
}

async function readRedis(
  config: ConfigText,
  { targets, include }: TextTerms,
): Promise<ConfigReading> {
  const { parseRedis, readRedisConfig } = await import('../../../targets/config/line-configs.js');
  const expanded = async (
    settings: readonly PlacedSetting[],
    open: readonly string[],
  ): Promise<PlacedSetting[]> => {
    const all: PlacedSetting[] = [];
    for (const one of settings) {
      if (one.name !== 'include') all.push(one);
      else {
        for (const pattern of textsIn(one)) {
          for (const text of await within(open, pattern, include)) {
            all.push(...(await expanded(parseRedis(text), [...open, text.path])));
          }
        }
      }
    }
    return all;
  };
  return readRedisConfig(await expanded(parseRedis(config), [config.path]), config, targets);
}

/** What it includes stands in its place. */
async function readNginx(
  config: ConfigText,
  { targets, include }: TextTerms,
): Promise<ConfigReading> {
  const { parseNginx } = await import('../../../targets/config/nginx-tree.js');
  const { readNginxTree } = await import('../../../targets/config/nginx-config.js');
  const expanded = async (
    directives: readonly NginxDirective[],
    open: readonly string[],
  ): Promise<NginxDirective[]> => {
    const all: NginxDirective[] = [];
    for (const one of directives) {
      const [pattern] = one.values;
      if (one.name === 'include' && pattern !== undefined) {
        for (const text of await within(open, pattern, include)) {
          all.push(...(await expanded(parseNginx(text), [...open, text.path])));
        }
      } else if (one.children) {
        all.push({ ...one, children: await expanded(one.children, open) });
      } else all.push(one);
    }
    return all;
  };
  return readNginxTree(await expanded(parseNginx(config), [config.path]), targets);
}

/** No file takes itself in, by way of others neither. */
async function within(
  open: readonly string[],
  pattern: string,
  include: TextTerms['include'],
): Promise<readonly ConfigText[]> {
  if (open.length > DEEPEST_INCLUSION) return [];
  return (await include(pattern)).filter(({ path }) => !open.includes(path));
}

const DEEPEST_INCLUSION = 10;

/** A script or command that a kit has written: read by the syntax of its product. */
async function readOwnSnippet(
  config: ConfigText,
  targets: readonly Target[],
): Promise<ConfigReading> {
  const name = config.path.replace(/^.*\//, '');
  const ends: ConfiguredEnd[] = [];
  for (const target of targets.filter(({ snippetFile }) => snippetFile === name)) {
    const { syntax, block } = target.descriptor;
    const [first] = await syntaxOf(syntax).readBlocks(config.text, block);
    if (!first) continue;
    const { title: place } = target;
    const settings = placed(first.settings, config);
    const end = { target, place, file: config.path, line: first.line, settings, speaksTls: true };
    if (explainedBy(end) > 0) ends.push(end);
  }
  const most = Math.max(...ends.map(explainedBy));
  const best = ends.filter((end) => explainedBy(end) === most);
  const [first] = best;
  return first
    ? { ...NOTHING_READ, ends: [{ ...first, target: asOne(first.target, best) }] }
    : NOTHING_READ;
}

/** How many of its settings the product has. */
function explainedBy({ target, settings }: ConfiguredEnd): number {
  const { settings: rules } = target.descriptor;
  return settings.filter((one) => rules.some(({ name }) => name === one.name)).length;
}

/** Ends of one product that are written alike: which it is shows in whom it dials. */
function asOne(target: Target, all: readonly ConfiguredEnd[]): Target {
  const dials = all.flatMap((end) => end.target.descriptor.dials);
  return { ...target, descriptor: { ...target.descriptor, dials: [...new Set(dials)] } };
}

/** Configs inside another file, each under the name of its own: they run in a container. */
async function readConfigMap(config: ConfigText, terms: TextTerms): Promise<ConfigReading> {
  const { innerConfigs, operatedTls } = await import('../../../targets/config/config-map.js');
  const readings: ConfigReading[] = [];
  for (const { name, inner } of await innerConfigs(config)) {
    const kind = configKindOf(name, inner.text);
    if (kind === undefined || kind === 'config-map') continue;
    readings.push(await readConfigText(inner, kind, terms));
  }
  const { ends, notJudged, stray } = joined(readings);
  const isWhole = ({ target, settings }: ConfiguredEnd) =>
    target.role === 'server' ||
    settings.some(({ name }) => /(?:^|\.)(?:hosts|urls|cloud_id)$/.test(name));
  return {
    ends: ends.filter(isWhole).map((end) => ({ ...end, isContained: true })),
    notJudged: [
      ...notJudged,
      ...operatedTls(config),
      ...ends
        .filter((end) => !isWhole(end))
        .map(({ file, line, place }) => ({
          file,
          line,
          what: `${place}: others say what it dials`,
        })),
    ],
    stray,
    // What they take in stands in the container too.
    inclusions: [],
  };
}
