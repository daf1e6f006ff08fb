// An end of a config as its product in one version reads it: each setting under its meaning, and
// what follows where none is there. For the rules about configs and for who follows its files.
import type { Endpoint } from '../snippet/endpoint.js';
import { parseEndpoint } from '../snippet/endpoint.js';
import type { ProductRelease } from '../target.js';
import { isWithin } from '../stack-version.js';
import type { ConfiguredEnd, PlacedSetting } from './configured-end.js';
import type {
  Condition,
  ConfigMeaning,
  KnownEnd,
  KnownSetting,
  MeantValues,
  Trait,
} from './known-settings.js';
import { settingsCalled } from './known-settings.js';
import { type Resolved, resolvedItems, schemeOf, schemesIn, UNKNOWN } from './resolved-value.js';

/** A setting that the product has, in this version or in another. */
export interface KnownPlacedSetting extends PlacedSetting {
  readonly known: KnownSetting;
  readonly isCurrent: boolean;
}

export interface DialledEndpoint extends Endpoint {
  readonly scheme: string | undefined;
  readonly setting: PlacedSetting;
}

export class EndView {
  readonly release: ProductRelease;
  /** In the order of the file; of a name that stands twice both. */
  readonly settings: readonly KnownPlacedSetting[];
  /** Names that the product has in no version. */
  readonly others: readonly PlacedSetting[];

  readonly end: ConfiguredEnd;

  /** Kept: each end is held against many others. */
  readonly #meant = new Map<ConfigMeaning, KnownPlacedSetting | undefined>();
  #dialled: DialledEndpoint[] | undefined;
  #listening: readonly (number | undefined)[] | undefined;

  constructor(
    end: ConfiguredEnd,
    readonly known: KnownEnd,
    version: ProductRelease['version'],
  ) {
    this.release = { target: end.target, version };
    this.end = spelt(end, known);
    const read = this.end.settings.map((setting) => ({
      setting,
      known: this.#knownOf(setting.name),
    }));
    this.settings = read.flatMap(({ setting, known: found }) =>
      found ? [{ ...setting, known: found, isCurrent: isWithin(version, found) }] : [],
    );
    this.others = read.flatMap(({ setting, known: found }) => (found ? [] : [setting]));
  }

  has(trait: Trait): boolean {
    return this.known.traits?.includes(trait) === true;
  }

  /** The last of that name. */
  named(name: string): PlacedSetting | undefined {
    return this.end.settings.findLast((one) => isCalled(one.name, name));
  }

  /** The last of that meaning; one of this version goes before one of another. */
  meaning(meaning: ConfigMeaning): KnownPlacedSetting | undefined {
    if (!this.#meant.has(meaning)) {
      const all = this.settings.filter(({ known }) => known.meaning === meaning);
      this.#meant.set(meaning, all.findLast(({ isCurrent }) => isCurrent) ?? all.at(-1));
    }
    return this.#meant.get(meaning);
  }

  /** Every text under that meaning; what only the product knows is UNKNOWN. */
  texts(meaning: ConfigMeaning): Resolved[] {
    const found = this.meaning(meaning);
    return found ? resolvedItems(found.value) : [];
  }

  /** Whether the product does anything with it. */
  looksAt({ known }: KnownPlacedSetting): boolean {
    return (known.lookedAtWhen ?? []).every((condition) => this.holds(condition));
  }

  textsOf({ value }: PlacedSetting): Resolved[] {
    return resolvedItems(value);
  }

  /** The one text under that meaning. */
  text(meaning: ConfigMeaning): Resolved | undefined {
    return this.texts(meaning)[0];
  }

  /** What that meaning comes to, its default included; UNKNOWN where only the product knows. */
  meant<M extends keyof MeantValues>(meaning: M): MeantValues[M] | typeof UNKNOWN | undefined {
    const found = this.meaning(meaning);
    const text = found && resolvedItems(found.value)[0];
    if (text === UNKNOWN) return UNKNOWN;
    if (found && text !== undefined) {
      return (meantBy(found.known, text) ?? UNKNOWN) as MeantValues[M] | typeof UNKNOWN;
    }
    return this.#default(meaning) as MeantValues[M] | typeof UNKNOWN | undefined;
  }

  /** Whether the product has a setting of that meaning in this version. */
  knows(meaning: ConfigMeaning): boolean {
    const { version } = this.release;
    return this.known.settings.some((one) => one.meaning === meaning && isWithin(version, one));
  }

  /** Whether TLS is on; undefined where only the product knows. */
  get isOn(): boolean | undefined {
    const { speaksTls } = this.end;
    if (speaksTls !== undefined) return speaksTls;
    const meant = this.meant('enabled');
    if (meant === UNKNOWN) return undefined;
    return meant === undefined ? this.#hasTlsSettings() : meant === 'on';
  }

