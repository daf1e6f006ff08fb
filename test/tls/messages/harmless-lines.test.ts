// Proves that nothing is explained in the logs of services that are well.
import { expect, it } from 'vitest';
import { recognise } from '../../../src/tls/messages/recognise.js';
import { HARMLESS_LINES } from './harmless-lines.js';

it('has 500 of them', () => {
  expect(HARMLESS_LINES.length).toBeGreaterThanOrEqual(500);
});

it('explains none', () => {
  const explained = HARMLESS_LINES.flatMap((line) => {
    const recognised = recognise(line);
    return recognised ? [`${recognised.message.code}: ${line}`] : [];
  });
  expect(explained).toEqual([]);
});
