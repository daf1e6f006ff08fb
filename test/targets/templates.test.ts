// Every shipped product in every known version: the text is the example, other readers parse it, and it reads back to what was meant.
import { extname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Meaning, SettingRule, Store } from '../../src/targets/descriptor/form.js';
import { CLIENT_AUTHENTICATIONS, FIXED_MEANINGS } from '../../src/targets/descriptor/form.js';
import { readSnippet, renderSnippet } from '../../src/targets/snippet/snippet.js';
import type { SnippetFacts, SnippetValues } from '../../src/targets/snippet/values.js';
import { factsOf, givenValues } from '../../src/targets/snippet/values.js';
import type { StackVersion } from '../../src/targets/stack-version.js';
import {
  KNOWN_STACK_VERSIONS,
  formatStackVersion,
  isWithin,
} from '../../src/targets/stack-version.js';
import { readPluginBlocks } from '../../src/targets/syntax/logstash.js';
import { eraOf, erasOf, existsIn, hasSetting, type Target } from '../../src/targets/target.js';
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

/** The product, and which of its ends where that is not the first. */
function labelOf({ name, descriptor: { end } }: Target): string {
  return end === undefined ? name : `${name}-${end}`;
}

const ends = targets.map((target) => ({ label: labelOf(target), target }));

function exampleOf(target: Target, version: StackVersion, store: Store) {
  const era = formatStackVersion(eraOf({ target, version }));
  const form = store === 'pem' ? '' : `-${store}`;
  return `${labelOf(target)}-${era}${form}${extname(target.snippetFile)}`;
}

/** The settings that stand in the snippet: those that the sample has a value for, and that stand in no keystore of the product's own. */
function writtenRules(target: Target, version: StackVersion, sample: SnippetValues): SettingRule[] {
  const given = [...givenValues(sample).keys()];
  // the sample dials a name and an address
  const always: readonly Meaning[] = [
    ...FIXED_MEANINGS,
    'hosts',
    'port',
    'own-names',
    'peer-names',
    'link-name',
  ];
  return rulesIn(target, version).filter(
    ({ meaning, form }) =>
      form !== 'secure' && (given.includes(meaning) || always.includes(meaning)),
  );
}

function rulesIn(target: Target, version: StackVersion): SettingRule[] {
  return target.descriptor.settings.filter((rule) => isWithin(version, rule));
}

/** Which secret of a sample a setting is about. */
const SECRETS: readonly (readonly [Meaning, keyof SnippetFacts])[] = [
  ['private-key-password', 'privateKeyPasswordVariable'],
  ['key-store-password', 'keyStorePasswordVariable'],
  ['trust-store-password', 'trustStorePasswordVariable'],
  ['user-password', 'userPasswordVariable'],
  ['message-key', 'messageKeyVariable'],
];

/** The secrets that the product looks up in a keystore of its own, by the name of the setting. */
function secureFacts(target: Target, version: StackVersion): (keyof SnippetFacts)[] {
  const rules = rulesIn(target, version).filter(({ form }) => form === 'secure');
  return SECRETS.filter(([secret]) => rules.some(({ meaning }) => meaning === secret)).map(
    ([, fact]) => fact,
  );
}

