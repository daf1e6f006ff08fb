// A change that a product's data proposes, with what the config at hand already says: where its files
// lie, and which hosts it dials. For start-rules.ts and plain-text.ts.
import type { EndView } from '../../targets/config/end-view.js';
import type { Change, ChangeValue, ConfigMeaning } from '../../targets/config/known-settings.js';
import { UNKNOWN } from '../../targets/config/resolved-value.js';

/** What is not there cannot be taken out, nor be given another value. */
export function fittedChanges(changes: readonly Change[], view: EndView): Change[] {
  return changes.flatMap((change): Change[] => {
    if ('add' in change) return [{ ...change, value: fitted(change.value, view) }];
    const name = 'remove' in change ? change.remove : change.replace;
    if (view.named(name) === undefined) return [];
    if ('replace' in change) return [{ ...change, value: fitted(change.value, view) }];
    return [change, ...passwordsOf(name, view).map((remove) => ({ remove }))];
  });
}

const PASSWORDS: Partial<Record<ConfigMeaning, ConfigMeaning>> = {
  'key-store': 'key-store-password',
  'trust-store': 'trust-store-password',
};

/** The password of a store goes with it. */
function passwordsOf(name: string, view: EndView): string[] {
  const store = view.settings.find((one) => one.name === name)?.known.meaning;
  const meaning = store && PASSWORDS[store];
  return meaning === undefined
    ? []
    : view.settings.filter(({ known }) => known.meaning === meaning).map((one) => one.name);
}

function fitted(value: ChangeValue, view: EndView): ChangeValue {
  if (Array.isArray(value)) {
    const [first] = value as readonly string[];
    const hosts = first === undefined ? undefined : dialledAs(first, view);
    return hosts ?? (value as readonly string[]).map((one) => besideOthers(one, view));
  }
  if (typeof value !== 'string') return value;
  return dialledAs(value, view)?.[0] ?? dialledHost(value, view) ?? besideOthers(value, view);
}

/** The name alone, where it is all that is compared. */
function dialledHost(example: string, view: EndView): string | undefined {
  return example === 'server.example.com' ? view.endpoints()[0]?.host : undefined;
}

/** The hosts that it dials already, with another scheme. */
function dialledAs(example: string, view: EndView): string[] | undefined {
  const scheme = /^([a-z]+:\/\/)[\w.-]*example\.com\b/.exec(example)?.[1];
  const own = view.texts('hosts').filter((text) => text !== UNKNOWN);
  if (scheme === undefined || own.length === 0) return undefined;
  return own.map((text) => `${scheme}${text.replace(/^[a-z]+:\/\//i, '')}`);
}

/** Beside the file that is named: a key has the name of its certificate, and the reverse. */
function besideOthers(example: string, view: EndView): string {
  const [, name = '', ending = ''] = /^\/etc\/.*\/([^/]+)(\.(?:key|crt|p12))$/.exec(example) ?? [];
  const sibling = pathOf(view, ending === '.key' ? 'certificate' : 'private-key');
  const other = sibling ?? pathOf(view, 'certificate') ?? pathOf(view, 'trust-anchors');
  if (ending === '' || other === undefined) return example;
  const folder = other.replace(/[^/\\]*$/, '');
  const isIdentity = sibling !== undefined && name !== 'ca';
  return isIdentity
    ? `${sibling.replace(/\.[^./\\]*$/, '')}${ending}`
    : `${folder}${name}${ending}`;
}

function pathOf(view: EndView, meaning: ConfigMeaning): string | undefined {
  const [text] = view.texts(meaning);
  return typeof text === 'string' && !text.includes('-----BEGIN ') ? text : undefined;
}
