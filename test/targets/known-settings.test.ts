// What the shipped folders say of every TLS setting: complete, consistent, and true in each version that it speaks of.
import { describe, expect, it } from 'vitest';
import type {
  DefaultValue,
  KnownSetting,
  StartRule,
} from '../../src/targets/config/known-settings.js';
import { FURTHER_MEANINGS, TRAITS } from '../../src/targets/config/known-settings.js';
import { MEANINGS } from '../../src/targets/descriptor/form.js';
import type { SettingValue } from '../../src/targets/snippet/setting.js';
import { readSnippet, renderSnippet } from '../../src/targets/snippet/snippet.js';
import {
  KNOWN_STACK_VERSIONS,
  formatStackVersion,
  isKnownVersionText,
  isWithin,
} from '../../src/targets/stack-version.js';
import { existsIn } from '../../src/targets/target.js';
import { ConfigSketch, itemsOf, namesOf } from './config-sketch.js';
import type { KnownCase } from './known-ends.js';
import { foldersWithoutSettings, knownCases, releasesOf, shippedKnownEnds } from './known-ends.js';
import { sampleOf, shippedFolders, storesOf } from './shipped.js';

/** Folders without such a file: programs that are started with everything on their command line, modules of our own. */
const WITHOUT = ['curl', 'openssl', 'python', 'python-logstash-async', 'redis-cli'];

const PROTOCOLS = ['SSLv2', 'SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const WORDS: Readonly<Record<string, readonly string[]>> = {
  enabled: ['on', 'off'],
  'client-authentication': ['required', 'optional', 'unverified', 'none'],
  verification: ['full', 'certificate', 'none'],
  protocols: PROTOCOLS,
  'minimum-protocol': PROTOCOLS,
  'maximum-protocol': PROTOCOLS,
};

/** Meanings whose settings need not be called after TLS. */
const NOT_ABOUT_TLS = [
  'hosts',
  'port',
  'user',
  'user-password',
  'own-names',
  'link-name',
  'constant',
  'message-key',
  'listen-address',
];

const FIELDS = {
  end: [
    'end',
    'from',
    'tlsNames',
    'otherNames',
    'unknown',
    'repeated',
    'traits',
    'settings',
    'defaults',
    'rules',
  ],
  setting: [
    'name',
    'meaning',
    'values',
    'ignoresCase',
    'atMost',
    'lookedAtWhen',
    'repeated',
    'from',
    'to',
    'replacedBy',
    'replacedValues',
    'deprecatedFrom',
    'isSecret',
    'source',
  ],
  default: ['meaning', 'value', 'when', 'from', 'to', 'source'],
  rule: ['code', 'severity', 'from', 'to', 'when', 'at', 'message', 'changes', 'source'],
};

describe('the files', () => {
  it('are there for every folder whose configs people write', () => {
    expect(foldersWithoutSettings()).toEqual(WITHOUT);
  });

  it.each(shippedFolders().filter(({ folder }) => !WITHOUT.includes(folder)))(
    '$folder has one entry for each of its ends',
    ({ folder, descriptors }) => {
      const known = shippedKnownEnds(folder).map(({ end }) => end);
      expect(known).toEqual([...new Set(descriptors.map(({ end }) => end))]);
    },
  );
});

