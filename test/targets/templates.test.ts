// Every shipped product in every known version: the text is the example, other readers parse it, and it reads back to what was meant.
import { extname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Meaning, Store } from '../../src/targets/descriptor-form.js';
import { FIXED_MEANINGS, MEANINGS } from '../../src/targets/descriptor-form.js';
import { readSnippet, renderSnippet } from '../../src/targets/snippet.js';
import { factsOf, givenValues } from '../../src/targets/snippet-values.js';
import type { StackVersion } from '../../src/targets/stack-version.js';
import {
  KNOWN_STACK_VERSIONS,
  formatStackVersion,
  isWithin,
} from '../../src/targets/stack-version.js';
import type { Target } from '../../src/targets/target.js';
import { eraOf, erasOf, existsIn, hasSetting } from '../../src/targets/target.js';
import {
  sampleOf,
  shippedExamples,
  shippedFolders,
  shippedTargets,
  standardSample,
  storesOf,
  templateText,
} from './shipped.js';

const targets = shippedTargets();

function exampleOf(target: Target, version: StackVersion, store: Store) {
  const era = formatStackVersion(eraOf(target, version));
  const form = store === 'pem' ? '' : `-${store}`;
  return `${target.name}-${era}${form}${extname(target.snippetFile)}`;
}

/** What a sample has no value for: meanings of the other form, and secrets that it goes without. */
function absentMeanings(sample: ReturnType<typeof sampleOf>): Meaning[] {
  const given = [...givenValues(sample).keys()];
  const always: readonly Meaning[] = [...FIXED_MEANINGS, 'hosts', 'port'];
  return MEANINGS.filter((meaning) => !given.includes(meaning) && !always.includes(meaning));
}

describe.each(targets)('$name', (target) => {
  const cases = KNOWN_STACK_VERSIONS.filter((version) => existsIn(target, version)).flatMap(
    (version) => storesOf(target, version).map((store) => ({ version, store })),
  );

  it('is written as its example says, in every known version, from PEM files and stores', () => {
    for (const { version, store } of cases) {
      const expected = templateText(target.folder, `examples/${exampleOf(target, version, store)}`);
      const sample = sampleOf(target, version, store);
      expect(renderSnippet(target, version, sample), formatStackVersion(version)).toBe(expected);
    }
  });

  it('reads back into the same meanings, in every known version, from PEM files and stores', async () => {
    for (const { version, store } of cases) {
      const sample = {
        ...sampleOf(target, version, store),
        ...(store === 'pem' && hasSetting(target, version, 'private-key-password')
          ? { privateKeyPasswordVariable: 'A_KEY_PASSWORD' }
          : {}),
        ...(hasSetting(target, version, 'user')
          ? { user: 'relay', userPasswordVariable: 'A_USER_PASSWORD' }
          : {}),
      };
      const reading = await readSnippet(target, version, renderSnippet(target, version, sample));
      const absent = absentMeanings(sample);
      expect(reading?.meanings.map(({ meaning }) => meaning)).toEqual(
        target.descriptor.settings
          .filter((rule) => isWithin(version, rule) && !absent.includes(rule.meaning))
          .map(({ meaning }) => meaning),
      );
      expect(reading).toMatchObject({ outdated: [], others: [] });
      const { hosts, port, trustAnchors, ...files } = sample;
      const facts = factsOf(reading?.meanings ?? []);
      expect(facts).toMatchObject(files);
      expect(facts.trustAnchors).toEqual(trustAnchors === undefined ? [] : [trustAnchors]);
      if (target.role === 'server') expect(facts.port).toBe(port);
      else expect(facts.endpoints).toEqual(hosts.map((host) => ({ host, port })));
    }
  });

  it('begins with a comment that names the file to merge into, without a variable in it', () => {
    const sample = standardSample(target);
    const [first] = renderSnippet(target, { major: 9, minor: 5 }, sample).split('\n');
    expect(first).toMatch(/^# /);
    expect(first).toContain(target.configFile);
    expect(first).not.toContain('${');
  });
});

it.each(targets.filter(({ descriptor }) => descriptor.syntax.endsWith('yaml')))(
  '$name is YAML with the block that the product looks for',
  (target) => {
    const text = renderSnippet(target, { major: 9, minor: 5 }, standardSample(target));
    expect(Object.keys(parse(text) as object)).toEqual([target.descriptor.block.join('.')]);
  },
);

it.each(shippedFolders())(
  '$folder has one example for each era and form of each product, and no other',
  ({ folder }) => {
    const expected = targets
      .filter((target) => target.folder === folder)
      .flatMap((target) =>
        erasOf(target).flatMap((version) =>
          storesOf(target, version).map((store) => exampleOf(target, version, store)),
        ),
      );
    expect(shippedExamples(folder)).toEqual(expected.sort());
  },
);

it('ships the targets of this step, and no two of one name', () => {
  expect(targets.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'heartbeat',
      'filebeat',
      'metricbeat',
      'packetbeat',
      'auditbeat',
      'winlogbeat',
      'logstash',
      'logstash-output',
      'logstash-input',
    ]),
  );
});
