// The names and values of a Java properties file, as java.util.Properties.load finds them. For
// properties.ts.
import { malformedLine } from './malformed-line.js';

export interface Property {
  readonly name: string;
  readonly value: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/** Throws `input-malformed` for an escape that Java refuses. */
export function readProperties(text: string): Property[] {
  return logicalLines(text).map(({ text: joined, line }) => {
    const nameEnd = endOfName(joined);
    const separator = /[ \t\f]*[=:]?[ \t\f]*/y;
    separator.lastIndex = nameEnd;
    separator.test(joined);
    return {
      name: unescape(joined.slice(0, nameEnd), line),
      value: unescape(joined.slice(separator.lastIndex), line),
      line,
    };
  });
}

interface LogicalLine {
  readonly text: string;
  readonly line: number;
}

/**
 * Lines joined where one ends in a backslash, without comments. Only the first line of a property
 * can be a comment.
 */
function logicalLines(text: string): LogicalLine[] {
  const joined: LogicalLine[] = [];
  let begun = '';
  let line = 0;
  text.split(/\r\n|\r|\n/).forEach((physical, index) => {
    const content = physical.replace(/^[ \t\f]+/, '');
    if (begun === '') {
      if (content === '' || content.startsWith('#') || content.startsWith('!')) return;
      line = index + 1;
    }
    const isContinued = endsInOddBackslash(content);
    begun += isContinued ? content.slice(0, -1) : content;
    if (isContinued) return;
    joined.push({ text: begun, line });
    begun = '';
  });
  return begun === '' ? joined : [...joined, { text: begun, line }];
}

function endsInOddBackslash(content: string): boolean {
  let start = content.length;
  while (content.charAt(start - 1) === '\\') start -= 1;
  return (content.length - start) % 2 === 1;
}

function endOfName(text: string): number {
  let at = 0;
  while (at < text.length && !'=: \t\f'.includes(text.charAt(at))) {
    at += text.charAt(at) === '\\' ? 2 : 1;
  }
  return Math.min(at, text.length);
}

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(text: string, line: number): string {
  return text.replace(/\\(?:u([^]{0,4})|([^]))/g, (_escape, hex?: string, character = '') => {
    if (hex === undefined) return CONTROLS[character] ?? character;
    if (!/^[0-9a-fA-F]{4}$/.test(hex)) {
      throw malformedLine(line, 'a Java properties file', 'four hexadecimal digits after \\u');
    }
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
}
