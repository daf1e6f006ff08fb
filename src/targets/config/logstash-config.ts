// What the pipelines of a Logstash say of their links: a plugin is an end. And which files
// pipelines.yml takes in.
import { readPluginBlocks } from '../syntax/logstash.js';
import { readYamlSettings } from '../syntax/yaml.js';
import type { Target } from '../target.js';
import {
  type ConfigReading,
  type ConfigText,
  type ConfiguredEnd,
  type Inclusion,
  NOTHING_READ,
  type NotJudged,
  placed,
} from './configured-end.js';
import { groupsBelow, lastOf, textOf } from './setting-groups.js';

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
  const inclusions: Inclusion[] = [];
  const readings: ConfigReading[] = [];
  for (const { settings: own } of groupsBelow(settings, '')) {
    const path = lastOf(own, 'path.config');
    const inline = textOf(own, 'config.string');
    if (typeof path?.value === 'string') {
      inclusions.push({
        file: config.path,
        line: path.line,
        pattern: path.value,
        kind: 'logstash',
      });
    }
    const line = lastOf(own, 'config.string')?.line ?? 1;
    if (inline !== undefined) {
      readings.push(
        readPipeline({ path: config.path, text: inline, linesAbove: line - 1 }, targets),
      );
    }
  }
  return {
    ...NOTHING_READ,
    ends: readings.flatMap(({ ends }) => ends),
    notJudged: readings.flatMap(({ notJudged }) => notJudged),
    inclusions,
  };
}

/** The settings of Logstash itself: its API is none of the links that are judged. */
export async function readLogstashSettings(config: ConfigText): Promise<ConfigReading> {
  const settings = placed(await readYamlSettings(config.text, 'plain'), config);
  const path = lastOf(settings, 'path.config');
  const tls = settings.find(({ name }) => /(?:^api|elasticsearch)\.ssl\./.test(name));
  return {
    ...NOTHING_READ,
    notJudged: tls
      ? [{ file: config.path, line: tls.line, what: `TLS of Logstash itself (${tls.name})` }]
      : [],
    inclusions:
      typeof path?.value === 'string'
        ? [{ file: config.path, line: path.line, pattern: path.value, kind: 'logstash' }]
        : [],
  };
}
