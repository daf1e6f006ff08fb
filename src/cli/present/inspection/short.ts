// One line for each inspected thing: file, state, kind, whose it is, key, end.
import type { InspectedItem } from '../../../app/inspect/items.js';
import { KIND_WORDS } from './blocks.js';
import { counted, type DateStyle } from './dates.js';
import { publicKeyText, shownFile } from './rows.js';
import type { ItemState } from './state.js';

export function shortRow(item: InspectedItem, state: ItemState, dates: DateStyle): string[] {
  return [shownFile(item.file), state.word, KIND_WORDS[item.type], ...detailsOf(item, dates)];
}

/** Whose, key, end: always three. */
function detailsOf(item: InspectedItem, dates: DateStyle): [string, string, string] {
  switch (item.type) {
    case 'certificate':
      return [whose(item), publicKeyText(item.publicKey), dates(item.notAfter)];
    case 'certification-request':
      return [whose(item), publicKeyText(item.publicKey), ''];
    case 'crl':
      return [
        item.issuer || '(empty)',
        `${item.revokedCount} revoked`,
        item.nextUpdate === null ? '' : dates(item.nextUpdate),
      ];
    case 'private-key':
      return ['', item.publicKey ? publicKeyText(item.publicKey) : '', ''];
    case 'ocsp-response': {
      const [end = ''] = item.responses.flatMap(({ nextUpdate }) => nextUpdate ?? []).sort();
      const states = item.responses.map(({ certStatus }) => certStatus).join(', ');
      return [item.responder ?? item.responderKeyHash ?? '', states, end && dates(end)];
    }
    case 'damaged':
      return [item.structure, '', ''];
    case 'public-key':
      return ['', publicKeyText(item.publicKey), ''];
    default: {
      const certificates = item.entries.flatMap((entry) => entry.certificates);
      const end = certificates.map(({ notAfter }) => notAfter).sort()[0];
      const keys = item.entries.filter(({ type }) => type === 'private-key').length;
      const content = `${counted(keys, 'key')}, ${counted(certificates.length, 'certificate')}`;
      return [certificates[0] ? whose(certificates[0]) : '', content, end ? dates(end) : ''];
    }
  }
}

function whose(facts: { subject: string; subjectAltNames: readonly string[] }): string {
  return facts.subject || facts.subjectAltNames[0] || '(empty)';
}
