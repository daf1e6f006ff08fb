// Whether an HTML text of ours is well formed: each element is closed in its turn, attributes stand
// in double quotes, ids are there once. Stricter than browsers, which take everything.

const VOID = ['meta', 'br', 'hr'];
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>|<!doctype html>|[<>]/g;

/** Undefined, or the first fault. */
export function faultOf(html: string): string | undefined {
  const style = /<style>[^<]*<\/style>/;
  const open: string[] = [];
  const ids = new Set<string>();
  const body = html.replace(style, '');
  for (const match of body.matchAll(TAG)) {
    const [whole, slash, name, attributes = ''] = match;
    const near = body.slice(match.index, match.index + 80);
    if (whole === '<!doctype html>') continue;
    if (name === undefined) return `a bare ${whole}: ${near}`;
    const [, id] = / id="([^"]*)"/.exec(attributes) ?? [];
    if (id !== undefined && ids.has(id)) return `the id ${id} stands twice`;
    if (id !== undefined) ids.add(id);
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) return `</${name}> closes <${last}>: ${near}`;
    } else if (!VOID.includes(name)) open.push(name);
  }
  const missing = [...html.matchAll(/ (?:href="#|aria-labelledby=")([^"]+)"/g)].find(
    ([, id]) => !ids.has(id ?? ''),
  );
  if (missing) return `there is no ${missing[1]}`;
  return open.length > 0 ? `<${open.join('> <')}> stays open` : undefined;
}

/** What a reader sees, with blanks as one. */
export function textOf(html: string): string {
  return html
    .replace(/<(style|title)>[^]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
