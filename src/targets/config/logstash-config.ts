// What the pipelines of a Logstash say of their links: a plugin is an end. And which files
// pipelines.yml takes in.
import { readPluginBlocks } from '../syntax/logstash.js';
import { readYamlSettings } from '../syntax/yaml.js';
import type { Target } from '../target.js';
import {
  type ConfigReading,
  type ConfigText,
  type ConfiguredEnd,
  joined,
  NOTHING_READ,
  type NotJudged,
  placed,
  type PlacedSetting,
} from './configured-end.js';
import { groupsBelow, lastOf } from './setting-groups.js';

/** Other names of a plugin. Source: elastic/logstash AliasRegistry.yml v9.5.2. */
const ALIASES: ReadonlyMap<string, string> = new Map([['elastic_agent', 'beats']]);

const ABOUT_TLS = /^(?:ssl|tls|cacert|keystore|truststore)/;

/** Throws `input-malformed`, `input-limit`. */
export function readPipeline(config: ConfigText, targets: readonly Target[]): ConfigReading {
  const { path, text, linesAbove = 0 } = config;
  const ends: ConfiguredEnd[] = [];
  const notJudged: NotJudged[] = [];
  for (const block of readPluginBlocks(text.replace(/^\uFEFF/, ''))) {
    const place = `${block.section} ${block.plugin}`;
    const line = block.line + linesAbove;
    const settings = placed(block.settings, config);
    const target = targetOf(block, targets);
    const mode = lastOf(settings, 'mode')?.value;
    const isOther = mode === 'client' && target?.role === 'server';
    if (target && !isOther) ends.push({ target, place, file: path, line, settings });
    else if (settings.some(({ name }) => ABOUT_TLS.test(name))) {
      const what = isOther ? `the ${place} plugin as a client` : `the ${place} plugin`;
      notJudged.push({ file: path, line, what });
    }
  }
  return { ...NOTHING_READ, ends, notJudged };
}

function targetOf(
  { section, plugin }: { section: string; plugin: string },
  targets: readonly Target[],
): Target | undefined {
  const name = ALIASES.get(plugin) ?? plugin;
  return targets.find(
    ({ descriptor: { syntax, block } }) =>
      syntax === 'logstash' && block[0] === section && block[1] === name,
  );
}

/** The pipelines that pipelines.yml names, and those that it holds. */
export async function readPipelineList(
  config: ConfigText,
  targets: readonly Target[],
): Promise<ConfigReading> {
  const settings = placed(await readYamlSettings(config.text, 'plain'), config);
  const pipelines = groupsBelow(settings, '');
  const lines = config.text.split('\n');
  const inner = pipelines.flatMap(({ settings: own }): ConfigReading[] => {
    const held = lastOf(own, 'config.string');
    const text = held && written(held.value);
    if (!held || text === undefined) return [];
    return [
      readPipeline(
        { path: config.path, text, linesAbove: linesAbove(held, lines, config) },
        targets,
      ),
    ];
  });
  const paths = pipelines.flatMap(({ settings: own }) => lastOf(own, 'path.config') ?? []);
  return joined([...inner, ...paths.map((path) => inclusionOf(path))]);
}

/** As it stands there, with its variables. */
function written(value: PlacedSetting['value']): string | undefined {
  const text = typeof value === 'object' && 'expression' in value ? value.expression : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** The text of a block scalar begins in the line below its name. */
function linesAbove(
  { line }: PlacedSetting,
  lines: readonly string[],
  { linesAbove: above = 0 }: ConfigText,
): number {
  const isBlock = /:[ \t]*[|>][-+0-9]*[ \t]*(?:#.*)?\r?$/.test(lines[line - above - 1] ?? '');
  return isBlock ? line : line - 1;
}

function inclusionOf({ value, file, line }: PlacedSetting): ConfigReading {
  const pattern = written(value);
  if (pattern === undefined) return NOTHING_READ;
  return pattern.includes('${')
    ? { ...NOTHING_READ, notJudged: [{ file, line, what: `the pipelines of ${pattern}` }] }
    : { ...NOTHING_READ, inclusions: [{ file, line, pattern, kind: 'logstash' }] };
}

/** The settings of Logstash itself: its API is none of the links that are judged. */
export async function readLogstashSettings(config: ConfigText): Promise<ConfigReading> {
  const settings = placed(await readYamlSettings(config.text, 'plain'), config);
  const path = lastOf(settings, 'path.config');
  const tls = settings.find(({ name }) => /(?:^api|elasticsearch)\.ssl\./.test(name));
  const what = `TLS of Logstash itself (${tls?.name ?? ''})`;
  return joined([
    path ? inclusionOf(path) : NOTHING_READ,
    { ...NOTHING_READ, notJudged: tls ? [{ file: config.path, line: tls.line, what }] : [] },
  ]);
}
