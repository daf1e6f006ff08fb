// Nothing foreign reaches a terminal as it came: whatever text stands in a failure, a result, a warning or a question.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureDocument, writeDocument } from '../../../src/cli/present/document.js';
import { presentFailure } from '../../../src/cli/present/failure.js';
import { shownResult } from '../../../src/cli/present/shown.js';
import { ERROR_CODES, TlsmithError } from '../../../src/errors.js';
import { capturedStream } from '../../support/captured-stream.js';
import { withEnvironment } from '../../support/environment.js';
import { HOSTILE_NAME, hostileText, RAW } from '../../support/hostile-text.js';

/** The colours of our own, which a terminal shall obey. */
const withoutColours = (text: string) => text.replace(/^\u001b\[31merror:\u001b\[39m/, 'error:');

function said(error: TlsmithError) {
  const terminal = capturedStream(true);
  const pipe = capturedStream(false);
  presentFailure(error, terminal.stream);
  writeDocument(failureDocument(error), pipe.stream);
  return { talk: withoutColours(terminal.text()), json: pipe.text() };
}

/** Every fact that any sentence or hint is made of. */
const DETAILS = ['path', 'value', 'flag', 'answer', 'expected', 'found', 'file', 'host', 'reason'];

describe('a failure', () => {
  it.each(ERROR_CODES)('%s shows no text as it came, in its sentence and in every detail', (code) =>
    withEnvironment({ NO_COLOR: undefined, FORCE_COLOR: undefined, TERM: 'xterm' }, () =>
      fc.assert(
        fc.property(hostileText, (text) => {
          const details = {
            ...Object.fromEntries(DETAILS.map((name) => [name, text])),
            paths: [text],
            faults: [{ line: 1, reason: text }],
          };
          const { talk, json } = said(new TlsmithError(code, `no: ${text}`, details));
          expect(talk).not.toMatch(RAW);
          expect(json).not.toMatch(RAW);
          // One line for the sentence, one for the fault, at most one for the hint: nobody can forge another.
          expect(talk.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
          const document = JSON.parse(json) as { error: { details: { path: string } } };
          expect(document.error.details.path).toBe(text);
        }),
        { numRuns: 30, examples: [['__proto__'], ['constructor']] },
      ),
    ),
  );

  it('is not escaped twice where its sentence has quoted the value', () => {
    const { talk } = said(new TlsmithError('input-absent', '"a\\u{1b}b" does not exist'));
    expect(talk).toBe('error: "a\\u{1b}b" does not exist\n');
  });

  it('lists a hundred faults and counts the others', () => {
    const faults = Array.from({ length: 250 }, (_, at) => ({ line: at + 1, reason: 'is bad' }));
    const { talk, json } = said(new TlsmithError('input-malformed', 'has faults', { faults }));
    expect(talk.trimEnd().split('\n')).toHaveLength(102);
    expect(talk).toMatch(/ {2}line 100: is bad\n {2}and 150 more\n$/);
    const { error } = JSON.parse(json) as {
      error: { details: { faults: []; moreFaults: number } };
    };
    expect([error.details.faults.length, error.details.moreFaults]).toEqual([100, 150]);
  });
});

describe('a result', () => {
  it('is shown with every text in it escaped, however deep, and its bytes as they are', () => {
    const content = new Uint8Array([0x1b]);
    const result = { files: [{ path: HOSTILE_NAME }], names: [[HOSTILE_NAME]], count: 1, content };
    expect(shownResult(result)).toEqual({
      files: [{ path: 'x\\u{1b}[31m\\u{202e}\\u{200b}\\u{2028}y' }],
      names: [['x\\u{1b}[31m\\u{202e}\\u{200b}\\u{2028}y']],
      ...{ count: 1, content },
    });
  });

  it('as JSON keeps its values and has nothing unseen in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { stream, text: written } = capturedStream(true);
        writeDocument({ value: text }, stream);
        expect(written()).not.toMatch(RAW);
        expect(JSON.parse(written())).toEqual({ value: text });
      }),
      { numRuns: 200 },
    );
  });
});
