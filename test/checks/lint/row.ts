// What a row of the linter's faults is: something that breaks one rule, and a twin that breaks none.
import type { Severity } from '../../../src/checks/finding.js';
import type { ForeignContent } from '../../support/foreign-certificate.js';
import { extension } from '../../support/foreign-certificate.js';
import { ca, type Changes, endEntity, sequence, tlv } from '../../support/path-builder.js';

export interface LintRow {
  kind: 'certificate' | 'crl' | 'request';
  /** Code and citation of the rule. */
  rule: readonly [code: string, citation: string];
  what: string;
  /** A warning if not said. */
  severity?: Severity;
  faulty: () => Uint8Array;
  clean: () => Uint8Array;
  /** Codes of what both have besides, such as a key that nobody takes. */
  besides?: readonly string[];
}

export const root = ca('Root');

export const leaf =
  (changes: Changes = {}, content: Partial<ForeignContent> = {}) =>
  () =>
    endEntity(root, { changes, ...content }).der;

export const intermediate =
  (changes: Changes = {}, content: Partial<ForeignContent> = {}) =>
  () =>
    ca('Intermediate', root, { changes, ...content }).der;

/** One extension in place of what stands under its identifier. */
export const ext = (oid: string, value: Uint8Array, critical = false): Changes => ({
  [oid]: extension(oid, critical, value),
});

export const text = (tag: number, value: string | Uint8Array) =>
  tlv(tag, typeof value === 'string' ? Buffer.from(value, 'latin1') : value);
export const uri = (value: string) => text(0x86, value);

export interface Point {
  /** GeneralNames of the fullName. */
  names?: readonly Uint8Array[];
  relative?: Uint8Array;
  /** The content of a BIT STRING. */
  reasons?: Uint8Array;
  issuer?: readonly Uint8Array[];
}

export function point({ names, relative, reasons, issuer }: Point): Uint8Array {
  return sequence(
    ...(names ? [tlv(0xa0, tlv(0xa0, ...names))] : []),
    ...(relative ? [tlv(0xa0, tlv(0xa1, relative))] : []),
    ...(reasons ? [tlv(0x81, reasons)] : []),
    ...(issuer ? [tlv(0xa2, ...issuer)] : []),
  );
}

/** Rows of one rule and kind, without saying so each time. */
export function rowsOf(
  kind: LintRow['kind'],
  rule: LintRow['rule'],
  ...rows: readonly Omit<LintRow, 'kind' | 'rule'>[]
): LintRow[] {
  return rows.map((row) => ({ kind, rule, ...row }));
}
