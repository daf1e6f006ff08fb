// Policies of a path by the inputs of RFC 5280, 6.1.1: whom each refuses, and in which words.
import { describe, expect, it } from 'vitest';
import type { PolicyInputs } from '../../../src/pki/path/policy-graph.js';
import { ca, endEntity, errorsOf, policies, verify } from '../../support/path-builder.js';
import { POLICY_QUESTIONS } from '../policy-situations.js';

describe('a path by the inputs about policies', () => {
  it.each(POLICY_QUESTIONS)('$name', ({ isGood, ask }) => {
    const { target, given } = ask();
    const verification = verify(target, given);
    expect(errorsOf(verification)).toEqual(isGood ? [] : ['certificate-policy']);
    expect(verification.ok).toBe(isGood);
  });
});

describe('what is said', () => {
  const root = ca('Root');
  const middle = ca('Middle', root, { more: [policies('1.2.3.1')] });
  const leaf = endEntity(middle, { more: [policies('1.2.3.1')] });
  const said = (inputs: PolicyInputs) =>
    verify(leaf, { anchors: [root], between: [middle], policies: inputs })
      .findings.filter(({ code }) => code === 'certificate-policy')
      .map(({ severity, subject, message }) => `${severity}: ${subject}: ${message}`);

  it('names the policies that were accepted in vain', () => {
    expect(said({ accepted: ['1.2.3.8', '1.2.3.9'], isRequired: true })).toEqual([
      'error: CN=host: an explicit certificate policy is required, and none of those accepted (1.2.3.8, 1.2.3.9) is valid from the trust anchor down to here',
    ]);
  });

  it('warns of a policy that is accepted and not valid where nobody requires one', () => {
    expect(said({ accepted: ['1.2.3.8'] })).toEqual([
      'warning: CN=host: the path is valid for none of the policies accepted (1.2.3.8), and nobody requires one',
    ]);
  });

  it.each<[string, PolicyInputs]>([
    ['one that is valid', { accepted: ['1.2.3.1'] }],
    ['any', { accepted: ['2.5.29.32.0'] }],
    ['nothing', {}],
  ])('says nothing where %s is accepted', (_, inputs) => {
    expect(said(inputs)).toEqual([]);
  });

  it('asks nothing of a trust anchor itself', () => {
    const policed = { accepted: ['1.2.3.8'], isRequired: true };
    expect(errorsOf(verify(root, { anchors: [root], policies: policed }))).toEqual([]);
  });

  it('goes round a CA whose policy is not accepted', () => {
    const other = ca('Middle', root, { key: middle.key, more: [policies('1.2.3.2')] });
    const both = endEntity(middle, { more: [policies('1.2.3.1', '1.2.3.2')] });
    const given = { anchors: [root], between: [other, middle] };
    for (const accepted of ['1.2.3.1', '1.2.3.2']) {
      expect(
        errorsOf(verify(both, { ...given, policies: { accepted: [accepted], isRequired: true } })),
      ).toEqual([]);
    }
  });
});
