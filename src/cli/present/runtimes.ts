// What each runtime would say: the word, whose runtime it is, and the sentence that it would log.
import type { PairRuntime } from '../../app/verify/pair.js';
import type { RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import { wrap } from './inspection/layout.js';
import { paint } from './paint.js';

type Row = RuntimeVerdict & Partial<Pick<PairRuntime, 'isThere'>>;

const NAMES: Readonly<Record<RuntimeVerdict['runtime'], string>> = {
  go: 'Go (Beats, Elastic Agent)',
  jdk: 'JDK (Logstash, Elasticsearch)',
  openssl: 'OpenSSL (nginx, stunnel, redis, curl)',
  node: 'Node (Kibana)',
  python: 'Python 3.13 or later',
};

/** Plain rows: `runtime`, a tab, its name and what it says; `*` marks the one at the other end. */
export function presentRuntimesPlain(runtimes: readonly Row[], stdout: NodeJS.WriteStream): void {
  for (const { runtime, accepts, reason, isThere } of runtimes) {
    const word = accepts ? 'accepts' : `refuses: ${reason}`;
    stdout.write(`runtime\t${runtime}${isThere ? '*' : ''}: ${word}\n`);
  }
}

export function presentRuntimesToPerson(
  runtimes: readonly Row[],
  width: number,
  stdout: NodeJS.WriteStream,
): void {
  stdout.write('\n  what runtimes would say\n');
  for (const { runtime, accepts, reason, isThere } of runtimes) {
    const word = accepts ? paint('accepts', 'green', stdout) : paint('refuses', 'red', stdout);
    const mark = isThere ? ', which is at the other end' : '';
    stdout.write(`    ${word}  ${NAMES[runtime]}${mark}\n`);
    if (accepts) continue;
    for (const line of wrap(reason, width - 9)) stdout.write(`             ${line}\n`);
  }
}
