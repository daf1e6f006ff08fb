// A rule as a value: what it is called, where it comes from, how bad a breach is, and the check;
// and the one place where findings are made.
import type { Finding, PathFinding, Severity } from './finding.js';

/**
 * What a rule finds. What faults of one rule differ in, they say themselves, in place of what the
 * rule says of all.
 */
export interface Fault extends Partial<
  Pick<Finding, 'severity' | 'breaksMust' | 'place' | 'remedy'>
> {
  citation?: string | undefined;
  /** A sentence in the words of the standard. */
  message: string;
}

/** The fault of one certificate of a path, or of one end of a link. */
export interface PathFault extends Fault {
  subject: string;
}

/**
 * Code and citation are the key: rules of one code stand in one file, which is called as the code
 * is.
 */
export interface Rule<Judged, Terms = unknown, Found extends Fault = Fault> {
  code: string;
  /** Such as `RFC 5280, 4.1.2.2`. */
  citation: string;
  /** An error is a broken MUST that verifiers refuse with their default settings. */
  severity: Severity | ((judged: Judged, terms: Terms) => Severity);
  /** All that its findings may be, the worst first, where that is more than one. */
  severities?: readonly Severity[];
  /** Said where a MUST is broken and the severity may be less than an error. */
  breaksMust?: true;
  /** Where its findings are told among those of one severity: the lowest first. */
  rank: number;
  /** `terms` are what is judged by besides: the time, the purpose, who asks. */
  check: (judged: Judged, terms: Terms) => readonly Found[];
}

export type PathRule<Judged, Terms = unknown> = Rule<Judged, Terms, PathFault>;

/**
 * Of most rules. What has a lower rank tells a person more ("expired"), what has a higher one less
 * ("no path"). Others stand ten apart, so that there is room between any two.
 */
export const COMMON_RANK = 500;

/** Of a MUST that verifiers let pass, and of a SHOULD. */
export const BROKEN_MUST = { severity: 'warning', breaksMust: true, rank: COMMON_RANK } as const;
export const ADVICE = { severity: 'warning', rank: COMMON_RANK } as const;

/** No terms where no rule of the list asks for any. */
type TermsOf<Terms> = unknown extends Terms ? [] : [terms: Terms];

/** What the rules find, in the order of their list. */
export function findingsBy<Judged, Terms, Found extends Fault>(
  rules: readonly Rule<Judged, Terms, Found>[],
  judged: Judged,
  ...terms: TermsOf<Terms>
): (Finding & Found)[] {
  return rules.flatMap((rule) => findingsOf(rule, judged, terms[0] as Terms));
}

export type Ranked<Told extends Finding> = Told & { rank: number };

/** The same for those who put what several lists find in one order. */
export function rankedFindingsBy<Judged, Terms, Found extends Fault>(
  rules: readonly Rule<Judged, Terms, Found>[],
  judged: Judged,
  ...terms: TermsOf<Terms>
): Ranked<Finding & Found>[] {
  return rules.flatMap((rule) =>
    findingsOf(rule, judged, terms[0] as Terms).map((one) => ({ ...one, rank: rule.rank })),
  );
}

function findingsOf<Judged, Terms, Found extends Fault>(
  { code, citation, severity, breaksMust, check }: Rule<Judged, Terms, Found>,
  judged: Judged,
  terms: Terms,
): (Finding & Found)[] {
  return check(judged, terms).map((fault) => ({
    code,
    severity: typeof severity === 'function' ? severity(judged, terms) : severity,
    breaksMust,
    ...fault,
    citation: fault.citation ?? citation,
  }));
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** What is wrong before what is odd, and by rank among those. */
export function inOrder(found: readonly Ranked<PathFinding>[]): PathFinding[] {
  const weightOf = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  return found
    .toSorted((a, b) => weightOf(a) - weightOf(b) || a.rank - b.rank)
    .map(({ rank: _, ...finding }) => finding);
}