describe.each(ends)('$label', ({ target }) => {
  const cases = KNOWN_STACK_VERSIONS.filter((version) => existsIn({ target, version })).flatMap(
    (version) => storesOf(target, version).map((store) => ({ version, store })),
  );

  it('is written as its example says, in every known version, from PEM files and stores', () => {
    const written: Record<string, Set<string>> = {};
    for (const { version, store } of cases) {
      const text = renderSnippet({ target, version }, sampleOf(target, version, store));
      (written[exampleOf(target, version, store)] ??= new Set()).add(text);
    }
    for (const [example, texts] of Object.entries(written)) {
      expect([...texts], example).toEqual([templateText(target.folder, `examples/${example}`)]);
    }
  });

  it('reads back into the same meanings, in every known version, from PEM files and stores', async () => {
    for (const { version, store } of cases) {
      const sample = {
        ...sampleOf(target, version, store),
        ...(store === 'pem' && hasSetting({ target, version }, 'private-key-password')
          ? { privateKeyPasswordVariable: 'A_KEY_PASSWORD' }
          : {}),
        ...(hasSetting({ target, version }, 'user')
          ? { user: 'relay', userPasswordVariable: 'A_USER_PASSWORD' }
          : {}),
      };
      const text = renderSnippet({ target, version }, sample);
      const reading = await readSnippet({ target, version }, text);
      expect(reading?.meanings.map(({ name, meaning }) => ({ name, meaning }))).toEqual(
        writtenRules(target, version, sample).map(({ name, meaning }) => ({ name, meaning })),
      );
      expect(reading).toMatchObject({ outdated: [], others: [] });
      const { hosts, port, trustAnchors, ...files } = sample;
      const facts = factsOf(reading?.meanings ?? []);
      const secure = secureFacts(target, version);
      const entries = Object.entries(files) as [keyof SnippetFacts, string][];
      const named = entries.filter(([fact]) => !secure.includes(fact));
      expect(facts).toMatchObject(Object.fromEntries(named));
      for (const [fact, variable] of entries.filter(([name]) => secure.includes(name))) {
        expect(facts).not.toHaveProperty(fact);
        expect(text).not.toContain(variable);
      }
      expect(facts.trustAnchors).toEqual(trustAnchors === undefined ? [] : [trustAnchors]);
      if (target.role === 'server') expect(facts.port).toBe(port);
      else {
        const rule = rulesIn(target, version).find(({ meaning }) => meaning === 'hosts');
        const dialled = rule?.form.endsWith('-list') ? hosts : hosts.slice(0, 1);
        expect(facts.endpoints).toEqual(dialled.map((host) => ({ host, port })));
      }
    }
  });

  it('writes only settings and values that the product takes in that version, whoever may come', async () => {
    const strays: unknown[] = [];
    for (const { version, store } of cases) {
      const rules = rulesIn(target, version);
      const canBeOptional = rules.some(({ optional }) => optional !== undefined);
      for (const clientAuthentication of CLIENT_AUTHENTICATIONS) {
        if (clientAuthentication === 'optional' && !canBeOptional) continue;
        const sample = { ...sampleOf(target, version, store), clientAuthentication };
        const text = renderSnippet({ target, version }, sample);
        if (target.descriptor.syntax === 'logstash') readPluginBlocks(text);
        const meanings = (await readSnippet({ target, version }, text))?.meanings ?? [];
        const read = factsOf(meanings).clientAuthentication;
        if (target.role === 'server' && read !== clientAuthentication)
          strays.push({ version, read });
        strays.push(
          ...meanings.filter(
            ({ rule, value }) =>
              !rules.includes(rule) || rule.allowed?.map(String).includes(String(value)) === false,
          ),
        );
      }
    }
    expect(strays).toEqual([]);
  });

  it('says aloud who is verified, whatever the default of the version', () => {
    const meaning = target.role === 'server' ? 'client-authentication' : 'verification';
    // Both always verify what they dial, and have no setting for it.
    if (['curl', 'redis-cli'].includes(target.name)) return;
    for (const { version } of cases) {
      const rule = rulesIn(target, version).find((found) => found.meaning === meaning);
      expect(rule?.fixed, formatStackVersion(version)).toBeDefined();
    }
  });

  it('begins with a comment that names the file to merge into, without a variable in it', () => {
    const sample = standardSample(target);
    const [first] = renderSnippet({ target, version: { major: 9, minor: 5 } }, sample).split('\n');
    expect(first).toMatch(/^# /);
    expect(first).toContain(target.configFile);
    expect(first).not.toContain('${');
  });
});

/** The names of all that a YAML document says, dotted as the products read them; what stands in a list of maps is numbered. */
function namesIn(value: unknown, name = ''): string[] {
  const isNested = Array.isArray(value)
    ? value.some((item) => typeof item === 'object')
    : typeof value === 'object' && value !== null;
  if (!isNested) return [name];
  const isList = Array.isArray(value);
  return Object.entries(value as object).flatMap(([key, item]) =>
    namesIn(item, name === '' && !isList ? key : `${name}.${key}`),
  );
}

it.each(ends.filter(({ target }) => target.descriptor.syntax.endsWith('yaml')))(
  '$label is YAML with the block that the product looks for, and nothing beside it',
  ({ target }) => {
    for (const store of storesOf(target, { major: 9, minor: 5 })) {
      const sample = sampleOf(target, { major: 9, minor: 5 }, store);
      const text = renderSnippet({ target, version: { major: 9, minor: 5 } }, sample);
      const written = writtenRules(target, { major: 9, minor: 5 }, sample);
      expect(namesIn(parse(text))).toEqual(
        written.map(({ name }) => [...target.descriptor.block, name].join('.')),
      );
    }
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

it('ships the targets of this step, and no two ends of one name', () => {
  const labels = ends.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
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
      'elastic-agent',
      'elasticsearch',
      'kibana',
    ]),
  );
  expect(labels).toEqual(
    expect.arrayContaining([
      'heartbeat-redis',
      'heartbeat-elasticsearch',
      'heartbeat-monitor',
      'winlogbeat-elasticsearch',
      'elasticsearch-transport-server',
      'elasticsearch-transport-client',
      'kibana-elasticsearch',
    ]),
  );
});
