// Which rules certificates, requests, CRLs and paths are judged by: for those who want to know what
// no finding means.
import { INSPECTED_RULES } from '../../checks/certificate/inspected.js';
import { ISSUED_END_ENTITY_RULES } from '../../checks/certificate/issued.js';
import { INSPECTED_CRL_RULES } from '../../checks/crl/linted.js';
import type { Severity } from '../../checks/finding.js';
import { STORE_RULES } from '../../checks/loading/rules.js';
import {
  ALONE_RULES,
  FOUND_PATH_RULES,
  NAME_RULES,
  PLACE_RULES,
  REVOCATION_RULES,
  SIGNATURE_RULES,
  STEP_RULES,
  WHOLE_PATH_RULES,
} from '../../checks/path/rules.js';
import { INSPECTED_REQUEST_RULES } from '../../checks/request/linted.js';
import type { Rule } from '../../checks/rule.js';

/** What of a rule is told. */
export interface ListedRule {
  code: string;
  /** The worst first. */
  severities: readonly Severity[];
  citation: string;
  /** What is judged by it. */
  of: readonly Judged[];
}

type Judged = 'certificate' | 'request' | 'crl' | 'store' | 'path' | 'issued';
type AnyRule = Rule<never, never>;

const LISTS: readonly (readonly [Judged, readonly AnyRule[]])[] = [
  ['certificate', INSPECTED_RULES],
  ['request', INSPECTED_REQUEST_RULES],
  ['crl', INSPECTED_CRL_RULES],
  ['store', STORE_RULES],
  ['path', ALONE_RULES],
  ['path', PLACE_RULES],
  ['path', STEP_RULES],
  ['path', SIGNATURE_RULES],
  ['path', NAME_RULES],
  ['path', WHOLE_PATH_RULES],
  ['path', REVOCATION_RULES],
  ['path', FOUND_PATH_RULES],
  ['issued', ISSUED_END_ENTITY_RULES],
];

/** Each once, in the order in which `inspect` tells what they find; then those of paths. */
export function listRules(): ListedRule[] {
  const rules = new Set(LISTS.flatMap(([, list]) => list));
  return [...rules].map((rule) => ({
    code: rule.code,
    severities: severitiesOf(rule),
    citation: rule.citation,
    of: [...new Set(LISTS.flatMap(([judged, list]) => (list.includes(rule) ? [judged] : [])))],
  }));
}

/** A rule whose severity depends says what it may be. */
function severitiesOf({ severities, severity }: AnyRule): readonly Severity[] {
  return severities ?? (typeof severity === 'string' ? [severity] : []);
}
