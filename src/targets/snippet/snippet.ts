// The config snippet of one product from the files and names at hand, and such a config back into
// meanings. For kits, config show, doctor.
import { type ProductRelease, requireExists, type Target } from '../target.js';
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import type { Meaning, SettingRule } from '../descriptor/form.js';
import { withoutEscapes } from './escaped-value.js';
import type { FrameView } from './frame.js';
import { renderFrame } from './frame.js';
import type { ReadSetting, SettingValue, WritableSetting } from './setting.js';
import type { SnippetValues } from './values.js';
import { givenValues, isAddress, valueOf } from './values.js';
import { formatStackVersion, isWithin } from '../stack-version.js';
import { syntaxOf } from '../syntax/syntaxes.js';

export type { SnippetValues } from './values.js';
export { textsOf } from './values.js';

/** One setting of a config that was read, under its meaning. */
export interface ReadMeaning extends ReadSetting {
  readonly meaning: Meaning;
  readonly rule: SettingRule;
}

export interface SnippetReading {
  /** Where the block begins. */
  readonly line: number;
  /** Settings under a name that this version knows. */
  readonly meanings: readonly ReadMeaning[];
  /** Settings under a name that the product has in other versions only. */
  readonly outdated: readonly ReadMeaning[];
  /** All others of the block. */
  readonly others: readonly ReadSetting[];
}

/**
 * The snippet's text, ending in a line feed. Throws `version-unknown` where the product does not
 * exist, `consumer-cannot-read` for a value that the product has no setting for, `name-invalid` for
 * one that its syntax cannot write, `template-invalid` for a bad frame.
 */
export function renderSnippet({ target, version }: ProductRelease, values: SnippetValues): string {
  requireExists({ target, version });
  const rules = rulesIn({ target, version });
  requireSettings({ target, version }, rules, values);
  const settings = rules.flatMap((rule): WritableSetting[] => {
    const value = valueOf(rule, values);
    return value === undefined ? [] : [{ name: rule.name, value }];
  });
  settings.push(...crlSettings(values));
  const syntax = syntaxOf(target.descriptor.syntax);
  const view = { ...frameView(target, values), settings: syntax.renderSettings(settings) };
  const text = renderFrame(target.frame, view, `the frame of ${target.folder}`);
  requireQuietComments(target, text);
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  return values.crl ? withCrlWarning(whole) : whole;
}

function crlSettings({ crl }: SnippetValues): WritableSetting[] {
  if (!crl) return [];
  const named = { name: crl.name, value: crl.file };
  return crl.beside === undefined ? [named] : [named, { name: crl.beside, value: true }];
}

/** Behind the first line, which says where the snippet goes. */
function withCrlWarning(text: string): string {
  const start = text.startsWith('#') ? text.indexOf('\n') + 1 : 0;
  return `${text.slice(0, start)}${CRL_WARNING}\n${text.slice(start)}`;
}

const CRL_WARNING =
  '# An expired CRL refuses everybody: the next one has to be here well before (tlsmith crl issue).';

/** Other ends of the link, for what a product has to know about them beside TLS. */
export interface SnippetPeers {
  /** The certificates' subjects as the product compares them: RFC 4514 with Java's keywords. */
  readonly subjects: readonly string[];
  /** What they are called here. */
  readonly role: string;
}

/**
 * The further files of a snippet, by name: those for encryption only where messages are encrypted.
 */
export function renderFurtherFiles(
  target: Target,
  values: SnippetValues,
  peers: SnippetPeers,
): Map<string, string> {
  const { furtherFiles } = target.descriptor;
  if (furtherFiles.length === 0) return new Map();
  const { renderSettings } = syntaxOf(target.descriptor.syntax);
  const view = {
    ...frameView(target, values),
    role: peers.role,
    roleMapping:
      peers.subjects.length === 0
        ? []
        : renderSettings([{ name: peers.role, value: peers.subjects }]),
  };
  const rendered = furtherFiles
    .filter(({ forEncryption }) => !forEncryption || values.messageEncryption !== undefined)
    .map(({ file, frame }): [string, string] => [
      file,
      renderFrame(target.furtherFrames[frame] ?? '', view, `${target.folder}/${frame}`),
    ]);
  return new Map(rendered);
}

/** What every frame may name. */
function frameView(target: Target, values: SnippetValues): FrameView {
  const { renderSettings } = syntaxOf(target.descriptor.syntax);
  const script = target.descriptor.furtherFiles.find(({ forEncryption }) => forEncryption);
  const { messageEncryption: encryption } = values;
  const path = script?.setting !== undefined &&
    encryption && {
      name: script.setting,
      value: `${encryption.installFolder}/${script.file}`,
    };
  return {
    name: target.name,
    title: target.title,
    configFile: target.configFile,
    snippetFile: target.snippetFile,
    documentation: target.documentation,
    crl: values.crl !== undefined,
    encryption:
      encryption === undefined
        ? null
        : { script: path ? renderSettings([path]) : [], key: `\${${encryption.keyVariable}}` },
  };
}

