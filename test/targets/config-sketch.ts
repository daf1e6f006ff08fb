// A config as no more than names and values, enough to hold the conditions of rules against it, for the tests of this room.
import type {
  Change,
  ChangeValue,
  Condition,
  ConfigMeaning,
  DefaultValue,
  StartRule,
} from '../../src/targets/config/known-settings.js';
import type { StackVersion } from '../../src/targets/stack-version.js';
import { isWithin } from '../../src/targets/stack-version.js';
import type { KnownCase } from './known-ends.js';

const SOME_VALUE = 'some-value';

/** A list's items, or the one value, as texts. */
export function itemsOf(value: ChangeValue): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

interface RuleNames {
  /** Each has to be a setting. */
  needed: string[];
  /** One of each has to be. */
  oneOf: string[][];
  /** May be settings of other versions. */
  absent: string[];
}

export function namesOf(one: StartRule | DefaultValue): RuleNames {
  const when = one.when ?? [];
  const changes = 'changes' in one ? one.changes : [];
  return {
    needed: [...when.flatMap((each) => ('set' in each ? [each.set] : [])), ...changes.map(nameOf)],
    oneOf: [
      ...when.flatMap((each) => ('any' in each ? [[...each.any]] : [])),
      ...('at' in one ? [[...one.at]] : []),
    ],
    absent: absentNames(when),
  };
}

function absentNames(when: readonly Condition[]): string[] {
  return when.flatMap((each) =>
    'unset' in each ? [each.unset] : 'none' in each ? [...each.none] : [],
  );
}

function nameOf(change: Change): string {
  if ('remove' in change) return change.remove;
  return 'add' in change ? change.add : change.replace;
}

export class ConfigSketch {
  private constructor(
    private readonly known: KnownCase,
    private readonly version: StackVersion,
    private readonly values: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** What a config says. */
  static of(
    known: KnownCase,
    version: StackVersion,
    values: ReadonlyMap<string, readonly string[]>,
  ): ConfigSketch {
    return new ConfigSketch(known, version, values);
  }

  /** The least config of which the rule holds, if there is one. */
  static breaking({ when }: StartRule, known: KnownCase, version: StackVersion): ConfigSketch {
    let sketch = new ConfigSketch(known, version, new Map()).withNamed(when);
    for (const one of when) {
      if (!('any' in one) || sketch.meets(one)) continue;
      const names = one.any.flatMap((pattern) => known.namesIn(pattern, version));
      sketch = sketch.with(names[0] ?? '', [SOME_VALUE]);
    }
    const absent = absentNames(when);
    for (const one of when) {
      if (!('meaning' in one) || sketch.meets(one)) continue;
      sketch = sketch.meaning(one.meaning, one.is, absent);
    }
    return sketch;
  }

  /** Nothing is there that a rule could be told at, but the block itself. */
  isEmpty(): boolean {
    return this.values.size === 0;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  holds(when: readonly Condition[]): boolean {
    return when.every((one) => this.meets(one));
  }

  /** What is added is not there yet, what is replaced is; and of what is removed something. */
  takes(changes: readonly Change[]): boolean {
    const removed = changes.flatMap((change) => ('remove' in change ? [change.remove] : []));
    if (removed.length > 0 && !removed.some((name) => this.has(name))) return false;
    return changes.every(
      (change) => 'remove' in change || this.has(nameOf(change)) !== 'add' in change,
    );
  }

  changed(changes: readonly Change[]): ConfigSketch {
    return changes.reduce<ConfigSketch>((sketch, change) => {
      if (!('remove' in change)) return sketch.with(nameOf(change), itemsOf(change.value));
      const left = [...sketch.values].filter(([name]) => name !== change.remove);
      return new ConfigSketch(this.known, this.version, new Map(left));
    }, this);
  }

  private meets(one: Condition): boolean {
    if ('set' in one) return this.has(one.set);
    if ('unset' in one) return !this.has(one.unset);
    if ('any' in one) return one.any.some((pattern) => this.hasLike(pattern));
    if ('none' in one) return !one.none.some((pattern) => this.hasLike(pattern));
    if ('scheme' in one) return this.schemes().some((scheme) => one.scheme.includes(scheme));
    return this.comesTo(one.meaning).some((word) => one.is.includes(word));
  }

  private hasLike(pattern: string): boolean {
    const start = pattern.replace(/\*$/, '');
    return [...this.values.keys()].some((name) =>
      start === pattern ? name === pattern : name.startsWith(start),
    );
  }

  private comesTo(meaning: ConfigMeaning): string[] {
    const found = [...this.values].flatMap(([name, items]) =>
      this.known
        .called(name, this.version)
        .filter((one) => one.meaning === meaning)
        .flatMap(({ values }) => items.map((item) => values?.[item] ?? item)),
    );
    if (found.length > 0) return found;
    const fallback = this.known.end.defaults.find(
      (one) => one.meaning === meaning && isWithin(this.version, one) && this.holds(one.when ?? []),
    );
    return fallback === undefined ? [] : [fallback.value];
  }

  /** A setting of that meaning, one that is there before others, with a value that comes to one of the words. */
  private meaning(
    meaning: ConfigMeaning,
    words: readonly string[],
    absent: readonly string[],
  ): ConfigSketch {
    const names = [...this.values.keys(), ...this.known.namesIn('*', this.version)];
    for (const name of names.filter((each) => !absent.includes(each))) {
      const [setting] = this.known.called(name, this.version);
      if (setting?.meaning !== meaning) continue;
      const text = Object.keys(setting.values ?? {}).find((each) =>
        words.includes(setting.values?.[each] ?? ''),
      );
      if (text !== undefined) return this.with(name, [text]);
    }
    const implied = this.known.end.defaults.find(
      (one) => one.meaning === meaning && words.includes(one.value) && isWithin(this.version, one),
    );
    return this.withNamed(implied?.when ?? []);
  }

  /** With what the conditions name, and hosts of the scheme that they want. */
  private withNamed(when: readonly Condition[]): ConfigSketch {
    return when.reduce<ConfigSketch>((sketch, one) => {
      if ('set' in one) return sketch.with(one.set, [SOME_VALUE]);
      if (!('scheme' in one)) return sketch;
      return sketch.with(sketch.hostsName(), [
        one.scheme[0] ? `${one.scheme[0]}://a.lan` : 'a.lan',
      ]);
    }, this);
  }

  private schemes(): string[] {
    const items = [...this.values].flatMap(([name, texts]) =>
      name === this.hostsName() ? texts : [],
    );
    const own = this.values.get('protocol')?.[0] ?? '';
    return items.map((item) => /^(\w+):\/\//.exec(item)?.[1] ?? own);
  }

  private hostsName(): string {
    const names = this.known.namesIn('*', this.version);
    return (
      names.find((name) => this.known.called(name, this.version)[0]?.meaning === 'hosts') ?? ''
    );
  }

  private with(name: string, items: readonly string[]): ConfigSketch {
    return new ConfigSketch(this.known, this.version, new Map([...this.values, [name, items]]));
  }
}
