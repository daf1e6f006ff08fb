// What only several fields of a descriptor together can get wrong; each by itself has been judged
// by its schema. For judge.ts.
import type { VersionRange } from '../stack-version.js';
import { KNOWN_STACK_VERSIONS, formatStackVersion, isWithin } from '../stack-version.js';
import type { WrittenEnd } from './descriptor.js';
import type { FixedValue, Form, Meaning, SettingRule } from './form.js';
import { FIXED_MEANINGS, PLATFORMS, REPEATED_MEANINGS } from './form.js';
import type { Fault } from './schema.js';

export function* faultsTogether(end: WrittenEnd): Generator<Fault> {
  const { role, syntax, block, settings, products } = end;
  const [wanted, other] =
    role === 'client' ? (['dials', 'accepts'] as const) : (['accepts', 'dials'] as const);
  if (end[wanted] === undefined) yield { path: [wanted], reason: 'it is missing' };
  if (end[other] !== undefined) yield { path: [other], reason: 'the role has no such list' };
  for (const [i, rule] of settings.entries()) {
    for (const { path, reason } of settingFaults(rule, settings.slice(0, i))) {
      yield { path: ['settings', i, ...path], reason };
    }
  }
  if (syntax === 'logstash' && block.length !== 2) {
    yield { path: ['block'], reason: 'in this syntax it is a section and a plugin' };
  }
  if (role === 'server' && !settings.some(({ meaning }) => meaning === 'client-authentication')) {
    yield { path: ['settings'], reason: 'a server needs client-authentication: defaults differ' };
  }
  if (new Set(products.map(({ name }) => name)).size < products.length) {
    yield { path: ['products'], reason: 'a name occurs twice' };
  }
  yield* platformFaults(end);
  yield* renewalFaults(end);
}

function* platformFaults({ products, restarts, permissions }: WrittenEnd): Generator<Fault> {
  for (const platform of PLATFORMS) {
    const used = products.filter((item) => item.platform === platform);
    const hasRestart = restarts.some((rule) => rule.platform === platform);
    if (used.some(({ service }) => service !== undefined) && !hasRestart) {
      yield { path: ['restarts'], reason: `none for ${platform}` };
    }
    if (used.length > 0 && platform === 'linux' && permissions === undefined) {
      yield { path: ['permissions'], reason: 'a product on Linux needs them' };
    }
  }
}

/** Whoever has replaced files is told what to do, once, in whatever version. */
function* renewalFaults({ renewals, versions }: WrittenEnd): Generator<Fault> {
  for (const [i, rule] of renewals.entries()) {
    if (rule.by === 'reload' && rule.command === undefined) {
      yield { path: ['renewals', i, 'command'], reason: 'a reload needs it' };
    }
    if (rule.by !== 'reload' && rule.command !== undefined) {
      yield { path: ['renewals', i, 'command'], reason: 'only a reload has it' };
    }
    if (renewals.slice(0, i).some((other) => overlap(other, rule))) {
      yield { path: ['renewals', i], reason: 'in some version it stands beside another' };
    }
  }
  const existing = KNOWN_STACK_VERSIONS.filter((version) => isWithin(version, versions));
  const untold = existing.find((version) => !renewals.some((rule) => isWithin(version, rule)));
  if (untold) yield { path: ['renewals'], reason: `none for ${formatStackVersion(untold)}` };
}

/** `earlier` are the settings before it, with which it must not collide. */
function* settingFaults(rule: SettingRule, earlier: readonly SettingRule[]): Generator<Fault> {
  const { meaning, form, fixed, optional, allowed } = rule;
  if (FIXED_MEANINGS.includes(meaning)) {
    if (fixed === undefined) yield { path: ['fixed'], reason: 'this meaning needs it' };
  } else {
    if (fixed !== undefined) {
      const reason = 'this meaning takes its value from the files at hand';
      yield { path: ['fixed'], reason };
    }
    if (!formsOf(meaning).includes(form)) {
      yield { path: ['form'], reason: `${meaning} has no such form` };
    }
  }
  if (optional !== undefined && meaning !== 'client-authentication') {
    yield { path: ['optional'], reason: 'only client-authentication has it' };
  }
  for (const [i, value] of (allowed ?? []).entries()) {
    if (!fits(value, form)) yield { path: ['allowed', i], reason: 'it does not fit the form' };
  }
  for (const [key, value] of Object.entries({ fixed, optional })) {
    if (value === undefined) continue;
    if (!fits(value, form)) yield { path: [key], reason: 'it does not fit the form' };
    if (allowed && !allowed.some((other) => isSame(other, value))) {
      yield { path: [key], reason: 'it is not allowed' };
    }
  }
  if (rule.escapes !== undefined && form !== 'string') {
    yield { path: ['escapes'], reason: 'only a string has them' };
  }
  if (rule.scheme !== undefined && !form.startsWith('url')) {
    yield { path: ['scheme'], reason: 'only a url has one' };
  }
  const beside = earlier.find((other) => collide(other, rule) && overlap(other, rule));
  if (beside) {
    const reason = `in some version it stands beside ${beside.name} (${beside.meaning})`;
    yield { path: [], reason };
  }
}

function collide(a: SettingRule, b: SettingRule): boolean {
  return a.name === b.name || (a.meaning === b.meaning && !REPEATED_MEANINGS.includes(a.meaning));
}

function overlap(a: VersionRange, b: VersionRange): boolean {
  return KNOWN_STACK_VERSIONS.some((version) => isWithin(version, a) && isWithin(version, b));
}

const FORMS_OF_NAMES: readonly Form[] = ['name', 'name-list', 'host', 'host-list'];

function formsOf(meaning: Meaning): readonly Form[] {
  if (meaning === 'hosts') {
    return [...FORMS_OF_NAMES, 'endpoint', 'endpoint-list', 'url', 'url-list'];
  }
  if (['own-names', 'peer-names', 'peer-addresses'].includes(meaning)) return FORMS_OF_NAMES;
  if (meaning === 'port') return ['number'];
  if (meaning === 'trust-anchors') return ['string', 'string-list'];
  return meaning.endsWith('-password') ? ['string', 'env-name', 'secure'] : ['string'];
}

function fits(value: FixedValue, form: Form): boolean {
  if (form === 'string-list') return Array.isArray(value);
  if (form === 'keyword') return typeof value === 'string' && /^[A-Za-z][\w.-]*$/.test(value);
  return typeof value === form;
}

function isSame(a: FixedValue, b: FixedValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
