// What products cannot do, as data: who is refused in which version, with what does the job instead.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeRefusals } from '../../../src/targets/descriptor/judge.js';
import { refuseUnable, REFUSALS_FILE } from '../../../src/targets/descriptor/refusal.js';
import { parseStackVersion } from '../../../src/targets/stack-version.js';
import { templates } from '../../support/test-ports.js';
import { loadRefusals } from '../../../src/app/reading/products.js';
import { shippedTargets, templateText } from '../shipped.js';

const at = (text: string) => parseStackVersion(text).version;
const refusals = await loadRefusals(templates);

describe('the shipped refusals', () => {
  it.each([
    ['logstash-redis-input', '9.5', undefined, /stunnel stunnel/],
    ['logstash-redis-input', '7.17', 'redis', /stunnel stunnel/],
    ['logstash-redis-output', '8.14', undefined, /stunnel stunnel/],
    ['logstash-lumberjack-output', '8.6', 'logstash', /logstash-output logstash-input/],
    ['logstash-elasticsearch-input', '8.7', undefined, /what can: /],
    ['python-logstash-async', '9.5', 'logstash-http', /python logstash-http/],
  ])('%s %s towards %s: names what does', (product, version, server, instead) => {
    expect(() => refuseUnable(refusals, product, at(version), server)).toThrow(
      expect.objectContaining({
        code: 'consumer-cannot-read',
        sentence: expect.stringMatching(instead) as string,
      }),
    );
  });

  it.each([
    ['logstash-redis-output', '8.15', undefined],
    ['logstash-elasticsearch-input', '8.8', undefined],
    ['python-logstash-async', '9.5', 'logstash-tcp'],
    ['python-logstash-async', '9.5', undefined],
    ['heartbeat', '7.17', 'logstash'],
  ])('%s %s towards %s is free to go', (product, version, server) => {
    expect(() => refuseUnable(refusals, product, at(version), server)).not.toThrow();
  });

  it('name a pair, or a product from a version on, that there is', () => {
    const names = new Set(shippedTargets().map(({ name }) => name));
    for (const { instead } of refusals) {
      for (const advice of instead) {
        const [client = '', server = ''] = advice.split(/[ (]/);
        expect(names, advice).toContain(client);
        if (server !== 'from') expect(names, advice).toContain(server);
      }
    }
  });

  it('are of the right form: at run time nobody judges them', async () => {
    for (const { name } of await templates.folders()) {
      const text = await templates.read(name, REFUSALS_FILE);
      if (text !== undefined) expect(() => judgeRefusals(text, name)).not.toThrow();
    }
  });

  it('each have a source', () => {
    expect(refusals.length).toBeGreaterThan(4);
    for (const { source } of refusals) expect(source).toMatch(/\S \S/);
  });
});

it.each([
  ['no list', '{}', 'it is no list'],
  ['nothing in it', '[]', 'the list is empty'],
  ['an unknown key', '[{ "products": "a" }]', 'the key is unknown here'],
  ['no advice', '[{ "product": "a", "sentence": "b", "instead": [], "source": "c" }]', 'empty'],
])('refuses a file with %s', (_what, text, reason) => {
  expect(() => judgeRefusals(text, `mine/${REFUSALS_FILE}`)).toThrow(
    expect.objectContaining({
      code: 'template-invalid',
      sentence: expect.stringContaining(reason) as string,
    }),
  );
});

it('a folder without descriptor is a product that can do nothing, and says so', () => {
  const folders = readdirSync(new URL('../../../templates', import.meta.url));
  for (const folder of folders.filter((name) => name.endsWith('-input') || name === 'kit')) {
    const files = readdirSync(new URL(`../../../templates/${folder}`, import.meta.url));
    if (files.includes('descriptor.json') || folder === 'kit') continue;
    expect(templateText(folder, REFUSALS_FILE)).toContain(`"${folder}"`);
  }
});
