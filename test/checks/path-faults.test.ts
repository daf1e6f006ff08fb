// Each fault of a path by itself is found under its code, and its twin without the fault is good.
import { describe, expect, it } from 'vitest';
import { errorsOf } from '../support/path-builder.js';
import { FAULTS, judge } from './path-fault-rows.js';

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

it('has sixty faults at least', () => {
  expect(FAULTS.length).toBeGreaterThanOrEqual(60);
});
