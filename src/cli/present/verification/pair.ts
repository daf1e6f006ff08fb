// The verdict on both directions of a link: whose certificate, before whom, and then as for one
// certificate.
import type { Direction } from '../../../app/judging/link.js';
import type { PairVerification } from '../../../app/verify/pair.js';
import type { Output } from '../../base-command.js';
import { paint } from '../paint.js';
import { presentRuntimesPlain, presentRuntimesToPerson } from './runtimes.js';
import { presentFindings, presentPath, presentRows, widthOf } from './verification.js';

export function presentPair({ ok, directions }: PairVerification, { stdout }: Output): void {
  if (!stdout.isTTY) {
    stdout.write(`verdict\t${ok ? 'yes' : 'no'}\n`);
    for (const direction of directions) {
      stdout.write(`direction\t${headOf(direction)}\n`);
      presentRows(direction, stdout);
      presentRuntimesPlain(direction.runtimes, stdout);
    }
    return;
  }
  stdout.write(`link: ${ok ? paint('good', 'green', stdout) : paint('not good', 'red', stdout)}\n`);
  for (const direction of directions) {
    stdout.write(`\n${paint(headOf(direction), 'bold', stdout)}\n\n`);
    presentPath(direction.path, stdout);
    presentFindings(direction.findings, stdout);
    presentRuntimesToPerson(direction.runtimes, widthOf(stdout), stdout);
  }
}

/**
 * `the server's certificate in kit/logstash (logstash), dialled as logs.example, before heartbeat`.
 */
function headOf({ role, folder, target, judge, hosts }: Direction): string {
  const product = target === undefined ? '' : ` (${target})`;
  const names = hosts.length > 0 ? `, dialled as ${hosts.join(', ')}` : '';
  const before = judge === undefined ? '' : `, before ${judge}`;
  return `the ${role}'s certificate in ${folder}${product}${names}${before}`;
}
