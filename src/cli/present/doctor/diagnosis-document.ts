// What `doctor` answers in JSON, and what all its other forms are made of.
import type { Diagnosis } from '../../../app/doctor/diagnose.js';
import type { Severity } from '../../../checks/finding.js';

/** What stands in the line now may be a secret, and is not said. */
export interface ShownEdit {
  file: string;
  line: number;
  /** Whether the line goes; else the lines come before it. */
  replaces: boolean;
  lines: readonly string[];
}

export interface ShownFinding {
  code: string;
  severity: Severity;
  subject: string;
  message: string;
  citation: string;
  file: string;
  line: number | null;
  setting: string | null;
  remedy: string;
  /** Lines of the config that mend it; none where it is no matter of lines. */
  edits: ShownEdit[];
  /** Commands that mend it, in order. */
  commands: string[];
}

export interface DiagnosisDocument extends Omit<Diagnosis, 'findings'> {
  findings: ShownFinding[];
  /** Lines of a shell script; where it was asked for. */
  plan?: string[];
}
