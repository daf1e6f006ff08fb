// What the config of a Beat says of its links: its outputs and its TLS monitors. As the Beats read
// it: dotted names and nested ones are the same.
import { readYamlSettings } from '../syntax/yaml.js';
import type { Target } from '../target.js';
import {
  type ConfigReading,
  type ConfigText,
  type ConfiguredEnd,
  endOf,
  type Inclusion,
  type NotJudged,
  placed,
  type PlacedSetting,
} from './configured-end.js';
import { otherTls } from './other-tls.js';
import { groupsBelow, isFalse, textOf, within } from './setting-groups.js';

const BEATS = ['heartbeat', 'filebeat', 'metricbeat', 'packetbeat', 'auditbeat', 'winlogbeat'];

/** Outputs whose TLS settings are known, with the end of the Beats that each is. */
const OUTPUTS: ReadonlyMap<string, string | undefined> = new Map([
  ['logstash', undefined],
  ['redis', 'redis'],
  ['elasticsearch', 'elasticsearch'],
]);

/** Throws `input-malformed`, `input-limit`. */
export async function readBeatsConfig(
  config: ConfigText,
  targets: readonly Target[],
): Promise<ConfigReading> {
  const settings = placed(await readYamlSettings(config.text, 'beats'), config);
  const beat = beatOf(settings, config.path);
  const outputs = groupsBelow(settings, 'output').filter(
    (group) => !isFalse(group.settings, 'enabled'),
  );
  const known = outputs.filter(({ name }) => BEATS.includes(beat) && OUTPUTS.has(name));
  return {
    ends: [
      ...known.map(({ name, line, settings: own }): ConfiguredEnd => ({
        target: endOf(targets, beat, OUTPUTS.get(name)),
        place: `output.${name}`,
        prefix: `output.${name}.`,
        file: config.path,
        line,
        settings: own,
      })),
      ...monitorsIn(within(settings, 'heartbeat.monitors'), config.path, targets),
    ],
    notJudged: [
      ...outputs
        .filter((one) => !known.includes(one) && one.settings.some(({ name }) => isAboutTls(name)))
        .map(({ name, line }) => ({
          file: config.path,
          line,
          what: `the ${name} output of ${beat}`,
        })),
      ...(outputs.length === 0 ? cloudOf(settings, config.path) : []),
      ...otherTls(settings, config.path, (place) =>
        /^(?:output|heartbeat\.monitors)\./.test(place),
      ),
    ],
    stray: settings.filter(({ name }) => /^(?:output\.)?(?:ssl|tls)\./.test(name)),
    inclusions: inclusionsIn(settings, config.path),
  };
}

/** Where the vendor runs the other end. */
function cloudOf(settings: readonly PlacedSetting[], file: string): NotJudged[] {
  const cloud = settings.find(({ name, value }) => name === 'cloud.id' && value !== '');
  return cloud ? [{ file, line: cloud.line, what: 'the link to Elastic Cloud (cloud.id)' }] : [];
}

/** A file of monitors that a Heartbeat takes in: a list. */
export async function readMonitors(
  config: ConfigText,
  targets: readonly Target[],
): Promise<ConfigReading> {
  const settings = placed(await readYamlSettings(config.text, 'beats'), config);
  return {
    ends: monitorsIn(settings, config.path, targets),
    notJudged: [],
    stray: [],
    inclusions: [],
  };
}

const RELATIVE = /^(apm-server|[a-z]{1,20}beat)\./;

/** The Beat that it is, or a relative of theirs: by a section of its own, then by the file's name. */
function beatOf(settings: readonly PlacedSetting[], path: string): string {
  const sections = new Set(settings.map(({ name }) => RELATIVE.exec(name)?.[1]));
  const file = path.replace(/^.*[/\\]/, '').toLowerCase();
  return (
    BEATS.find((beat) => sections.has(beat)) ??
    [...sections].find((section) => section !== undefined) ??
    BEATS.find((beat) => file.includes(beat)) ??
    RELATIVE.exec(file)?.[1] ??
    'filebeat'
  );
}

