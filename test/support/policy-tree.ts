// The valid_policy_tree of RFC 5280, 6.1, word for word and without a bound: what our graph is compared with.
import type { PolicyInputs } from '../../src/pki/path/policy-graph.js';
import type { PathCertificate } from '../../src/pki/path/path-certificate.js';

const ANY = '2.5.29.32.0';

interface Node {
  policy: string;
  expected: string[];
  parent: Node | undefined;
  depth: number;
}

export type PolicyCertificate = Pick<PathCertificate, 'policies' | 'isSelfIssued'>;

/** Where the path fails (its index), or undefined; and the user-constrained-policy-set. */
export function policiesByTree(
  path: readonly PolicyCertificate[],
  { accepted, isRequired, isMappingInhibited, isAnyInhibited }: PolicyInputs,
): { failing: number | undefined; policies: string[] } {
  const n = path.length;
  let tree: Node[] = [{ policy: ANY, expected: [ANY], parent: undefined, depth: 0 }];
  let explicit = isRequired ? 0 : n + 1;
  let mapping = isMappingInhibited ? 0 : n + 1;
  let inhibitAny = isAnyInhibited ? 0 : n + 1;
  const at = (depth: number) => tree.filter((node) => node.depth === depth);
  /** Childless nodes above the depth go, and what they leave childless. */
  const prune = (depth: number) => {
    for (let i = depth - 1; i >= 0; i--) {
      tree = tree.filter((node) => node.depth !== i || tree.some(({ parent }) => parent === node));
    }
  };
  const remove = (gone: Node) => {
    tree = tree.filter((node) => {
      for (let one: Node | undefined = node; one; one = one.parent) if (one === gone) return false;
      return true;
    });
  };
  for (let i = 1; i <= n; i++) {
    const { policies, isSelfIssued } = path[i - 1] as PolicyCertificate;
    const { policies: asserted, mappings } = policies;
    if (asserted && tree.length > 0) {
      for (const policy of asserted.filter((one) => one !== ANY)) {
        const parents = at(i - 1).filter(({ expected }) => expected.includes(policy));
        const other = at(i - 1).find((node) => node.policy === ANY);
        const under = parents.length > 0 ? parents : other ? [other] : [];
        for (const parent of under) tree.push({ policy, expected: [policy], parent, depth: i });
      }
      if (asserted.includes(ANY) && (inhibitAny > 0 || (i < n && isSelfIssued))) {
        for (const parent of at(i - 1)) {
          for (const policy of parent.expected) {
            const isThere = tree.some((node) => node.parent === parent && node.policy === policy);
            if (!isThere) tree.push({ policy, expected: [policy], parent, depth: i });
          }
        }
      }
      prune(i);
    } else {
      tree = [];
    }
    if (explicit === 0 && at(i).length === 0) return { failing: i - 1, policies: [] };
    if (i === n) {
      if (explicit > 0) explicit--;
      if (policies.requireExplicitPolicy === 0) explicit = 0;
      break;
    }
    for (const id of new Set(mappings.map(({ issuerDomain }) => issuerDomain))) {
      const subjects = mappings.filter((one) => one.issuerDomain === id);
      const expected = subjects.map(({ subjectDomain }) => subjectDomain);
      const nodes = at(i).filter(({ policy }) => policy === id);
      const any = at(i).find(({ policy }) => policy === ANY);
      if (mapping === 0) nodes.forEach(remove);
      else if (nodes.length > 0) nodes.forEach((node) => (node.expected = expected));
      else if (any) tree.push({ policy: id, expected, parent: any.parent, depth: i });
    }
    prune(i);
    if (!isSelfIssued) {
      explicit = Math.max(0, explicit - 1);
      mapping = Math.max(0, mapping - 1);
      inhibitAny = Math.max(0, inhibitAny - 1);
    }
    explicit = Math.min(explicit, policies.requireExplicitPolicy ?? n + 1);
    mapping = Math.min(mapping, policies.inhibitPolicyMapping ?? n + 1);
    inhibitAny = Math.min(inhibitAny, policies.inhibitAnyPolicy ?? n + 1);
  }
  const found = new Set<string>();
  for (const node of at(n).length > 0 ? tree : []) {
    if (node.parent?.policy === ANY && (node.policy !== ANY || node.depth === n)) {
      found.add(node.policy);
    }
  }
  const isAnyAccepted = !accepted || accepted.includes(ANY);
  const kept = isAnyAccepted
    ? [...found]
    : accepted.filter((one) => found.has(ANY) || found.has(one));
  const policies = [...new Set(kept)].sort();
  return { failing: explicit === 0 && policies.length === 0 ? n - 1 : undefined, policies };
}
