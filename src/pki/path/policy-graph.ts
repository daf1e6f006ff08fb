// Certificate policies along a path (RFC 5280, 6.1.1 c to g, 6.1.3 d to f, 6.1.4 a, b, h to j, 6.1.5),
// as RFC 9618 computes them: work grows with the input only.
import type { PathCertificate } from './path-certificate.js';
import { ANY_POLICY } from './policy-fields.js';

/** What whoever judges a path says of policies (RFC 5280, 6.1.1 c, e, f and g). */
export interface PolicyInputs {
  /** The user-initial-policy-set, dotted; none: any-policy. */
  accepted?: readonly string[] | undefined;
  /** initial-explicit-policy. */
  isRequired?: boolean | undefined;
  /** initial-policy-mapping-inhibit. */
  isMappingInhibited?: boolean | undefined;
  /** initial-any-policy-inhibit. */
  isAnyInhibited?: boolean | undefined;
}

export interface PolicyVerdict {
  /** Where no acceptable policy is valid any more though one is required. */
  failing: PathCertificate | undefined;
  /** The user-constrained-policy-set: what the path is valid for, of what is accepted. */
  policies: ReadonlySet<string>;
}

/**
 * One depth of the policy graph: each valid policy once, with the policies that are expected to
 * continue it. Which of them is whose parent follows from that.
 */
type Depth = ReadonlyMap<string, ReadonlySet<string>>;

interface State {
  readonly depth: Depth;
  /** How many more certificates may follow before the rule holds; 0: it holds. */
  readonly explicitPolicy: number;
  readonly policyMapping: number;
  readonly inhibitAnyPolicy: number;
}

/** `path` from the certificate below the trust anchor down to the target. */
export function judgePolicies(
  path: readonly PathCertificate[],
  { accepted, isRequired, isMappingInhibited, isAnyInhibited }: PolicyInputs = {},
): PolicyVerdict {
  const unless = (isSet = false) => (isSet ? 0 : path.length + 1);
  let state: State = {
    depth: new Map([[ANY_POLICY, new Set([ANY_POLICY])]]),
    explicitPolicy: unless(isRequired),
    policyMapping: unless(isMappingInhibited),
    inhibitAnyPolicy: unless(isAnyInhibited),
  };
  const depths = [state.depth];
  for (const [index, certificate] of path.entries()) {
    const isLast = index === path.length - 1;
    state = { ...state, depth: nextDepth(state, certificate, isLast) };
    if (state.explicitPolicy === 0 && state.depth.size === 0) {
      return { failing: certificate, policies: new Set() };
    }
    state = isLast ? wrappedUp(state, certificate) : prepared(state, certificate);
    depths.push(state.depth);
  }
  const policies = acceptedOf(policiesOfAuthorities(depths), accepted);
  const isRefused = state.explicitPolicy === 0 && policies.size === 0;
  return { failing: isRefused ? path.at(-1) : undefined, policies };
}

/**
 * The authority-constrained-policy-set (6.1.5 g; RFC 9618, 5.6): what the last depth goes back to,
 * in the words of whoever stands nearest to the trust anchor.
 */
function policiesOfAuthorities(depths: readonly Depth[]): Set<string> {
  let alive = new Set(depths.at(-1)?.keys());
  const found = new Set([ANY_POLICY].filter((policy) => alive.has(policy)));
  for (const above of depths.slice(0, -1).toReversed()) {
    const parents = new Set<string>();
    const expected = new Set<string>();
    for (const [policy, continuing] of above) {
      for (const one of continuing) {
        expected.add(one);
        if (alive.has(one)) parents.add(policy);
      }
    }
    // What nobody expects by its name has come from anyPolicy.
    for (const policy of alive) {
      if (expected.has(policy)) continue;
      found.add(policy);
      parents.add(ANY_POLICY);
    }
    alive = parents;
  }
  return found;
}

function acceptedOf(
  policies: ReadonlySet<string>,
  accepted: PolicyInputs['accepted'],
): ReadonlySet<string> {
  if (!accepted || accepted.includes(ANY_POLICY)) return policies;
  return new Set(accepted.filter((one) => policies.has(ANY_POLICY) || policies.has(one)));
}

/** 6.1.3 d and e. */
function nextDepth(state: State, certificate: PathCertificate, isLast: boolean): Depth {
  const { policies } = certificate.policies;
  const next = new Map<string, Set<string>>();
  if (!policies) return next;
  const expected = new Set([...state.depth.values()].flatMap((set) => [...set]));
  const isAnyValid = state.depth.has(ANY_POLICY);
  for (const policy of policies) {
    if (policy === ANY_POLICY) continue;
    if (isAnyValid || expected.has(policy)) next.set(policy, new Set([policy]));
  }
  const isAnyAllowed = state.inhibitAnyPolicy > 0 || (!isLast && certificate.isSelfIssued);
  if (policies.includes(ANY_POLICY) && isAnyAllowed) {
    for (const policy of expected) {
      if (!next.has(policy)) next.set(policy, new Set([policy]));
    }
  }
  return next;
}

/** 6.1.4 b, h, i and j. */
function prepared(state: State, certificate: PathCertificate): State {
  const { policies, isSelfIssued } = certificate;
  const depth = mapped(state, certificate);
  const counted = (number: number) => (isSelfIssued ? number : Math.max(0, number - 1));
  const limited = (number: number, limit = Infinity) => Math.min(counted(number), limit);
  return {
    depth,
    explicitPolicy: limited(state.explicitPolicy, policies.requireExplicitPolicy),
    policyMapping: limited(state.policyMapping, policies.inhibitPolicyMapping),
    inhibitAnyPolicy: limited(state.inhibitAnyPolicy, policies.inhibitAnyPolicy),
  };
}

function mapped({ depth, policyMapping }: State, { policies }: PathCertificate): Depth {
  if (policies.mappings.length === 0) return depth;
  const next = new Map(depth);
  for (const [policy, equivalents] of equivalentsOf(policies.mappings)) {
    if (policyMapping === 0) next.delete(policy);
    else if (depth.has(policy) || depth.has(ANY_POLICY)) next.set(policy, equivalents);
  }
  return next;
}

function equivalentsOf(mappings: PathCertificate['policies']['mappings']) {
  const equivalents = new Map<string, Set<string>>();
  for (const { issuerDomain, subjectDomain } of mappings) {
    const known = equivalents.get(issuerDomain);
    if (known) known.add(subjectDomain);
    else equivalents.set(issuerDomain, new Set([subjectDomain]));
  }
  return equivalents;
}

/** 6.1.5 a and b. */
function wrappedUp(state: State, { policies }: PathCertificate): State {
  const counted = Math.max(0, state.explicitPolicy - 1);
  return { ...state, explicitPolicy: policies.requireExplicitPolicy === 0 ? 0 : counted };
}
