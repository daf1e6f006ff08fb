// The graph of policies comes to what the tree of RFC 5280 comes to, and does not grow as that does.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgePolicies } from '../../src/pki/path/policy-graph.js';
import type { PathCertificate } from '../../src/pki/path/path-certificate.js';
import { policiesByTree, type PolicyCertificate } from '../support/policy-tree.js';

const ANY = '2.5.29.32.0';
const policy = fc.constantFrom('1.2.3.1', '1.2.3.2', '1.2.3.3');
const sometimes = <T>(one: fc.Arbitrary<T>, freq = 3) => fc.option(one, { nil: undefined, freq });
const count = fc.integer({ min: 0, max: 4 });

const certificate: fc.Arbitrary<PolicyCertificate> = fc
  .record({
    isSelfIssued: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
    policies: sometimes(
      fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: policy }, fc.constant(ANY)), {
        minLength: 1,
        maxLength: 4,
      }),
      9,
    ),
    mappings: fc.oneof(
      fc.constant([]),
      fc.array(fc.record({ issuerDomain: policy, subjectDomain: policy }), { maxLength: 3 }),
    ),
    requireExplicitPolicy: sometimes(count, 1),
    inhibitPolicyMapping: sometimes(count, 1),
    inhibitAnyPolicy: sometimes(count, 1),
  })
  .map(({ isSelfIssued, ...policies }) => ({ isSelfIssued, policies }));

const inputs = fc.record({
  accepted: sometimes(fc.uniqueArray(fc.oneof(policy, policy, fc.constant(ANY)), { minLength: 1 })),
  isRequired: fc.boolean(),
  isMappingInhibited: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  isAnyInhibited: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
});

it('comes to the same as the tree', () => {
  let good = 0;
  let bad = 0;
  const path = fc.array(certificate, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(path, inputs, (certificates, given) => {
      const { failing, policies } = judgePolicies(certificates as PathCertificate[], given);
      const ours = {
        failing: failing && certificates.indexOf(failing),
        policies: [...policies].sort(),
      };
      expect(ours).toEqual(policiesByTree(certificates, given));
      if (failing) bad++;
      else if (policies.size > 0) good++;
    }),
    { numRuns: 5_000, seed: 9618 },
  );
  expect(Math.min(good, bad)).toBeGreaterThan(500);
});

it('takes a chain of mappings that makes a tree of millions', () => {
  const all = Array.from({ length: 40 }, (_, at) => `1.2.3.${at}`);
  const mappings = all.flatMap((issuerDomain) =>
    all.map((subjectDomain) => ({ issuerDomain, subjectDomain })),
  );
  const none = {
    requireExplicitPolicy: undefined,
    inhibitPolicyMapping: undefined,
    inhibitAnyPolicy: undefined,
  };
  const one = { isSelfIssued: false, policies: { ...none, policies: all, mappings } };
  const path = Array.from({ length: 30 }, () => one as unknown as PathCertificate);
  const { failing, policies } = judgePolicies(path, { accepted: ['1.2.3.7'], isRequired: true });
  expect([failing, [...policies]]).toEqual([undefined, ['1.2.3.7']]);
});
