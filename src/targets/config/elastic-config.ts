// What elasticsearch.yml and kibana.yml say of their links. Both name every setting in full.
import { readYamlSettings } from '../syntax/yaml.js';
import type { Target } from '../target.js';
import {
  type ConfigReading,
  type ConfigText,
  type ConfiguredEnd,
  endOf,
  placed,
  type PlacedSetting,
} from './configured-end.js';
import { otherTls } from './other-tls.js';

/** Throws `input-malformed`, `input-limit`. */
export async function readElasticsearchConfig(
  config: ConfigText,
  targets: readonly Target[],
): Promise<ConfigReading> {
  return readWhole(config, targets, 'elasticsearch', [
    {
      end: undefined,
      place: 'xpack.security.http.ssl',
      isThere: startsWith('xpack.security.http.ssl.'),
    },
    {
      end: 'transport-server',
      place: 'xpack.security.transport.ssl',
      isThere: startsWith('xpack.security.transport.ssl.'),
    },
    {
      end: 'transport-client',
      place: 'xpack.security.transport.ssl',
      isThere: (all) =>
        startsWith('xpack.security.transport.ssl.')(all) && startsWith('discovery.seed_hosts')(all),
    },
  ]);
}

/** Throws `input-malformed`, `input-limit`. */
export async function readKibanaConfig(
  config: ConfigText,
  targets: readonly Target[],
): Promise<ConfigReading> {
  return readWhole(config, targets, 'kibana', [
    { end: undefined, place: 'server.ssl', isThere: startsWith('server.ssl.') },
    {
      end: 'elasticsearch',
      place: 'elasticsearch.ssl',
      isThere: (all) =>
        startsWith('elasticsearch.ssl.')(all) ||
        all.some(({ name }) => name === 'elasticsearch.hosts'),
    },
  ]);
}

interface EndSigns {
  end: string | undefined;
  place: string;
  isThere(settings: readonly PlacedSetting[]): boolean;
}

async function readWhole(
  config: ConfigText,
  targets: readonly Target[],
  product: string,
  ends: readonly EndSigns[],
): Promise<ConfigReading> {
  const settings = placed(await readYamlSettings(config.text, 'plain'), config).map(asList);
  return {
    ends: ends
      .filter(({ isThere }) => isThere(settings))
      .map(({ end, place }): ConfiguredEnd => {
        const first = settings.find(({ name }) => name.startsWith(`${place}.`)) ?? settings[0];
        const line = first?.line ?? 1;
        return { target: endOf(targets, product, end), place, file: config.path, line, settings };
      }),
    notJudged: otherTls(settings, config.path, (place) =>
      [...ends.map((end) => end.place), 'http.ssl', 'transport.ssl'].includes(place),
    ),
    stray: settings.filter(({ name }) => /^(?:ssl|tls|http\.ssl|transport\.ssl)\./.test(name)),
    inclusions: [],
  };
}

/** Elasticsearch takes a list as one text with commas too; no such list holds a comma itself. */
function asList(setting: PlacedSetting): PlacedSetting {
  const { name, value } = setting;
  const isList =
    /^xpack\..*\.(?:supported_protocols|cipher_suites|certificate_authorities)$/.test(name) ||
    name === 'discovery.seed_hosts';
  return isList && typeof value === 'string' && value.includes(',')
    ? { ...setting, value: value.split(',').map((item) => item.trim()) }
    : setting;
}

function startsWith(prefix: string) {
  return (settings: readonly PlacedSetting[]) =>
    settings.some(({ name }) => name.startsWith(prefix));
}
