// Damages texts where their readers could stumble: marks of their languages put in, lines doubled,
// swapped and cut; each by a source of randomness that can be told beforehand.
import type { Random } from '../../src/ports.js';

/** What opens and closes, names things that every object has, or only looks harmless. */
const MARKS = [
  ...['{', '}', '[', ']', '(', '"', "'", '\\', '#', ';', '/', '=', '=>', ':', ': ', ',', '|', '%'],
  ...['\0', '\r', '\t', '\n', '\uFEFF', '\u2028', '\ud800', '\u{1F600}', '$', '${', '${a:', '}}'],
  ...[
    '{{',
    '{% if',
    '<%= ',
    '%{ for',
    '&a ',
    '*a',
    '<<: *a\n',
    '- ',
    '? ',
    '!!binary ',
    '---\n',
    '...\n',
  ],
  ...[
    '|\n',
    '>-\n',
    '%YAML 1.1\n',
    '"\\x',
    '-----BEGIN CERTIFICATE-----\n',
    'constructor',
    '__proto__',
  ],
  ...[
    'hasOwnProperty',
    'toString: ',
    'include *\n',
    'include /\n',
    'if [a] =~ /x',
    'else ',
    '.ssl.',
    '0x',
    '1e999',
  ],
  ...[
    'a'.repeat(5_000),
    '['.repeat(200),
    '{ '.repeat(200),
    '  '.repeat(500),
    '- '.repeat(200),
    '"\n'.repeat(50),
  ],
];

export class TextDamage {
  constructor(private readonly random: Random) {}

  below(limit: number): number {
    return Buffer.from(this.random.bytes(4)).readUInt32BE() % Math.max(1, limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** One to three wounds. */
  damaged(text: string): string {
    let wounded = text;
    for (let count = 1 + this.below(3); count > 0; count -= 1) wounded = this.#wounded(wounded);
    return wounded;
  }

  #wounded(text: string): string {
    const at = this.below(text.length + 1);
    const length = 1 + this.below(12);
    const lines = text.split('\n');
    const line = this.below(lines.length);
    switch (this.below(9)) {
      case 0:
        return text.slice(0, at);
      case 1:
        return text.slice(0, at) + text.slice(at + length);
      case 2:
        return text.slice(0, at) + text.slice(Math.max(0, at - 20));
      case 3:
        return lines.toSpliced(line, 1).join('\n');
      case 4:
        return lines.toSpliced(line, 0, this.pick(lines)).join('\n');
      case 5:
        return lines.toSpliced(line, 1, ...(lines[line] ?? '').split(' ').reverse()).join('\n');
      case 6:
        return text.slice(0, at) + String.fromCharCode(this.below(256)) + text.slice(at + 1);
      default:
        return text.slice(0, at) + this.pick(MARKS) + text.slice(at);
    }
  }
}