describe.each(knownCases())('$label', (known) => {
  const { end } = known;

  it('has no field that nothing reads, and a source for everything', () => {
    expect(strayFields(end, FIELDS.end)).toEqual([]);
    for (const [ones, fields] of [
      [end.settings, FIELDS.setting],
      [end.defaults, FIELDS.default],
      [end.rules, FIELDS.rule],
    ] as const) {
      expect(ones.flatMap((one) => strayFields(one, fields))).toEqual([]);
      expect(ones.filter(({ source }) => source.trim().length < 10)).toEqual([]);
    }
  });

  it('speaks of versions that are known, and of each name once in every one of them', () => {
    const ranged = [...end.settings, ...end.defaults, ...end.rules];
    const texts = ranged.flatMap(({ from, to }) => [from, to]);
    const since = end.settings.map(({ deprecatedFrom }) => deprecatedFrom);
    expect(
      [...texts, ...since].filter((text) => text !== undefined && !isKnownVersionText(text)),
    ).toEqual([]);
    for (const version of KNOWN_STACK_VERSIONS) {
      const names = end.settings.filter((one) => isWithin(version, one)).map(({ name }) => name);
      expect(names, formatStackVersion(version)).toEqual([...new Set(names)]);
    }
    expect(
      ranged.filter((one) => !KNOWN_STACK_VERSIONS.some((version) => isWithin(version, one))),
    ).toEqual([]);
  });

  it('comes to words that its judges know', () => {
    const meanings: readonly string[] = [...MEANINGS, ...FURTHER_MEANINGS];
    const strays = [...end.settings, ...end.defaults].filter(
      ({ meaning }) => meaning !== undefined && !meanings.includes(meaning),
    );
    expect(strays).toEqual([]);
    for (const setting of end.settings) {
      expect(
        unknownWords(setting, wordsOf(Object.values(setting.values ?? {}))),
        setting.name,
      ).toEqual([]);
    }
    for (const one of end.defaults) expect(unknownWords(one, wordsOf([one.value]))).toEqual([]);
    for (const { when, message } of end.rules) {
      const asked = when.flatMap((one) => ('meaning' in one ? [unknownWords(one, one.is)] : []));
      expect(asked.flat(), message).toEqual([]);
    }
  });

  it('has patterns that fit what is about TLS and nothing else that is listed', () => {
    const { tlsNames, otherNames } = end;
    expect(tlsNames).toMatch(/^\^/);
    const named = known.namesEver().filter((name) => isAboutTls(known, name));
    expect(named.filter((name) => !new RegExp(tlsNames).test(name))).toEqual([]);
    if (otherNames !== undefined) {
      expect(otherNames).toMatch(/^\^/);
      expect(named.filter((name) => new RegExp(otherNames).test(name))).toEqual([]);
    }
  });

  it('replaces a name by one that takes its place, and its values by such as that one takes', () => {
    for (const setting of end.settings.filter(({ replacedBy }) => replacedBy !== undefined)) {
      expect(setting.to ?? setting.deprecatedFrom, setting.name).toBeDefined();
      const { replacedBy = '', replacedValues, values } = setting;
      const [next] = knownReplacements(known, setting);
      expect(next, `${setting.name}: ${replacedBy}`).toBeDefined();
      if (replacedValues === undefined) continue;
      expect(Object.keys(values ?? {}), setting.name).toEqual(
        expect.arrayContaining(Object.keys(replacedValues)),
      );
      const taken = Object.keys(next?.values ?? {});
      expect(
        Object.values(replacedValues).filter((text) => taken.length > 0 && !taken.includes(text)),
      ).toEqual([]);
    }
  });

  it('names settings that are there in every version that a rule or a default speaks of', () => {
    const strays: string[] = [];
    for (const { target, version } of releasesOf(known)) {
      const has = (name: string) => known.called(name, version).length > 0;
      for (const one of [...end.rules, ...end.defaults].filter((each) => isWithin(version, each))) {
        const names = namesOf(one);
        const label = `${formatStackVersion(version)} ${target.name}`;
        strays.push(
          ...names.needed.filter((name) => !has(name)).map((name) => `${label}: ${name}`),
        );
        strays.push(
          ...names.oneOf
            .filter((each) => !each.some((name) => known.namesIn(name, version).length > 0))
            .map((each) => `${label}: ${each.join()}`),
        );
      }
    }
    for (const one of [...end.rules, ...end.defaults]) {
      const names = namesOf(one);
      strays.push(
        ...[...names.absent, ...names.oneOf.flat()].filter(
          (name) => !known.namesEver().some((each) => fits(name, each)),
        ),
      );
    }
    expect(strays).toEqual([]);
  });

  it('mends with values that the product takes', () => {
    const strays: unknown[] = [];
    for (const { version } of releasesOf(known)) {
      for (const { changes } of end.rules.filter((each) => isWithin(version, each))) {
        for (const change of changes) {
          if ('remove' in change) continue;
          const [setting] = known.called('add' in change ? change.add : change.replace, version);
          const taken = Object.keys(setting?.values ?? {});
          const texts = itemsOf(change.value);
          if (taken.length > 0) strays.push(...texts.filter((text) => !taken.includes(text)));
        }
      }
    }
    expect(strays).toEqual([]);
  });

  it('has rules that a config can break in each of their versions, and whose changes mend it', () => {
    const strays: string[] = [];
    for (const release of releasesOf(known)) {
      for (const rule of end.rules.filter((each) => isWithin(release.version, each))) {
        const label = `${formatStackVersion(release.version)}: ${rule.message}`;
        const sketch = ConfigSketch.breaking(rule, known, release.version);
        if (!sketch.holds(rule.when)) strays.push(`cannot be broken in ${label}`);
        if (!sketch.isEmpty() && !rule.at.some((name) => sketch.has(name)))
          strays.push(`is told nowhere in ${label}`);
        if (!sketch.takes(rule.changes)) strays.push(`has no place for a change in ${label}`);
        if (sketch.changed(rule.changes).holds(rule.when)) strays.push(`is not mended in ${label}`);
      }
    }
    expect(strays).toEqual([]);
  });

  it('leads to a config that no rule strikes at, whichever was broken', () => {
    const strays: string[] = [];
    for (const { version } of releasesOf(known)) {
      const rules = end.rules.filter((each) => isWithin(version, each));
      for (const rule of rules) {
        const left = mendedBy(rules, ConfigSketch.breaking(rule, known, version));
        const label = `${formatStackVersion(version)} ${rule.message}`;
        strays.push(...left.map(({ message }) => `${label}: ${message}`));
      }
    }
    expect(strays).toEqual([]);
  });

  it('finds nothing in what our own snippets say, in every version, from PEM files and stores', async () => {
    const strays: string[] = [];
    for (const { target, version } of releasesOf(known)) {
      for (const store of storesOf(target, version)) {
        const text = renderSnippet({ target, version }, sampleOf(target, version, store));
        const reading = await readSnippet({ target, version }, text);
        const settings = [...(reading?.meanings ?? [])];
        const label = `${formatStackVersion(version)} ${store}`;
        for (const { name, value } of settings) {
          const wrong = wrongTexts(known.called(name, version), textsIn(value));
          strays.push(...wrong.map((one) => `${label}: ${name} ${one}`));
        }
        const values = new Map(settings.map(({ name, value }) => [name, textsIn(value)]));
        const sketch = ConfigSketch.of(known, version, values);
        const broken = end.rules.filter((one) => isWithin(version, one) && sketch.holds(one.when));
        strays.push(...broken.map(({ message }) => `${label}: ${message}`));
      }
    }
    expect(strays).toEqual([]);
  });

  it('has no trait that nothing knows', () => {
    expect((end.traits ?? []).filter((one) => !TRAITS.includes(one))).toEqual([]);
  });

  it('says each rule in one sentence', () => {
    expect(end.rules.filter(({ message }) => !/^\S.*[^.]$/.test(message))).toEqual([]);
    expect(end.rules.filter(({ changes, at }) => changes.length === 0 || at.length === 0)).toEqual(
      [],
    );
  });

  it('has an answer for what it does without a setting', () => {
    const { role, versions } = known.target.descriptor;
    const needed = role === 'server' ? ['client-authentication'] : ['verification'];
    const missing: string[] = [];
    for (const version of KNOWN_STACK_VERSIONS.filter((each) =>
      existsIn({ target: known.target, version: each }),
    )) {
      for (const meaning of needed) {
        const last = end.defaults.findLast(
          (one) => one.meaning === meaning && isWithin(version, one),
        );
        if (last === undefined || last.when !== undefined)
          missing.push(`${formatStackVersion(version)} ${meaning} ${JSON.stringify(versions)}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

function textsIn(value: SettingValue): string[] {
  if (Array.isArray(value)) return value.flatMap((item: SettingValue) => textsIn(item));
  return typeof value === 'object' ? [] : [String(value)];
}

/** Nothing for a text that one of the settings takes; several words may stand in one text. */
function wrongTexts(settings: readonly KnownSetting[], texts: readonly string[]): string[] {
  if (settings.length === 0) return ['is not known'];
  const taken = settings.flatMap(({ values }) => Object.keys(values ?? {}));
  return taken.length === 0 ? [] : wordsOf(texts).filter((text) => !taken.includes(text));
}

const MOST_ROUNDS = 5;

/** The rules that are still broken when every remedy was followed, and those of what came of it. */
function mendedBy(rules: readonly StartRule[], broken: ConfigSketch): StartRule[] {
  let sketch = broken;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const { when, changes } of rules) if (sketch.holds(when)) sketch = sketch.changed(changes);
  }
  return rules.filter(({ when }) => sketch.holds(when));
}

function strayFields(one: object, fields: readonly string[]): string[] {
  return Object.keys(one).filter((field) => !fields.includes(field));
}

/** Several protocols stand in one text, with blanks between them. */
function wordsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(' '));
}

function unknownWords(
  { meaning }: Pick<KnownSetting | DefaultValue, 'meaning'>,
  words: readonly string[],
) {
  const known = WORDS[meaning ?? ''];
  return known === undefined ? [] : words.filter((word) => !known.includes(word));
}

function isAboutTls(known: KnownCase, name: string): boolean {
  const meanings = KNOWN_STACK_VERSIONS.flatMap((version) => known.called(name, version)).map(
    ({ meaning }) => meaning,
  );
  return meanings.some((meaning) => meaning !== undefined && !NOT_ABOUT_TLS.includes(meaning));
}

/** The replacement in the first version in which the old name is gone, or deprecated. */
function knownReplacements(
  known: KnownCase,
  { to, deprecatedFrom, replacedBy = '' }: KnownSetting,
): KnownSetting[] {
  const version = KNOWN_STACK_VERSIONS.find((each) =>
    to === undefined ? isWithin(each, { from: deprecatedFrom ?? '7.17' }) : !isWithin(each, { to }),
  );
  return version === undefined ? [] : known.called(replacedBy, version);
}

function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
