// How a command of certutil answers: its remarks first, and under --silent no talk but warnings.
import type { CertutilSummary } from '../../app/certutil/ca.js';
import type { Output } from '../base-command.js';
import type { Ports } from '../compose.js';
import { presentWritten } from '../present/written.js';
import type { CertutilValues } from './parse-flags.js';
import { remark } from './flag-remarks.js';
import type { Mode } from './flag-table.js';

/** The flags as every command has them. */
export function answerFlagsIn(values: CertutilValues) {
  return {
    ...values,
    json: values.json === true,
    quiet: values.quiet === true,
    'no-input': values['no-input'] === true,
  };
}

/** Runs the use-case with a reporter that keeps to what was asked for. */
export function acting<Result>(
  mode: Mode,
  values: CertutilValues,
  act: (ports: Ports) => Promise<Result>,
): (ports: Ports) => Promise<Result> {
  return (ports) => {
    const note = values.silent ? () => undefined : ports.reporter.note;
    const reporter = { ...ports.reporter, note };
    remark(mode, values, reporter);
    return act({ ...ports, reporter });
  };
}

export function presenting(values: CertutilValues) {
  return (summary: CertutilSummary, output: Output): void =>
    presentWritten(summary, { ...output, isQuiet: output.isQuiet || values.silent === true });
}
