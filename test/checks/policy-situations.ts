// Chains in the situations of NIST's path tests, 4.8 to 4.12, each asked with several inputs: for our verdict and a stranger's.
import type { PolicyInputs } from '../../src/pki/path/policy-graph.js';
import {
  ca,
  endEntity,
  inhibitAnyPolicy,
  type Made,
  policies,
  policyConstraints,
  policyMappings,
} from '../support/path-builder.js';
import type { Asked } from './path-fault-rows.js';

const [P1, P2, P3, P4, ANY] = ['1.2.3.1', '1.2.3.2', '1.2.3.3', '1.2.3.4', '2.5.29.32.0'] as const;

/** The extensions of one certificate; `again` is one that its issuer gives itself. */
interface Member {
  more: readonly Uint8Array[];
  isSelfIssued?: true;
}

interface Situation {
  what: string;
  /** Below the trust anchor, the end entity last. */
  chain: readonly Member[];
  asked: readonly (readonly [inputs: PolicyInputs, isGood: boolean])[];
}

const has = (...ids: string[]): Member => ({ more: ids.length > 0 ? [policies(...ids)] : [] });
const and = ({ more }: Member, ...others: Uint8Array[]): Member => ({ more: [...more, ...others] });
const again = (member: Member): Member => ({ ...member, isSelfIssued: true });
const explicit = (explicitPolicy: number) => policyConstraints({ explicitPolicy });
const noMapping = (mapping: number) => policyConstraints({ mapping });
const both = (mapping: number) => policyConstraints({ explicitPolicy: 0, mapping });
const maps = policyMappings;

const NOTHING: PolicyInputs = {};
const REQUIRED: PolicyInputs = { isRequired: true };
const accepting = (...accepted: string[]): PolicyInputs => ({ accepted, isRequired: true });
const unmapped = (...accepted: string[]): PolicyInputs => ({
  ...(accepted.length > 0 && { accepted }),
  isRequired: true,
  isMappingInhibited: true,
});
const withoutAny: PolicyInputs = { isRequired: true, isAnyInhibited: true };

/** 4.8: policies that stand in certificates. */
const STANDING: Situation[] = [
  {
    what: 'all of one policy',
    chain: [has(P1), has(P1), has(P1)],
    asked: [
      [NOTHING, true],
      [REQUIRED, true],
      [accepting(P1), true],
      [accepting(P2), false],
      [accepting(P1, P2), true],
      [{ accepted: [P2] }, true],
    ],
  },
  {
    what: 'none at all',
    chain: [has(), has()],
    asked: [
      [NOTHING, true],
      [REQUIRED, false],
      [accepting(ANY), false],
    ],
  },
  {
    what: 'another one below',
    chain: [has(P1), has(P2), has(P1)],
    asked: [
      [NOTHING, true],
      [REQUIRED, false],
      [accepting(P1, P2), false],
    ],
  },
  {
    what: 'another one in the end entity, and a CA requires one',
    chain: [and(has(P1), explicit(0)), has(P1), has(P2)],
    asked: [
      [NOTHING, false],
      [accepting(P2), false],
    ],
  },
  {
    what: 'fewer and fewer',
    chain: [has(P1, P2, P3), has(P1, P2), has(P1)],
    asked: [
      [REQUIRED, true],
      [accepting(P1), true],
      [accepting(P2), false],
    ],
  },
  {
    what: 'several that never meet',
    chain: [has(P1, P2), has(P1), has(P2)],
    asked: [
      [NOTHING, true],
      [REQUIRED, false],
    ],
  },
  {
    what: 'all of two policies',
    chain: [has(P1, P2), has(P1, P2)],
    asked: [
      [accepting(P1), true],
      [accepting(P2), true],
      [accepting(P3), false],
    ],
  },
  {
    what: 'anyPolicy all the way',
    chain: [has(ANY), has(ANY)],
    asked: [
      [REQUIRED, true],
      [accepting(P1), true],
      [withoutAny, false],
    ],
  },
  {
    what: 'anyPolicy above one policy',
    chain: [has(ANY), has(P1)],
    asked: [
      [REQUIRED, true],
      [accepting(P1), true],
      [accepting(P2), false],
      [withoutAny, false],
    ],
  },
  {
    what: 'one policy above anyPolicy',
    chain: [has(P1), has(ANY)],
    asked: [
      [accepting(P1), true],
      [accepting(P2), false],
    ],
  },
  {
    what: 'one policy beside anyPolicy',
    chain: [has(P1, ANY), has(P2)],
    asked: [
      [accepting(P1), false],
      [accepting(P2), true],
    ],
  },
];

