// A judgement as a value: what a rule found, how bad it is, and where the rule comes from.

export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  /** The rule's file name. */
  code: string;
  severity: Severity;
  /** A sentence in the words of the standard. */
  message: string;
  /** Such as `RFC 5280, 4.1.2.2`. */
  citation: string;
}

/** A finding about one certificate of a path, or about the certificate that a path was sought for. */
export interface PathFinding extends Finding {
  /** RFC 4514. */
  subject: string;
}
