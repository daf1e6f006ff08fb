// What is said about the flags themselves: passwords that everybody could see, and flags without an
// effect.
import type { Reporter } from '../../ports.js';
import type { CertutilValues } from './parse-flags.js';
import type { Mode } from './flag-table.js';

export function remark(mode: Mode, values: CertutilValues, reporter: Reporter): void {
  const seen = [
    ['pass', 'password-file'],
    ['ca-pass', 'ca-password-file'],
  ].filter(([flag = '']) => typeof values[flag] === 'string' && values[flag] !== '');
  if (seen.length > 0) {
    const instead = seen.map(([flag, file]) => `--${file} FILE in place of --${flag}`).join(', ');
    reporter.warn(`a password among the arguments can be seen by every process: say ${instead}`);
  }
  for (const line of ineffective(mode, values)) reporter.note(line);
}

function ineffective(mode: Mode, values: CertutilValues): string[] {
  const beside = ['multiple', 'name', 'dns', 'ip', 'subject'].filter((name) => values[name]);
  return [
    ...(values.setting === undefined ? [] : ['-E has no effect: no Elasticsearch is asked']),
    ...(mode === 'cert' && values['ca-dn'] !== undefined
      ? ['--ca-dn has no effect: the subject of the CA is in its certificate']
      : []),
    ...(values.in === undefined
      ? []
      : beside.map((name) => `--${name} has no effect: the list names the instances`)),
  ];
}
