// What `status` found, each certificate and CRL once: the same one in many files is one entry that
// lists them.
import type { StatusItem, StatusState } from '../../../app/status/report.js';
import { isUnseen } from '../../../quote.js';
import { shellWord } from '../../../shell-word.js';
import { shortName } from './names.js';
import type { Command, Entry, EntryFile, State } from './page.js';

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
    commands: commandsOf(copies),
  };
}

function fileOf({ path, alias, configs }: StatusItem): EntryFile {
  const namedBy = configs.map(({ file, line, setting }) => `${file}:${line} (${setting})`);
  return { path, alias, namedBy };
}

/** Each once; none where a word could not be copied as it is shown. */
function commandsOf(copies: Copies): Command[] {
  const lines = new Map<string, Command>();
  for (const { next: words = [] } of copies) {
    if (words.length === 0 || words.some((word) => [...word].some(isUnseen))) continue;
    const command = words.map((word) => shellWord('linux', word));
    lines.set(command.join(' '), command);
  }
  return [...lines.values()];
}
