// Every shipped product in every known version: the text is the example, other readers parse it, and it reads back to what was meant.
import { extname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSnippet, renderSnippet } from '../../src/targets/snippet.js';
import { factsOf } from '../../src/targets/snippet-values.js';
import {
  KNOWN_STACK_VERSIONS,
  formatStackVersion,
  isWithin,
} from '../../src/targets/stack-version.js';
import { eraOf, erasOf, existsIn } from '../../src/targets/target.js';
import {
  shippedExamples,
  shippedFolders,
  shippedTargets,
  standardSample,
  templateText,
} from './shipped.js';

const targets = shippedTargets();

function exampleOf(
  target: (typeof targets)[number],
  version: (typeof KNOWN_STACK_VERSIONS)[number],
) {
  return `${target.name}-${formatStackVersion(eraOf(target, version))}${extname(target.snippetFile)}`;
}

describe.each(targets)('$name', (target) => {
  const sample = standardSample(target);
  const versions = KNOWN_STACK_VERSIONS.filter((version) => existsIn(target, version));

  it('is written as its example says, in every known version', () => {
    for (const version of versions) {
      const expected = templateText(target.folder, `examples/${exampleOf(target, version)}`);
      expect(renderSnippet(target, version, sample), formatStackVersion(version)).toBe(expected);
    }
  });

  it('reads back into the same meanings, in every known version', async () => {
    for (const version of versions) {
      const withPassword = { ...sample, privateKeyPasswordVariable: 'A_KEY_PASSWORD' };
      const reading = await readSnippet(
        target,
        version,
        renderSnippet(target, version, withPassword),
      );
      const rules = target.descriptor.settings.filter((rule) => isWithin(version, rule));
      expect(reading?.meanings.map(({ meaning }) => meaning)).toEqual(
        rules.map(({ meaning }) => meaning),
      );
      expect(reading).toMatchObject({ outdated: [], others: [] });
      const facts = factsOf(reading?.meanings ?? []);
      const { certificate, privateKey, privateKeyPasswordVariable } = withPassword;
      expect(facts).toMatchObject({ certificate, privateKey, privateKeyPasswordVariable });
      expect(facts.trustAnchors).toEqual([sample.trustAnchors]);
      if (target.role === 'server') expect(facts.port).toBe(sample.port);
      else
        expect(facts.endpoints).toEqual(sample.hosts.map((host) => ({ host, port: sample.port })));
    }
  });

  it('begins with a comment that names the file to merge into, without a variable in it', () => {
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
  '$folder has one example for each era of each product, and no other',
  ({ folder }) => {
    const expected = targets
      .filter((target) => target.folder === folder)
      .flatMap((target) => erasOf(target).map((version) => exampleOf(target, version)));
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
    ]),
  );
});
