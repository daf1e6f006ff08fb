// The configs that a YAML file holds for others: the texts of a ConfigMap or of the values of a
// chart, and what Elastic's operator for Kubernetes is told. For who reads configs of people.
import { readYamlSettings } from '../syntax/yaml.js';
import type { ConfigText, NotJudged } from './configured-end.js';
import { requireFewEnds } from './reading-limits.js';

export interface InnerConfig {
  /** The name of its file: `heartbeat.yml`. */
  name: string;
  inner: ConfigText;
}

/** Of every document of the file. Throws `input-malformed`, `input-limit`. */
export async function innerConfigs({ path, text }: ConfigText): Promise<InnerConfig[]> {
  const found: InnerConfig[] = [];
  let linesAbove = 0;
  const documents = text.split(DOCUMENT_END);
  requireFewEnds(documents.length);
  for (const document of documents) {
    const kind = /^kind[ \t]*:[ \t]*["']?([A-Za-z]{1,40})/m.exec(document)?.[1];
    const config = { path, text: document, linesAbove };
    if (isOperators(document)) found.push(...operatorConfigs(config, kind ?? ''));
    else if (kind === undefined) found.push(...(await textsIn(config, FILE_NAME)));
    else if (kind === 'ConfigMap' || kind === 'Secret') {
      found.push(...(await textsIn(config, DATA)));
    }
    linesAbove += document.split('\n').length - 1;
    requireFewEnds(found.length);
  }
  return found;
}

const DOCUMENT_END = /^---(?:[ \t].*)?\r?$/m;
const DATA = /^(?:data|stringData)\.(.+)$/s;
const FILE_NAME = /(?:^|\.)([\w-]{1,80}\.(?:ya?ml|conf))$/;

/** The texts of several lines under such names. */
async function textsIn(
  { path, text, linesAbove = 0 }: ConfigText,
  names: RegExp,
): Promise<InnerConfig[]> {
  const settings = await readYamlSettings(text, 'plain');
  return settings.flatMap(({ name, value, line }): InnerConfig[] => {
    const file = names.exec(name)?.[1];
    const inner = typeof value === 'object' && 'expression' in value ? value.expression : value;
    if (file === undefined || typeof inner !== 'string' || !inner.includes('\n')) return [];
    // The text of a block scalar begins in the line below its key.
    return [{ name: file, inner: { path, text: inner, linesAbove: linesAbove + line } }];
  });
}

function isOperators(document: string): boolean {
  return /^apiVersion[ \t]*:[ \t]*["']?[a-z]{1,40}\.k8s\.elastic\.co\//m.test(document);
}

/**
 * The file that the operator makes of a block, by the kind of what it runs and the block's key. Of
 * Elasticsearch and Kibana it sets up TLS itself, whatever stands there.
 */
const FILES: ReadonlyMap<string, readonly [key: string, file: string]> = new Map([
  ['Beat', ['config', 'filebeat.yml']],
  ['Agent', ['config', 'elastic-agent.yml']],
  ['Logstash', ['pipelines', 'pipelines.yml']],
]);

/** The blocks below such keys, moved to the left. */
function operatorConfigs({ path, text, linesAbove = 0 }: ConfigText, kind: string): InnerConfig[] {
  const [key, file] = FILES.get(kind) ?? [];
  if (key === undefined || file === undefined) return [];
  const name = nameOf(file, text);
  const lines = text.split('\n');
  const found: InnerConfig[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = '', word] =
      /^( *(?:- +)?)(\w{1,40}):[ \t]*(?:#.*)?\r?$/.exec(lines[at] ?? '') ?? [];
    if (word !== key) continue;
    const block = blockBelow(lines, at + 1, indent.length);
    const inner = { path, text: moved(block), linesAbove: linesAbove + at + 1 };
    if (inner.text !== '') found.push({ name, inner });
    requireFewEnds(found.length);
    at += block.length;
  }
  return found;
}

/** What the operator does by itself. */
export function operatedTls({ path, text }: ConfigText): NotJudged[] {
  const documents = text.split(DOCUMENT_END).filter(isOperators);
  const kinds = documents
    .filter((one) => /\bssl\b/.test(one))
    .flatMap((one) => /^kind[ \t]*:[ \t]*["']?(Elasticsearch|Kibana)\b/m.exec(one)?.[1] ?? []);
  return [...new Set(kinds)].map((kind) => ({
    file: path,
    what: `TLS of ${kind}, which the operator for Kubernetes sets up`,
  }));
}

/** A Beat says in `type` which one it is. */
function nameOf(file: string, text: string): string {
  const type = /^ +type[ \t]*:[ \t]*["']?([a-z]{1,20}beat)\b/m.exec(text)?.[1];
  return file === 'filebeat.yml' && type !== undefined ? `${type}.yml` : file;
}

/** The lines that belong to the key above them. */
function blockBelow(lines: readonly string[], from: number, indent: number): string[] {
  const block: string[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const own = line.search(/\S/);
    // A list may stand as far to the left as its key.
    const isOutside = own < indent || (own === indent && !line.startsWith('- ', own));
    if (!isEmpty(line) && isOutside) break;
    block.push(line);
  }
  return block;
}

function isEmpty(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

/** To the left, as far as all of it goes. */
function moved(block: readonly string[]): string {
  const indents = block.filter((line) => !isEmpty(line)).map((line) => line.search(/\S/));
  const least = indents.reduce((one, other) => Math.min(one, other), Infinity);
  return block
    .map((line) => line.slice(Math.min(least, line.search(/\S|$/))))
    .join('\n')
    .trimEnd();
}
