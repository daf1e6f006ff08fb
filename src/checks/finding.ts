// A judgement as a value: what a rule found, how bad it is, and where the rule comes from.

import type { Place, Remedy } from './remedy.js';

export type Severity = 'error' | 'warning' | 'info';

/** Made in `rule.ts`, and nowhere else. */
export interface Finding {
  /** That of its rule. */
  code: string;
  severity: Severity;
  /**
   * The standard says MUST, whatever verifiers do about it: what we sign breaks none of these. An
   * error needs no word about it.
   */
  breaksMust?: true | undefined;
  /** A sentence in the words of the standard. */
  message: string;
  /** Such as `RFC 5280, 4.1.2.2`. */
  citation: string;
  /** Of what a config says: where. */
  place?: Place | undefined;
  remedy?: Remedy | undefined;
}

/**
 * Whether what has this finding may not be signed: a fault that verifiers refuse, or a MUST that
 * they let pass.
 */
export function breaksRule({ severity, breaksMust }: Finding): boolean {
  return severity === 'error' || breaksMust === true;
}

/**
 * A finding about one certificate of a path, or about the certificate that a path was sought for.
 */
export interface PathFinding extends Finding {
  /** RFC 4514. */
  subject: string;
}
