// The conversation on stderr.
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { stderrReporter } from '../../src/io/stderr-reporter.js';

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

  it('is silent when quiet', () => {
    const { stream, heard } = listening();
    const reporter = stderrReporter(true, stream);
    reporter.note('a note');
    reporter.warn('a warning');
    expect(heard()).toBe('');
  });
});
