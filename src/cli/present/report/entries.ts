// What `status` found, each certificate and CRL once: the same one in many files is one entry that
// lists them.
import type { StatusItem, StatusState } from '../../../app/status/report.js';
import { isUnseen } from '../../../quote.js';
import { shellWord } from '../../../shell-word.js';
import { shortName } from './names.js';
import type { Entry, EntryFile, State } from './page.js';

export const STATES: Readonly<Record<StatusState, State>> = {
  expired: { tone: 'bad', word: 'expired' },
  expiring: { tone: 'warning', word: 'expiring' },
  ok: { tone: 'good', word: 'ok' },
};

/** In the order of the items. */
export function entriesOf(items: readonly StatusItem[]): Entry[] {
  const copies = new Map<string, StatusItem[]>();
  for (const item of items) {
    const key = `${item.type} ${item.sha256Fingerprint}`;
    const same = copies.get(key);
    if (same) same.push(item);
    else copies.set(key, [item]);
  }
  return [...copies.values()].map((same, at) => entryOf(same as Copies, `entry-${at + 1}`));
}

type Copies = [StatusItem, ...StatusItem[]];

function entryOf(copies: Copies, anchor: string): Entry {
  const [item] = copies;
  const { type, ca, subject, issuer, subjectAltNames, serialNumber, sha256Fingerprint } = item;
  const { notBefore, notAfter, issuedBy } = item;
  return {
    ...{ anchor, type, isAuthority: ca, name: shortName(subject, subjectAltNames) },
    ...{ subject, issuer, subjectAltNames, serialNumber, sha256Fingerprint },
    ...{ notBefore, notAfter, issuedBy, state: STATES[item.state] },
    files: copies.map(fileOf),
    commands: [...new Set(copies.flatMap(({ next }) => commandOf(next)))],
  };
}

function fileOf({ path, alias, configs }: StatusItem): EntryFile {
  const namedBy = configs.map(({ file, line, setting }) => `${file}:${line} (${setting})`);
  return { path, alias, namedBy };
}

/** None where a word could not be copied as it is shown. */
function commandOf(words: readonly string[] | undefined): string[] {
  if (!words || words.some((word) => [...word].some(isUnseen))) return [];
  return [words.map((word) => shellWord('linux', word)).join(' ')];
}
