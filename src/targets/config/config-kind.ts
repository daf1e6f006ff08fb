// What kind of config a text is: by what stands in it, and where that leaves it open by its name.
// For who reads configs of people. No pattern here looks at a place more often than some dozens of
// times, whatever the text.
import type { ConfigKind } from './configured-end.js';

/** Undefined for what is none of them. */
export function configKindOf(path: string, text: string): ConfigKind | undefined {
  const name = path.replace(/^.*[/\\]/, '').toLowerCase();
  const source = text.replace(/^\uFEFF/, '');
  return SIGNS.find(({ isOne }) => isOne(source, name))?.kind;
}

interface Sign {
  kind: ConfigKind;
  isOne(text: string, name: string): boolean;
}

const BEATS = 'heartbeat|filebeat|metricbeat|packetbeat|auditbeat|winlogbeat';
const MONITOR_TYPES = 'http|tcp|icmp|browser';

/** A key at the beginning of a line, in quotes or not. */
function hasKey(text: string, names: string): boolean {
  return new RegExp(`^["']?(?:${names})(?:\\.[\\w.-]{1,80})?["']?[ \\t]{0,20}:(?:\\s|$)`, 'm').test(
    text,
  );
}

/** A manifest that may hold configs: others of the same form are passed over. */
function isManifest(text: string): boolean {
  return (
    (hasKey(text, 'apiVersion') && /^kind[ \t]*:[ \t]*["']?(?:ConfigMap|Secret)\b/m.test(text)) ||
    /^apiVersion[ \t]*:[ \t]*["']?[a-z]{1,40}\.k8s\.elastic\.co\//m.test(text)
  );
}

/** A file in a file, as the values of a chart have it: `filebeat.yml: |`. */
const INNER_FILE = /^[ \t]{0,40}["']?[\w-]{1,80}\.(?:ya?ml|conf)["']?[ \t]{0,20}:[ \t]{0,20}[|>]/m;

/** The more telling before the less. */
const SIGNS: readonly Sign[] = [
  { kind: 'config-map', isOne: (text) => isManifest(text) || INNER_FILE.test(text) },
  {
    kind: 'pipelines',
    isOne: (text, name) =>
      /^[ \t]*-[ \t]+["']?(?:pipeline\.id|path\.config|config\.string)["']?[ \t]*:/m.test(text) ||
      name === 'pipelines.yml',
  },
  {
    kind: 'logstash',
    isOne: (text, name) =>
      !/\.ya?ml$/.test(name) && /^[ \t]*(?:input|filter|output)\s{0,200}\{/m.test(bare(text)),
  },
  {
    kind: 'elastic-agent',
    isOne: (text) => hasKey(text, 'outputs') || hasKey(text, 'agent|fleet'),
  },
  { kind: 'beats', isOne: (text) => hasKey(text, `output|${BEATS}`) },
  {
    kind: 'beats-monitors',
    isOne: (text) =>
      new RegExp(
        `^-?[ \\t]{0,8}(?:-[ \\t]+)?type[ \\t]*:[ \\t]*["']?(?:${MONITOR_TYPES})\\b`,
        'm',
      ).test(text),
  },
  {
    kind: 'kibana',
    isOne: (text, name) =>
      name === 'kibana.yml' ||
      hasKey(text, 'elasticsearch\\.(?:hosts|ssl|username|url)|server\\.ssl') ||
      (hasKey(text, 'elasticsearch') && hasKey(text, 'server')),
  },
  {
    kind: 'logstash-settings',
    isOne: (text, name) =>
      name === 'logstash.yml' || hasKey(text, 'pipeline|api\\.(?:http|ssl|auth)|path\\.config'),
  },
  {
    kind: 'elasticsearch',
    isOne: (text, name) =>
      name === 'elasticsearch.yml' ||
      hasKey(text, 'xpack|cluster|node|discovery|network|transport') ||
      /^[ \t]*(?:http|transport)\.(?:ssl|port)[ \t.:]/m.test(text),
  },
  { kind: 'beats', isOne: (_text, name) => new RegExp(`^(?:${BEATS})[^/]*\\.ya?ml$`).test(name) },
  {
    kind: 'nginx',
    isOne: (text) =>
      /^[ \t]*(?:http|stream|server|events|upstream[ \t]{1,20}\S{1,200}|location[ \t][^\n{]{1,400})\s{0,20}\{/m.test(
        text,
      ) || /^[ \t]*(?:proxy_)?ssl_[a-z_]{1,40}[ \t]{1,40}[^=>\n]{1,400};/m.test(text),
  },
  {
    kind: 'stunnel',
    isOne: (text, name) =>
      /^[ \t]*(?:accept|connect|CAfile|verifyChain|verifyPeer)[ \t]*=/im.test(text) ||
      (name.startsWith('stunnel') && /^[^=\n]{1,100}=/m.test(text)),
  },
  {
    kind: 'redis',
    isOne: (text, name) =>
      /^[ \t]*tls-[a-z-]{1,40}[ \t]+\S/im.test(text) ||
      /^[ \t]*(?:port|bind|requirepass|appendonly|maxmemory|replicaof)[ \t]{1,40}[^=:{\s][^=:{\n]{0,200}$/im.test(
        text,
      ) ||
      (name.startsWith('redis') && name.endsWith('.conf')),
  },
  {
    kind: 'environment',
    isOne: (text) =>
      /ssl|tls|cert|keystore/i.test(text) &&
      (hasKey(text, 'services') || /^[A-Z][A-Z0-9_]{2,80}=/m.test(text)),
  },
];

/** Without lines that are comments. */
function bare(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}
