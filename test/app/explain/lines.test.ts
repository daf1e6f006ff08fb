// Proves that a log comes out line by line, however its octets are cut, and what is no log.
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/app/explain/lines.js';
import { refusalOf } from '../../support/refusal-of.js';

async function* pieces(...parts: readonly (string | Uint8Array)[]) {
  for (const part of parts) {
    yield await Promise.resolve(typeof part === 'string' ? new TextEncoder().encode(part) : part);
  }
}

async function read(...parts: readonly (string | Uint8Array)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(pieces(...parts))) lines.push(line);
  return lines;
}

describe('lines', () => {
  it.each<[string, (string | Uint8Array)[], string[]]>([
    ['of one piece', ['a\nb\n'], ['a', 'b']],
    ['without an end', ['a\nb'], ['a', 'b']],
    ['cut in the middle', ['ab', 'c\nd', 'e\n'], ['abc', 'de']],
    ['of Windows', ['a\r\nb\r', '\n'], ['a', 'b']],
    ['with a letter cut in two', [Uint8Array.of(0xc3), Uint8Array.of(0xa4, 10)], ['ä']],
    ['of PowerShell', [Uint8Array.of(0xff, 0xfe, 97, 0, 10, 0, 98, 0)], ['a', 'b']],
    ['behind zeros of a log that was cut', [new Uint8Array(9), 'a\n'], [`${'\0'.repeat(9)}a`]],
    ['of nothing', [], []],
  ])('%s', async (_, parts, lines) => {
    expect(await read(...parts)).toEqual(lines);
  });

  it('are cut where they are too long, and what follows is another line', async () => {
    const part = 'x'.repeat(50_000);
    const [long, next] = await read(part, part, part, '\nnext\n');
    expect([long?.length, next]).toEqual([65_536, 'next']);
  });

  it('are none of a program', async () => {
    const octets = Uint8Array.from({ length: 4096 }, (_, at) => (at * 7) % 256);
    expect(await refusalOf(() => read(octets))).toMatchObject({ code: 'input-wrong-kind' });
  });

  it('are not awaited for ever of what may have no end', async () => {
    const zeros = (async function* () {
      for (;;) yield new Uint8Array(1024 * 1024);
    })();
    await expect(linesOf(zeros, true).next()).rejects.toMatchObject({ code: 'input-wrong-kind' });
  });

  it('of a file may begin with any number of zeros: it was cut while it was written to', async () => {
    const log = (async function* () {
      for (let i = 0; i < 80; i++) yield new Uint8Array(1024 * 1024);
      yield new TextEncoder().encode('\nthe first line\n');
    })();
    const lines: string[] = [];
    for await (const line of linesOf(log)) lines.push(line);
    expect(lines.at(-1)).toBe('the first line');
  });
});
