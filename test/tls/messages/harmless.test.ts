// Proves that nothing is explained in the logs of services that are well.
import { expect, it } from 'vitest';
import { recognise } from '../../../src/tls/messages/recognise.js';
import { OF_ELASTIC } from './harmless/of-elastic.js';
import { OF_SERVERS } from './harmless/of-servers.js';
import { OF_SEVERAL_HOSTS } from './harmless/of-several-hosts.js';
import { OF_SYSTEMS } from './harmless/of-systems.js';

const LINES = [...new Set([...OF_SEVERAL_HOSTS, ...OF_ELASTIC, ...OF_SERVERS, ...OF_SYSTEMS])];
/** Which differ in more than numbers. */
const forms = new Set(LINES.map((line) => line.replace(/\d+/g, '0')));

it('has 500 that differ in words', () => {
  expect(forms.size).toBeGreaterThanOrEqual(500);
});

it('explains none', () => {
  const explained = LINES.flatMap((line) => {
    const recognised = recognise(line);
    return recognised ? [`${recognised.message.code}: ${line}`] : [];
  });
  expect(explained).toEqual([]);
});
