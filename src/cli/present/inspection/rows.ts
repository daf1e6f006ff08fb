// The pieces that rows of facts are made of, for every kind of thing.
import type { InspectedPublicKey } from '../../../app/inspect/items.js';
import type { Finding } from '../../../checks/finding.js';
import type { Cell, Row } from './layout.js';

const SEVERITY_COLOURS = { error: 'red', warning: 'yellow', info: 'green' } as const;

/** The severity is painted; `about` names the certificate in a store. */
export function findingRows(findings: readonly Finding[], about = ''): Row[] {
  return lines(
    'findings',
    'finding',
    findings.map((finding) => findingCell(finding, about)),
  );
}

export function findingCell({ severity, message, citation, code }: Finding, about: string): Cell {
  return {
    text: `${severity}: ${about}${message} (${code}; ${citation})`,
    painted: { length: severity.length, colour: SEVERITY_COLOURS[severity] },
  };
}

export function row(label: string, field: string, text: string): Row {
  return { label, field, values: [{ text }] };
}

export function optional(label: string, field: string, text: string | null): Row[] {
  return text === null ? [] : [row(label, field, text)];
}

export function lines(label: string, field: string, values: readonly Cell[]): Row[] {
  return values.length === 0 ? [] : [{ label, field, values }];
}

/** `EC P-256`, `RSA 2048`, `Ed25519`. */
export function publicKeyText({ algorithm, size, curve }: InspectedPublicKey): string {
  return [algorithm, curve ?? size].filter((part) => part !== undefined).join(' ');
}

/** As one of several with commas between them: what would read as two of them is quoted. */
export function delimited(text: string): string {
  return /, |^"/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}

/** The path as it was given; `-` is stdin. */
export function shownFile(file: string): string {
  return file === '-' ? 'stdin' : file;
}
