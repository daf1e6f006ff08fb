// Proves that `explain` answers what people asked in public threads.
import { expect, it } from 'vitest';
import { explainLog } from '../../../src/app/explain/log.js';
import { testPorts } from '../../support/test-ports.js';
import { ASKED_LINES } from './asked-lines.js';

const { files } = testPorts();

it.each(ASKED_LINES)('%s: %s', async (_thread, code, text) => {
  const { lines } = await explainLog(text, { files });
  expect(lines.map((line) => line.code)).toEqual(code === undefined ? [] : [code]);
});

it('takes a hundred threads', () => {
  const threads = new Set(ASKED_LINES.map(([thread]) => thread.replace(/,.*$/, '')));
  expect(threads.size).toBeGreaterThanOrEqual(100);
});