/** 4.9: CAs that require one from some depth on. */
const REQUIRING: Situation[] = [
  ...(
    [
      [5, true],
      [4, true],
      [3, false],
      [0, false],
    ] as const
  ).map(([after, isGood]) => ({
    what: `required after ${after} of four`,
    chain: [and(has(P1), explicit(after)), has(), has(), has()],
    asked: [[NOTHING, isGood]] as const,
  })),
  {
    what: 'required at once, and there',
    chain: [and(has(P1), explicit(0)), has(P1), has(P1)],
    asked: [
      [NOTHING, true],
      [{ accepted: [P1] }, true],
      [{ accepted: [P2] }, false],
    ],
  },
  {
    what: 'sooner by a CA below',
    chain: [and(has(P1), explicit(7)), and(has(P1), explicit(1)), has(P1), has()],
    asked: [[NOTHING, false]],
  },
  {
    what: 'later by a CA below, which changes nothing',
    chain: [and(has(P1), explicit(1)), and(has(P1), explicit(7)), has(P1), has()],
    asked: [[NOTHING, false]],
  },
  {
    what: 'self-issued certificates do not count',
    chain: [and(has(), explicit(2)), again(has()), has()],
    asked: [[NOTHING, true]],
  },
  {
    what: 'others do, between self-issued ones',
    chain: [and(has(), explicit(2)), again(has()), has(), has()],
    asked: [[NOTHING, false]],
  },
  {
    what: 'required by the end entity for itself',
    chain: [has(), and(has(), explicit(0))],
    asked: [[NOTHING, false]],
  },
];

/** 4.10: policies that are mapped to others. */
const MAPPED: Situation[] = [
  {
    what: 'one to another, which follows',
    chain: [and(has(P1), maps([P1, P2])), has(P2)],
    asked: [
      [REQUIRED, true],
      [accepting(P1), true],
      [accepting(P2), false],
      [unmapped(), false],
      [unmapped(P1), false],
    ],
  },
  {
    what: 'one to another, which does not follow',
    chain: [and(has(P1), maps([P1, P2])), has(P1)],
    asked: [
      [NOTHING, true],
      [REQUIRED, false],
      [unmapped(P1), false],
    ],
  },
  {
    what: 'over two CAs',
    chain: [and(has(P1, P2), maps([P1, P3])), and(has(P3), maps([P3, P4])), has(P4)],
    asked: [
      [accepting(P1), true],
      [accepting(P2), false],
      [accepting(P4), false],
    ],
  },
  {
    what: 'of a policy that is not valid',
    chain: [and(has(P1), maps([P2, P3])), has(P3)],
    asked: [[REQUIRED, false]],
  },
  {
    what: 'of a policy that anyPolicy covers',
    chain: [and(has(ANY), maps([P1, P2])), has(P2)],
    asked: [
      [accepting(P1), true],
      [accepting(P2), false],
      [accepting(P3), false],
      [unmapped(P1), false],
    ],
  },
  {
    what: 'anyPolicy covers it, and what follows is what was mapped away',
    chain: [and(has(ANY), maps([P1, P2])), has(P1)],
    asked: [
      [REQUIRED, true],
      [accepting(P1), true],
    ],
  },
  {
    what: 'one to two',
    chain: [and(has(P1), maps([P1, P2], [P1, P3])), has(P3)],
    asked: [
      [accepting(P1), true],
      [accepting(P3), false],
    ],
  },
  {
    what: 'two to one',
    chain: [and(has(P1, P2), maps([P1, P3], [P2, P3])), has(P3)],
    asked: [
      [accepting(P1), true],
      [accepting(P2), true],
      [accepting(P3), false],
    ],
  },
  {
    what: 'and anyPolicy follows',
    chain: [and(has(P1), maps([P1, P2])), has(ANY)],
    asked: [
      [accepting(P1), true],
      [accepting(P2), false],
    ],
  },
];