  #hasTlsSettings(): boolean {
    const isAbout = new RegExp(this.known.tlsNames);
    return this.end.settings.some(({ name }) => isAbout.test(name));
  }

  /** What the product does without a setting of that meaning, as far as the config says it. */
  defaultOf(meaning: ConfigMeaning): string | undefined {
    const found = this.#default(meaning);
    return found === UNKNOWN ? undefined : found;
  }

  /** UNKNOWN where an address decides that only the product knows. */
  #default(meaning: ConfigMeaning): Resolved | undefined {
    const { version } = this.release;
    for (const one of this.known.defaults) {
      if (one.meaning !== meaning || !isWithin(version, one)) continue;
      const failing = (one.when ?? []).filter((condition) => !this.holds(condition));
      if (failing.length === 0) return one.value;
      const isOpen = failing.every((condition) => 'scheme' in condition);
      if (isOpen && this.#schemes().includes(UNKNOWN)) return UNKNOWN;
    }
    return undefined;
  }

  holds(condition: Condition): boolean {
    if ('set' in condition) return this.named(condition.set) !== undefined;
    if ('unset' in condition) return this.named(condition.unset) === undefined;
    if ('any' in condition) return condition.any.some((name) => this.named(name) !== undefined);
    if ('none' in condition) return condition.none.every((name) => !this.named(name));
    if ('scheme' in condition) {
      return this.#schemes().some((scheme) => condition.scheme.includes(String(scheme)));
    }
    const { meaning, is } = condition;
    const found = this.meaning(meaning);
    const texts = found ? resolvedItems(found.value) : [];
    const [own] = texts;
    const comesTo =
      found && own !== undefined
        ? own === UNKNOWN
          ? undefined
          : (meantBy(found.known, own) ?? own)
        : this.defaultOf(meaning);
    return comesTo !== undefined && is.includes(comesTo);
  }

  /** What a client dials; endpoints that only the product knows are left out. */
  endpoints(): DialledEndpoint[] {
    return (this.#dialled ??= this.#dial());
  }

  #dial(): DialledEndpoint[] {
    const setting = this.meaning('hosts');
    if (!setting) return [];
    return resolvedItems(setting.value).flatMap((text): DialledEndpoint[] => {
      if (text === UNKNOWN) return [];
      // Who logs in, and with which password, is nobody's business here.
      const bare = text.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^@/]*@/i, '$1');
      if (bare.startsWith('/') || /^unix:/i.test(bare)) return []; // a socket of this machine
      const scheme = schemeOf(bare) ?? this.#protocol();
      return this.#parsed(bare).map((one) => ({ ...one, scheme, setting }));
    });
  }

  #schemes(): Resolved[] {
    const setting = this.meaning('hosts');
    return setting ? schemesIn(setting.value, this.#protocol()) : [];
  }

  /** Some products have the scheme, or the port, in a setting of its own. */
  #protocol(): string | undefined {
    const protocol = this.named('protocol');
    const [text] = protocol ? resolvedItems(protocol.value) : [];
    return typeof text === 'string' ? text.toLowerCase() : undefined;
  }

  /** On each port of the end, where it names none of its own. */
  #parsed(text: string): Endpoint[] {
    const { port, host } = this.has('ports-alone') ? endpointOrPort(text) : parseEndpoint(text);
    const own = port ?? this.#portOfUrl(text);
    const ports = own === undefined ? this.#ports() : [own];
    return ports.map((one) => (one === undefined ? { host } : { host, port: one }));
  }

  /** Some products take an address for a URL, with the ports that URLs have. */
  #portOfUrl(text: string): number | undefined {
    if (!this.has('addresses-are-urls')) return undefined;
    const scheme = schemeOf(text);
    return scheme === 'https' ? 443 : scheme === 'http' ? 80 : undefined;
  }

  /** Where a server listens, or what a client dials that names no port of its own. */
  port(): number | undefined {
    return this.#ports()[0];
  }

  #ports(): readonly (number | undefined)[] {
    return (this.#listening ??= this.#portsHere());
  }

  #portsHere(): (number | undefined)[] {
    const texts = this.texts('port');
    if (texts.length === 0) return [this.end.target.defaultPort];
    return texts.map((text) => {
      const port = text === UNKNOWN ? undefined : /(?:^|:)(\d{1,5})$/.exec(text)?.[1];
      return port === undefined ? undefined : Number(port);
    });
  }

  #knownOf(name: string): KnownSetting | undefined {
    const all = settingsCalled(this.end.target, this.known, name);
    const { version } = this.release;
    return all.find((one) => isWithin(version, one)) ?? all.at(-1);
  }
}

/** `10.0.0.5:995`, `995` of this machine, `::1:995`: the last colon stands before the port. */
function endpointOrPort(text: string): Endpoint {
  const [, host = 'localhost', port] = /^(?:(.*):)?(\w+)$/s.exec(text) ?? [];
  if (port === undefined || !/^\d{1,5}$/.test(port)) return parseEndpoint(text);
  return { host: host.replace(/^\[(.*)\]$/s, '$1'), port: Number(port) };
}

/** Names that the product knows in any case are called as its manual calls them. */
function spelt(end: ConfiguredEnd, known: KnownEnd): ConfiguredEnd {
  if (!known.traits?.includes('names-in-any-case')) return end;
  const { settings } = end.target.descriptor;
  const all = new Map([...settings, ...known.settings].map((one) => [one.name.toLowerCase(), one]));
  const spelling = (one: PlacedSetting): PlacedSetting => {
    const found = all.get(one.name.toLowerCase());
    if (!found) return one;
    // Its reader has gathered what stands in several lines.
    const isLast = 'repeated' in found && found.repeated === 'last' && Array.isArray(one.value);
    return { ...one, name: found.name, ...(isLast && { value: one.value.at(-1) ?? '' }) };
  };
  return { ...end, settings: end.settings.map(spelling) };
}

function isCalled(name: string, wanted: string): boolean {
  return wanted.endsWith('.*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

/** What a value of that setting comes to; undefined for one that the product does not take. */
export function meantBy(known: KnownSetting, text: string): string | undefined {
  if (!known.values) return text;
  const { values, ignoresCase = false } = known;
  if (Object.hasOwn(values, text)) return values[text];
  const key = ignoresCase
    ? Object.keys(values).find((one) => one.toLowerCase() === text.toLowerCase())
    : undefined;
  return key === undefined ? undefined : values[key];
}
