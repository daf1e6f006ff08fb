// Each fault of a path by itself is found under its code, and its twin without the fault is good.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorsOf } from '../support/path-builder.js';
import { FAULTS, judge, NOTES } from './path-fault-rows.js';

/** Collections of rules, rules about other things than paths, and the limit of the search, which has tests of its own. */
const OTHERS = [
  ...['end-entity', 'inspected', 'issued', 'path-certificate-rules', 'rank', 'rules'],
  ...['search-limit', 'unknown-critical-extension'],
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

it('has a row for every rule about certificates and paths', () => {
  const rules = ['certificate', 'extension', 'path'].flatMap((below) =>
    readdirSync(new URL(`../../src/checks/${below}`, import.meta.url))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.replace('.ts', '')),
  );
  const known = new Set([...FAULTS, ...NOTES].map(({ code }) => code));
  expect(rules.filter((name) => !known.has(name)).sort()).toEqual(OTHERS);
});

it('has sixty faults at least', () => {
  expect(FAULTS.length).toBeGreaterThanOrEqual(60);
});
