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
import { groupsBelow, isFalse, textOf, within } from './setting-groups.js';

const BEATS = ['heartbeat', 'filebeat', 'metricbeat', 'packetbeat', 'auditbeat', 'winlogbeat'];

/** Outputs whose TLS settings are known, with the end of the Beats that each is. */
const OUTPUTS: Readonly<Record<string, string | undefined>> = {
  logstash: undefined,
  redis: 'redis',
  elasticsearch: 'elasticsearch',
};

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
  const known = outputs.filter(({ name }) => name in OUTPUTS);
  return {
    ends: [
      ...known.map(({ name, line, settings: own }): ConfiguredEnd => ({
        target: endOf(targets, beat, OUTPUTS[name]),
        place: `output.${name}`,
        prefix: `output.${name}.`,
        file: config.path,
        line,
        settings: own,
      })),
      ...monitorsIn(within(settings, 'heartbeat.monitors'), config.path, targets),
    ],
    notJudged: [
      ...outputs.flatMap(({ name, line, settings: own }): NotJudged[] =>
        name in OUTPUTS || !own.some((one) => isAboutTls(one.name))
          ? []
          : [{ file: config.path, line, what: `the ${name} output of ${beat}` }],
      ),
      ...inputsWithTls(settings, config.path),
    ],
    stray: settings.filter(({ name }) => /^(?:output\.)?(?:ssl|tls)\./.test(name)),
    inclusions: inclusionsIn(settings, config.path),
  };
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

/** The Beat that it is: by the section of its own, then by the file's name. */
function beatOf(settings: readonly PlacedSetting[], path: string): string {
  const bySection = BEATS.find((beat) => settings.some(({ name }) => name.startsWith(`${beat}.`)));
  const file = path.replace(/^.*[/\\]/, '').toLowerCase();
  return bySection ?? BEATS.find((beat) => file.includes(beat)) ?? 'filebeat';
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

const INPUTS = /^(?:filebeat|heartbeat|metricbeat)\.(?:inputs|modules|config\.\w+)\.(\d+)\./;

/** Inputs that listen with TLS, and modules that dial with it. */
function inputsWithTls(settings: readonly PlacedSetting[], file: string): NotJudged[] {
  const found = new Map<string, number>();
  for (const { name, line } of settings) {
    const rest = INPUTS.exec(name);
    if (rest && isAboutTls(name.slice(rest[0].length)) && !found.has(rest[0])) {
      found.set(rest[0], line);
    }
  }
  return [...found].map(([place, line]) => ({ file, line, what: `TLS of ${place.slice(0, -1)}` }));
}

/** `heartbeat.config.monitors.path`: monitors in files of their own. */
function inclusionsIn(settings: readonly PlacedSetting[], file: string): Inclusion[] {
  const path = settings.find(({ name }) => name === 'heartbeat.config.monitors.path');
  if (typeof path?.value !== 'string' || path.value === '') return [];
  return [{ file, line: path.line, pattern: path.value, kind: 'beats-monitors' }];
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
    notJudged: readings.flatMap(({ line, own, target, type }): NotJudged[] =>
      target || !own.some((one) => isAboutTls(one.name))
        ? []
        : [{ file: config.path, line, what: `the ${type ?? 'untyped'} output of elastic-agent` }],
    ),
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
