// A line of a Redis configuration as its words, and a word as it is written. For redis.ts. As
// sdssplitargs of Redis 7.0 does it.

const BLANKS = ' \t\n\v\f\r';

/** Bare where nothing in it could be special, else in double quotes, where only `"` and `\` are. */
export function redisWord(text: string): string {
  return /^[\w./:@%+,=~*-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Undefined where a quote is not closed, or closes inside a word. */
export function redisWords(line: string): string[] | undefined {
  const words: string[] = [];
  for (let at = passBlanks(line, 0); at < line.length; at = passBlanks(line, at)) {
    const word = wordAt(line, at);
    if (word === undefined) return undefined;
    words.push(word.text);
    at = word.end;
  }
  return words;
}

function passBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && BLANKS.includes(line.charAt(at))) at += 1;
  return at;
}

/** Quotes may begin inside a word, and end it. */
function wordAt(line: string, from: number): { text: string; end: number } | undefined {
  let at = from;
  while (at < line.length && !` \n\r\t"'`.includes(line.charAt(at))) at += 1;
  const bare = line.slice(from, at);
  const quote = line.charAt(at);
  if (quote !== '"' && quote !== "'") return { text: bare, end: at };
  const closing = closingQuote(line, quote, at + 1);
  if (closing === undefined || !BLANKS.includes(line.charAt(closing + 1))) return undefined;
  const inside = line.slice(at + 1, closing);
  const text = quote === '"' ? decodeDouble(inside) : inside.replaceAll("\\'", "'");
  return { text: bare + text, end: closing + 1 };
}

function closingQuote(line: string, quote: string, from: number): number | undefined {
  for (let at = from; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === quote) return at;
    if (character === '\\' && (quote === '"' || line.charAt(at + 1) === "'")) at += 1;
  }
  return undefined;
}

const CONTROLS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\u0007',
};

/** `\xHH` is a byte, not a character: Redis itself rewrites an é as two of them. */
function decodeDouble(text: string): string {
  if (!text.includes('\\')) return text;
  const bytes = Buffer.from(text)
    .toString('latin1')
    .replace(/\\(?:x([0-9a-fA-F]{2})|([^]))/g, (_escape, hex?: string, character = '') =>
      hex === undefined
        ? (CONTROLS[character] ?? character)
        : String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString();
}
