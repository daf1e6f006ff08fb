// What makes a config of a text before a product reads it: templates of Ansible, Helm, Puppet and
// the like, known by their marks. For who reads configs of people.

/** With its article, as it stands in a sentence; undefined for a config. */
export function templateKindOf(text: string): string | undefined {
  return (
    MARKS.find(([, pattern]) => pattern.test(text))?.[0] ??
    kindOfPlaceholders(placeholders(text)) ??
    (/\{\{[ \t]{0,20}\r?$/m.test(text) ? 'a template' : undefined)
  );
}

/** Whether a value is one that only a template's maker knows; autoconf writes `@prefix@`. */
export function isTemplated(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return /<%|\{%|^@\w{1,60}@/.test(value) || placeholders(value).length > 0;
}

const MARKS: readonly [string, RegExp][] = [
  ['a Jinja template', /\{%[-+]?[ \t]|\{#[ \t]/],
  ['an ERB template', /<%[=-]?[ \t]/],
  ['a Terraform template', /%\{[ \t]{0,10}(?:if|for|else|endif|endfor)\b/],
];

const HELM =
  /\.(?:Values|Release|Chart|Capabilities|Template)\b|\b(?:include|toYaml|nindent|tpl)\b/;
/** `.Name`, `$name`, `if …`, `with …`: the words of Go's text/template, which many tools speak. */
const GO = /^-?\s*(?:[.$]\w|\.\s|(?:if|else|range|with|end|template|define|block|getenv|getv)\b)/;
const JINJA = /^[-+]?\s*[a-z_][\w.[\]'"()|, -]*$/i;

function kindOfPlaceholders(all: readonly string[]): string | undefined {
  if (all.length === 0) return undefined;
  if (all.some((one) => HELM.test(one))) return 'a Helm template';
  if (all.some((one) => GO.test(one))) return 'a Go template';
  return all.every((one) => JINJA.test(one)) ? 'a Jinja template' : 'a template';
}

/** Some are enough to tell by. */
const MOST_PLACEHOLDERS = 200;
const LONGEST_PLACEHOLDER = 200;

/** What stands in `{{ … }}` of one line each, cut. */
function placeholders(text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf('{{'); at >= 0 && found.length < MOST_PLACEHOLDERS;) {
    const lineEnd = endOfLine(text, at);
    const line = text.slice(at, lineEnd);
    let next = 0;
    while (next >= 0 && found.length < MOST_PLACEHOLDERS) {
      const end = line.indexOf('}}', next + 2);
      if (end < 0) break;
      found.push(line.slice(next + 2, Math.min(end, next + 2 + LONGEST_PLACEHOLDER)));
      next = line.indexOf('{{', end + 2);
    }
    at = text.indexOf('{{', lineEnd);
  }
  return found;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