/** 4.11: mappings that are inhibited. */
const UNMAPPED: Situation[] = [
  {
    what: 'mapping inhibited at once',
    chain: [and(has(P1), both(0)), and(has(P1), maps([P1, P2])), has(P2)],
    asked: [[NOTHING, false]],
  },
  {
    what: 'mapping inhibited after one CA',
    chain: [and(has(P1, P2), both(1)), and(has(P1, P2), maps([P1, P3])), has(P3)],
    asked: [
      [NOTHING, true],
      [{ accepted: [P1] }, true],
      [{ accepted: [P2] }, false],
    ],
  },
  {
    what: 'mapping inhibited after one CA, and the second maps',
    chain: [
      and(has(P1), both(1)),
      and(has(P1), maps([P1, P2])),
      and(has(P2), maps([P2, P3])),
      has(P3),
    ],
    asked: [[NOTHING, false]],
  },
  {
    what: 'mapping inhibited sooner by a CA below',
    chain: [
      and(has(P1), both(5)),
      and(has(P1), noMapping(0)),
      and(has(P1), maps([P1, P2])),
      has(P2),
    ],
    asked: [[NOTHING, false]],
  },
  {
    what: 'mapping inhibited after one, and self-issued certificates do not count',
    chain: [and(has(P1), both(1)), again(has(P1)), and(has(P1), maps([P1, P2])), has(P2)],
    asked: [[NOTHING, true]],
  },
  {
    what: 'mapping inhibited at once, for self-issued certificates too',
    chain: [and(has(P1), both(0)), again(and(has(P1), maps([P1, P2]))), has(P2)],
    asked: [[NOTHING, false]],
  },
];

/** 4.12: anyPolicy that is inhibited. */
const WITHOUT_ANY: Situation[] = [
  {
    what: 'anyPolicy inhibited at once, and it follows',
    chain: [and(has(P1), inhibitAnyPolicy(0), explicit(0)), has(ANY)],
    asked: [[NOTHING, false]],
  },
  {
    what: 'anyPolicy inhibited at once, and the policy stands beside it',
    chain: [and(has(P1), inhibitAnyPolicy(0), explicit(0)), has(P1, ANY)],
    asked: [
      [NOTHING, true],
      [withoutAny, true],
    ],
  },
  {
    what: 'anyPolicy inhibited after one',
    chain: [and(has(P1), inhibitAnyPolicy(1), explicit(0)), has(ANY), has(P1)],
    asked: [
      [NOTHING, true],
      [withoutAny, false],
    ],
  },
  {
    what: 'anyPolicy inhibited after one, and twice there',
    chain: [and(has(P1), inhibitAnyPolicy(1), explicit(0)), has(ANY), has(ANY)],
    asked: [[NOTHING, false]],
  },
  {
    what: 'anyPolicy inhibited sooner by a CA below',
    chain: [
      and(has(P1), inhibitAnyPolicy(5), explicit(0)),
      and(has(P1), inhibitAnyPolicy(0)),
      has(ANY),
    ],
    asked: [[NOTHING, false]],
  },
  {
    what: 'anyPolicy inhibited, and a self-issued CA certificate may have it',
    chain: [and(has(P1), inhibitAnyPolicy(0), explicit(0)), again(has(ANY)), has(P1)],
    asked: [
      [NOTHING, true],
      [withoutAny, true],
    ],
  },
  {
    what: 'anyPolicy inhibited, and the end entity may not have it',
    chain: [and(has(P1), inhibitAnyPolicy(0), explicit(0)), again(has(ANY)), has(ANY)],
    asked: [[NOTHING, false]],
  },
];

/** Each question on its own. */
export const POLICY_QUESTIONS: readonly {
  name: string;
  isGood: boolean;
  policies: PolicyInputs;
  ask: () => Asked;
}[] = [...STANDING, ...REQUIRING, ...MAPPED, ...UNMAPPED, ...WITHOUT_ANY].flatMap((one) => {
  let made: Omit<Asked, 'given'> & { between: readonly Made[]; root: Made };
  const ask = (policies: PolicyInputs): Asked => {
    const { target, between, root } = (made ??= chainOf(one.chain));
    return { target, given: { anchors: [root], between, policies } };
  };
  return one.asked.map(([inputs, isGood]) => ({
    name: `${one.what}: ${inputsInWords(inputs)}`,
    isGood,
    policies: inputs,
    ask: () => ask(inputs),
  }));
});

function inputsInWords(inputs: PolicyInputs): string {
  const { accepted, isRequired, isMappingInhibited, isAnyInhibited } = inputs;
  const words = [
    ...(accepted ? [`accepted ${accepted.join(', ')}`] : []),
    ...(isRequired ? ['required'] : []),
    ...(isMappingInhibited ? ['no mapping'] : []),
    ...(isAnyInhibited ? ['no anyPolicy'] : []),
  ];
  return words.length > 0 ? words.join(', ') : 'nothing said';
}

function chainOf(chain: readonly Member[]) {
  const root = ca('Root');
  const between: Made[] = [];
  for (const [at, { more, isSelfIssued }] of chain.slice(0, -1).entries()) {
    const issuer = between.at(-1);
    const options = { more, ...(isSelfIssued && issuer && { subject: issuer.name }) };
    between.push(ca(`CA ${at}`, issuer ?? root, options));
  }
  const target = endEntity(between.at(-1) ?? root, { more: chain.at(-1)?.more ?? [] });
  return { target, between, root };
}
