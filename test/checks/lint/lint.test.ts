// Each rule that only `inspect` asks, with what breaks it and a twin that breaks no rule at all.
import { describe, expect, it } from 'vitest';
import { INSPECTED_RULES } from '../../../src/checks/certificate/inspected.js';
import { LINTED_CERTIFICATE_RULES } from '../../../src/checks/certificate/linted.js';
import { INSPECTED_CRL_RULES, LINTED_CRL_RULES } from '../../../src/checks/crl/linted.js';
import {
  INSPECTED_REQUEST_RULES,
  LINTED_REQUEST_RULES,
} from '../../../src/checks/request/linted.js';
import { CERTIFICATE_ROWS } from './certificate-rows.js';
import { CORE_ROWS } from './core-rows.js';
import { CRL_ROWS } from './crl-rows.js';
import { EXTENSION_ROWS } from './extension-rows.js';
import { lintOf } from './linted-here.js';
import { REQUEST_ROWS } from './request-rows.js';
import type { LintRow } from './row.js';

const ROWS = [...CORE_ROWS, ...CERTIFICATE_ROWS, ...EXTENSION_ROWS, ...CRL_ROWS, ...REQUEST_ROWS];

const findingsIn = (kind: LintRow['kind'], der: Uint8Array) => lintOf(kind, der)();
const keyOf = ({ code, citation }: { code: string; citation: string }) => `${code} (${citation})`;

describe.each(ROWS)('$rule of a $kind: $what', (row) => {
  const { kind, rule, severity = 'warning', besides = [] } = row;

  it('is found', () => {
    const [code, citation] = rule;
    const found = findingsIn(kind, row.faulty());
    expect(found).toContainEqual(expect.objectContaining({ code, citation, severity }));
  });

  it('is not found in its twin, nor anything else', () => {
    const found = findingsIn(kind, row.clean());
    expect(found.filter(({ code }) => !besides.includes(code))).toEqual([]);
  });
});

it('has a row for each rule', () => {
  const known = new Set(ROWS.map(({ rule: [code, citation] }) => keyOf({ code, citation })));
  const rules = [...LINTED_CERTIFICATE_RULES, ...LINTED_CRL_RULES, ...LINTED_REQUEST_RULES];
  expect(rules.map(keyOf).filter((key) => !known.has(key))).toEqual([]);
});

it('has rules that say all that their findings may be', () => {
  const rules = [...INSPECTED_RULES, ...INSPECTED_CRL_RULES, ...INSPECTED_REQUEST_RULES];
  const known = new Map(rules.map((rule) => [keyOf(rule), rule.severities ?? [rule.severity]]));
  expect([...known].filter(([, all]) => all.some((one) => typeof one !== 'string'))).toEqual([]);
  for (const row of ROWS) {
    for (const found of findingsIn(row.kind, row.faulty())) {
      // The table of criticality names the section of each extension.
      if (found.code === 'extension-criticality') continue;
      expect(known.get(keyOf(found)), keyOf(found)).toContain(found.severity);
    }
  }
});

it('shows no challenge password', () => {
  const row = REQUEST_ROWS.find(({ what }) => what === 'a challenge password of 256 characters');
  expect(JSON.stringify(findingsIn('request', row?.faulty() as Uint8Array))).not.toContain('aaa');
});
