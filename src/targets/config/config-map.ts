// The configs that a manifest of Kubernetes holds as texts. For who reads configs of people.
import { readYamlSettings } from '../syntax/yaml.js';
import type { ConfigText } from './configured-end.js';

export interface InnerConfig {
  /** The name of its file: `heartbeat.yml`. */
  name: string;
  inner: ConfigText;
}

/** Of every document of the manifest. Throws `input-malformed`, `input-limit`. */
export async function innerConfigs({ path, text }: ConfigText): Promise<InnerConfig[]> {
  const found: InnerConfig[] = [];
  let linesAbove = 0;
  for (const document of text.split(/^---[ \t]*$/m)) {
    if (/^kind[ \t]*:[ \t]*["']?(?:ConfigMap|Secret)\b/m.test(document)) {
      found.push(...(await configsIn({ path, text: document, linesAbove })));
    }
    linesAbove += document.split('\n').length - 1;
  }
  return found;
}

async function configsIn({ path, text, linesAbove = 0 }: ConfigText): Promise<InnerConfig[]> {
  const settings = await readYamlSettings(text, 'plain');
  return settings.flatMap(({ name, value, line }): InnerConfig[] => {
    const file = /^(?:data|stringData)\.(.+)$/s.exec(name)?.[1];
    const inner = typeof value === 'object' && 'expression' in value ? value.expression : value;
    if (file === undefined || typeof inner !== 'string' || !inner.includes('\n')) return [];
    // The text of a block scalar begins in the line below its key.
    return [{ name: file, inner: { path, text: inner, linesAbove: linesAbove + line } }];
  });
}
