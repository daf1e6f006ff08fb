// The bar as a terminal gets it, by a clock that is set by hand.
import { describe, expect, it } from 'vitest';
import { progressBar } from '../../src/io/progress-bar.js';
import { canDraw, stderrReporter } from '../../src/io/stderr-reporter.js';
import { capturedStream } from '../support/captured-stream.js';

function terminal(columns: number | undefined = 60) {
  const { stream, text } = capturedStream(true);
  const clock = { now: 0 };
  const bar = progressBar(Object.assign(stream, { columns }), () => clock.now);
  const reporter = stderrReporter(false, stream, bar);
  /** [milliseconds, steps done] */
  const play = (...steps: [number, number][]) => {
    for (const [at, done] of steps) {
      clock.now = at;
      reporter.progress(done, 400, 'hosts made');
    }
  };
  return { play, reporter, text };
}

/** What stands on the last line of a terminal that obeys carriage returns. */
const shown = (text: string) =>
  text
    .split('\n')
    .at(-1)!
    .split('\r')
    .reduce((line, part) => part + line.slice(part.length), '')
    .trimEnd();

const QUARTER = `[${'#'.repeat(8)}${'-'.repeat(27)}] 100 of 400 hosts made`;

describe('the progress bar', () => {
  it.each<[string, [number, number][], string]>([
    [
      'is not drawn within 200 ms',
      [
        [0, 0],
        [199, 100],
      ],
      '',
    ],
    [
      'is drawn then',
      [
        [0, 0],
        [200, 100],
      ],
      `\r${QUARTER}`,
    ],
    [
      'is redrawn ten times a second at most',
      [
        [0, 0],
        [200, 100],
        [299, 110],
      ],
      `\r${QUARTER}`,
    ],
    [
      'is drawn over itself',
      [
        [0, 0],
        [200, 100],
        [300, 200],
      ],
      `\r${QUARTER}\r[${'#'.repeat(17)}${'-'.repeat(18)}] 200 of 400 hosts made`,
    ],
    [
      'is erased when all is done',
      [
        [0, 0],
        [200, 100],
        [201, 400],
      ],
      `\r${QUARTER}\r${' '.repeat(QUARTER.length)}\r`,
    ],
    [
      'was never there where all was quick',
      [
        [0, 0],
        [150, 400],
      ],
      '',
    ],
  ])('%s', (_, steps, expected) => {
    const { play, text } = terminal();
    play(...steps);
    expect(text()).toBe(expected);
  });

  it('gives way to a line, and is drawn again', () => {
    const { play, reporter, text } = terminal();
    play([0, 0], [200, 100]);
    reporter.warn('a fault');
    expect(text().endsWith(`\r${' '.repeat(QUARTER.length)}\rwarning: a fault\n`)).toBe(true);
    play([201, 100]);
    expect(shown(text())).toBe(QUARTER);
    reporter.close();
    expect(shown(text())).toBe('');
  });

  it.each([
    ['80 columns where none are said', 0, 79],
    ['80 columns of a wide terminal', 200, 79],
    ['what there is of a narrow one', 40, 39],
    ['no bar where there is no room', 30, '100 of 400 hosts made'.length],
    ['no more than fits', 13, 12],
  ])('takes %s', (_, columns, length) => {
    const { play, text } = terminal(columns);
    play([0, 0], [200, 100]);
    expect(shown(text())).toHaveLength(length);
  });
});

describe('without a bar', () => {
  it('progress is a line for every thousand', () => {
    const { stream, text } = capturedStream(false);
    const reporter = stderrReporter(false, stream);
    for (let done = 0; done <= 2500; done++) reporter.progress(done, 2500, 'hosts made');
    expect(text()).toBe('1000 of 2500 hosts made\n2000 of 2500 hosts made\n');
  });

  it('and nothing when quiet, with one or without', () => {
    const { stream, text } = capturedStream(true);
    for (const bar of [undefined, progressBar(stream, () => 1000)]) {
      const reporter = stderrReporter(true, stream, bar);
      for (let done = 0; done <= 1000; done++) reporter.progress(done, 1000, 'hosts made');
      reporter.close();
    }
    expect(text()).toBe('');
  });

  it.each([
    [true, { TERM: 'xterm' }, true],
    [true, {}, true],
    [true, { TERM: 'dumb' }, false],
    [false, { TERM: 'xterm' }, false],
  ])('a terminal (%s) with %o can draw one: %s', (isTTY, environment, expected) => {
    expect(canDraw(capturedStream(isTTY).stream, environment)).toBe(expected);
  });
});
