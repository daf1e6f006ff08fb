// The conversation on stderr.
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { stderrReporter } from '../../src/io/stderr-reporter.js';
import { HOSTILE_NAME, RAW } from '../support/hostile-text.js';

function listening() {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { stream, heard: () => text };
}

describe('stderrReporter', () => {
  it('says one line each, and marks warnings', () => {
    const { stream, heard } = listening();
    const reporter = stderrReporter(false, stream);
    reporter.note('a note');
    reporter.warn('a warning');
    expect(heard()).toBe('a note\nwarning: a warning\n');
  });

  it('shows nothing foreign as it came, whoever has put it into the line', () => {
    const { stream, heard } = listening();
    const reporter = stderrReporter(false, stream);
    reporter.note(HOSTILE_NAME);
    reporter.warn(HOSTILE_NAME);
    expect(heard()).not.toMatch(RAW);
    expect(heard().split('\n')).toHaveLength(3);
    expect(reporter.warnings.join()).not.toMatch(RAW);
  });

  it('is silent when quiet', () => {
    const { stream, heard } = listening();
    const reporter = stderrReporter(true, stream);
    reporter.note('a note');
    reporter.warn('a warning');
    expect(heard()).toBe('');
  });
});
