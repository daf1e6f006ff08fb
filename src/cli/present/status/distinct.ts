// The items of `status` without repetition: the same certificate lies in many files, a CA's in that
// of each of its hosts.
import type { StatusItem } from '../../../app/status/report.js';

export interface DistinctItem {
  /** The first, which is the one to renew where any is. */
  item: StatusItem;
  /** All of them. */
  places: StatusItem[];
}

/** In the order of the items. */
export function distinctItems(items: readonly StatusItem[]): DistinctItem[] {
  const found = new Map<string, DistinctItem>();
  for (const item of items) {
    const before = found.get(item.sha256Fingerprint);
    if (!before) found.set(item.sha256Fingerprint, { item, places: [item] });
    else {
      before.places.push(item);
      if (item.next && !before.item.next) before.item = item;
    }
  }
  return [...found.values()];
}

/** What it is called: where the subject is empty, by the first of its other names. */
export function nameOf({ subject, subjectAltNames }: StatusItem): string {
  return subject || (subjectAltNames[0] ?? '(empty)');
}

export function kindOf({ type, ca }: StatusItem): 'certificate' | 'CA' | 'CRL' {
  return type === 'crl' ? 'CRL' : ca ? 'CA' : 'certificate';
}

/** Its file, and which entry of a store. */
export function placeOf({ path, alias }: StatusItem): string {
  return alias === undefined ? path : `${path} (${alias})`;
}
