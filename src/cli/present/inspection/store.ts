// A key or trust store for people: how it is protected, what Java shows, and each entry with its
// certificates.
import type { CertificateFacts, StoreEntry, StoreFacts } from '../../../app/inspect/items.js';
import { quote } from '../../../quote.js';
import { counted, type DateStyle } from './dates.js';
import type { Cell, Row } from './layout.js';
import { findingCell, lines, publicKeyText, row } from './rows.js';

export function storeRows(facts: StoreFacts, dates: DateStyle): Row[] {
  return [
    row('protection', 'protection', protectionText(facts)),
    row('Java shows', 'javaEntries', javaText(facts)),
    ...facts.entries.flatMap((entry, index) =>
      lines(`entry ${index + 1}`, 'entry', entryCells(entry, dates)),
    ),
    ...lines(
      'also',
      'other',
      facts.others.map((text) => ({ text })),
    ),
    ...lines('findings', 'finding', findingCells(facts)),
  ];
}

function protectionText({ protection }: StoreFacts): string {
  const { mac, macIterations, encryption, iterations } = protection;
  const rounds = (count: number | null) => (count === null ? '' : `, ${count} iterations`);
  return [
    encryption.length > 0 ? `${encryption.join(' and ')}${rounds(iterations)}` : 'not encrypted',
    mac === null ? 'no MAC' : `MAC ${mac}${rounds(macIterations)}`,
  ].join('; ');
}

function javaText({ entries }: StoreFacts): string {
  const count = (kind: StoreEntry['javaEntry']) =>
    entries.filter(({ javaEntry }) => javaEntry === kind).length;
  const shown = [
    ...(count('PrivateKeyEntry') > 0 ? [`${count('PrivateKeyEntry')} PrivateKeyEntry`] : []),
    ...(count('trustedCertEntry') > 0 ? [`${count('trustedCertEntry')} trustedCertEntry`] : []),
  ];
  const ignored =
    count(null) > 0 ? `, and ignores ${counted(count(null), 'entry', 'entries')}` : '';
  return `${shown.join(' and ') || 'nothing'}${ignored}`;
}

/**
 * What the entry is, then two lines for each certificate: whose it is, and its SHA-256 fingerprint.
 */
function entryCells(entry: StoreEntry, dates: DateStyle): Cell[] {
  const alias = entry.alias === null ? 'no alias' : `alias ${quote(entry.alias)}`;
  const key = entry.publicKey ? ` (${publicKeyText(entry.publicKey)})` : '';
  const kind = entry.type === 'private-key' ? `private key${key}` : 'certificate';
  const java = entry.javaEntry ?? 'ignored by Java';
  const chain =
    entry.type === 'private-key' ? `, ${counted(entry.certificates.length, 'certificate')}` : '';
  return [
    { text: `${kind}, ${alias}, ${java}${chain}` },
    ...entry.certificates.flatMap((facts) => certificateCells(facts, dates)),
  ];
}

function certificateCells(facts: CertificateFacts, dates: DateStyle): Cell[] {
  return [
    { text: `${nameOf(facts)}, ends ${dates(facts.notAfter)}` },
    { text: facts.sha256Fingerprint },
  ];
}

function nameOf({ subject, subjectAltNames }: CertificateFacts): string {
  return subject || subjectAltNames[0] || '(empty)';
}

/** Those of the store, then those of its certificates that are more than advice. */
function findingCells(facts: StoreFacts): Cell[] {
  const inside = facts.entries
    .flatMap(({ certificates }) => certificates)
    .flatMap((one) =>
      one.findings
        .filter(({ severity }) => severity !== 'info')
        .map((finding) => findingCell(finding, `${nameOf(one)}: `)),
    );
  return [...facts.findings.map((finding) => findingCell(finding, '')), ...inside];
}