function monitorsIn(
  settings: readonly PlacedSetting[],
  file: string,
  targets: readonly Target[],
): ConfiguredEnd[] {
  return groupsBelow(settings, '').flatMap(({ name, line, settings: own }): ConfiguredEnd[] => {
    const type = textOf(own, 'type');
    if (type === undefined || !['http', 'tcp'].includes(type) || isFalse(own, 'enabled')) return [];
    const dialled = own.filter((one) => ['hosts', 'urls'].includes(one.name));
    const isTls =
      own.some((one) => isAboutTls(one.name)) ||
      /"(?:https|tls|ssl):/.test(JSON.stringify(dialled.map(({ value }) => value)));
    if (!isTls) return [];
    const called = textOf(own, 'id') ?? textOf(own, 'name') ?? String(Number(name) + 1);
    return [
      {
        target: endOf(targets, 'heartbeat', 'monitor'),
        place: `monitor ${called}`,
        file,
        line,
        settings: own,
      },
    ];
  });
}

/** `heartbeat.config.monitors.path`: monitors in files of their own. */
function inclusionsIn(settings: readonly PlacedSetting[], file: string): Inclusion[] {
  const path = settings.find(({ name }) => name === 'heartbeat.config.monitors.path');
  if (!path) return [];
  const { value, line } = path;
  const text = typeof value === 'object' && 'expression' in value ? value.expression : value;
  // Relative names begin there too.
  const pattern = String(text).replace(/^\$\{path\.config\}\/*/, '');
  if (typeof text !== 'string' || pattern === '' || pattern.includes('${')) return [];
  return [{ file, line, pattern, kind: 'beats-monitors' }];
}

function isAboutTls(name: string): boolean {
  return /^(?:ssl|tls)(?:\.|$)/.test(name);
}

/**
 * The outputs of an Elastic Agent that stands alone. Throws `input-malformed`, `input-limit`.
 */
export async function readAgentConfig(
  config: ConfigText,
  targets: readonly Target[],
): Promise<ConfigReading> {
  const settings = placed(await readYamlSettings(config.text, 'beats'), config);
  const outputs = groupsBelow(settings, 'outputs').filter(
    (group) => !isFalse(group.settings, 'enabled'),
  );
  const readings = outputs.map(({ name, line, settings: own }) => {
    const type = textOf(own, 'type');
    return { name, line, own, target: agentEnd(targets, type), type };
  });
  return {
    ends: readings.flatMap(({ name, line, own, target }): ConfiguredEnd[] =>
      target
        ? [
            {
              target,
              place: `outputs.${name}`,
              prefix: `outputs.${name}.`,
              file: config.path,
              line,
              settings: own,
            },
          ]
        : [],
    ),
    notJudged: [
      ...readings.flatMap(({ line, own, target, type }): NotJudged[] =>
        target || !own.some((one) => isAboutTls(one.name))
          ? []
          : [{ file: config.path, line, what: `the ${type ?? 'untyped'} output of elastic-agent` }],
      ),
      ...otherTls(settings, config.path, (place) => place.startsWith('outputs.')),
    ],
    stray: settings.filter(({ name }) => /^(?:ssl|tls)\./.test(name)),
    inclusions: [],
  };
}

/** The agent runs a Beat for each of its outputs, under its own name. */
function agentEnd(targets: readonly Target[], type: string | undefined): Target | undefined {
  const agent = endOf(targets, 'elastic-agent');
  if (type === 'logstash') return agent;
  if (type !== 'elasticsearch') return undefined;
  const beat = endOf(targets, 'filebeat', 'elasticsearch');
  const { name, title, installFolder, configFile, snippetFile } = agent;
  return { ...beat, name, title, installFolder, configFile, snippetFile };
}