/**
 * The first block of that product in a config; undefined if there is none. Throws
 * `input-malformed`, `input-limit` or `version-unknown`.
 */
export async function readSnippet(
  { target, version }: ProductRelease,
  text: string,
): Promise<SnippetReading | undefined> {
  return (await readSnippets({ target, version }, text))[0];
}

/**
 * Every block of that product in a config: a pipeline may hold several. Throws as `readSnippet`.
 */
export async function readSnippets(
  { target, version }: ProductRelease,
  text: string,
): Promise<SnippetReading[]> {
  requireExists({ target, version });
  const { settings: rules, syntax, block } = target.descriptor;
  const blocks = await syntaxOf(syntax).readBlocks(text, block);
  return blocks.map(({ line, settings }) => {
    const known = settings.flatMap((setting): (ReadMeaning & { isCurrent: boolean })[] => {
      const named = rules.filter(({ name }) => name === setting.name);
      const current = named.find((rule) => isWithin(version, rule));
      const rule = current ?? named[0];
      if (rule === undefined) return [];
      const value = ownValue(rule, setting.value);
      return [{ ...setting, value, meaning: rule.meaning, rule, isCurrent: current !== undefined }];
    });
    const reading = ({ isCurrent: _, ...meaning }: ReadMeaning & { isCurrent: boolean }) => meaning;
    return {
      line,
      meanings: known.filter(({ isCurrent }) => isCurrent).map(reading),
      outdated: known.filter(({ isCurrent }) => !isCurrent).map(reading),
      others: settings.filter(({ name }) => !rules.some((rule) => rule.name === name)),
    };
  });
}

function ownValue({ escapes }: SettingRule, value: SettingValue): SettingValue {
  return escapes !== undefined && typeof value === 'string'
    ? withoutEscapes(value, escapes)
    : value;
}

function rulesIn({ target, version }: ProductRelease): SettingRule[] {
  return target.descriptor.settings.filter((rule) => isWithin(version, rule));
}

/** A value without a setting would be lost in silence, and the snippet would look whole. */
function requireSettings(
  { target, version }: ProductRelease,
  rules: readonly SettingRule[],
  values: SnippetValues,
): void {
  for (const meaning of givenValues(values).keys()) {
    if (meaning === 'message-key' && target.descriptor.encryptsMessages) continue;
    if (rules.some((rule) => rule.meaning === meaning)) continue;
    const text = formatStackVersion(version);
    throw new TlsmithError(
      'consumer-cannot-read',
      `${target.title} ${text} has no setting for a ${meaning.replaceAll('-', ' ')}`,
      { target: target.name, version: text, meaning },
    );
  }
  requireOptional({ target, version }, rules, values);
  requireNames(target, rules, values);
}

function requireOptional(
  { target, version }: ProductRelease,
  rules: readonly SettingRule[],
  { clientAuthentication }: SnippetValues,
): void {
  if (clientAuthentication !== 'optional' || target.role !== 'server') return;
  if (rules.some(({ optional }) => optional !== undefined)) return;
  const text = formatStackVersion(version);
  throw new TlsmithError(
    'consumer-cannot-read',
    `${target.title} ${text} cannot leave the client's certificate optional: it demands one or asks for none`,
    { target: target.name, version: text, meaning: 'client-authentication' },
  );
}

/**
 * What the product could not check or could not dial is refused here; there it would fail, or pass
 * unchecked.
 */
function requireNames(
  target: Target,
  rules: readonly SettingRule[],
  { hosts }: SnippetValues,
): void {
  const has = (meaning: Meaning) => rules.some((rule) => rule.meaning === meaning);
  const isNameNeeded = has('peer-names') && !has('peer-addresses');
  if (isNameNeeded && hosts.length > 0 && hosts.every(isAddress)) {
    throw new TlsmithError(
      'consumer-cannot-read',
      `${target.name} compares the server's certificate with DNS names only: an address alone cannot be dialled`,
      { target: target.name, found: hosts },
    );
  }
  const dialling = rules.find(({ meaning }) => meaning === 'hosts');
  const unfit = dialling?.refusesIpv6 ? hosts.find((host) => host.includes(':')) : undefined;
  if (unfit === undefined) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${target.name} dials no IPv6 address such as ${quote(unfit)}: it splits what it dials at the colon`,
    { target: target.name, found: quote(unfit) },
  );
}

// Logstash looks up variables in comments too when a pipeline comes from a string or from central
// management.
function requireQuietComments(target: Target, text: string): void {
  if (!text.split('\n').some((line) => /^\s*#.*\$\{/.test(line))) return;
  const file = `the frame of ${target.folder}`;
  const reason = 'a comment holds ${…}, which the product would look up';
  throw new TlsmithError('template-invalid', `${file}: ${reason}`, { file, reason });
}
