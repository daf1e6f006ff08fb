// Each fault of a path by itself is found under its code, and its twin without the fault is good.
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LINTED_CERTIFICATE_RULES } from '../../src/checks/certificate/linted.js';
import { errorsOf } from '../support/path-builder.js';
import { rulesBelow } from '../support/rules.js';
import { FAULTS, judge, NOTES } from './path-fault-rows.js';

/** Rules about other things than paths, and what has tests of its own: the limit of the search, the settings of an anchor. */
const OTHERS = [
  'end-entity',
  'revocation-outdated',
  'search-limit',
  'trust-settings',
  'unknown-critical-extension',
];

describe.each(FAULTS)('$code: $what', ({ code, faulty, clean = {} }) => {
  it('is found', () => {
    const verification = judge(faulty);
    expect(errorsOf(verification), JSON.stringify(verification)).toContain(code);
    expect(verification.ok).toBe(false);
    const finding = verification.findings.find((one) => one.code === code);
    expect(finding?.citation).toMatch(/^(RFC|X\.690)/);
  });

  it('is not found in its twin', () => {
    const verification = judge(clean);
    expect(errorsOf(verification)).toEqual([]);
    expect(verification.ok).toBe(true);
  });
});

describe.each(NOTES)('$severity $code: $what', ({ code, faulty, clean = {}, severity }) => {
  it('is said', () => {
    const { ok, findings } = judge(faulty);
    expect(findings.filter((one) => one.code === code)).toMatchObject([{ severity }]);
    expect(ok).toBe(true);
  });

  it('is not said of its twin', () => {
    const { ok, findings } = judge(clean);
    expect([ok, findings.filter((one) => one.code === code)]).toEqual([true, []]);
  });
});

it('has a row for every rule about certificates and paths that has no test of its own', async () => {
  const { rules } = await rulesBelow();
  // Which have rows of their own, in lint.
  const ofLinter = new Set<unknown>(LINTED_CERTIFICATE_RULES);
  const codes = rules
    .filter(({ file }) => /^(certificate|extension|path)\//.test(file))
    .filter(({ file }) => !existsSync(new URL(`${file}.test.ts`, import.meta.url)))
    .filter(({ rule }) => !ofLinter.has(rule))
    .map(({ rule }) => rule.code);
  const known = new Set([...FAULTS, ...NOTES].map(({ code }) => code));
  expect([...new Set(codes)].filter((code) => !known.has(code)).sort()).toEqual(OTHERS);
});

it('has sixty faults at least', () => {
  expect(FAULTS.length).toBeGreaterThanOrEqual(60);
});
