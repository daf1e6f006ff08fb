// What each runtime would say: the word, whose runtime it is, and the sentence that it would log.
import type { LinkRuntime } from '../../../app/judging/link.js';
import type { RuntimeVerdict } from '../../../checks/runtime/presented-chain.js';
import { wrap } from '../../../terminal-text.js';
import { paint } from '../paint.js';

type Row = RuntimeVerdict & Partial<Pick<LinkRuntime, 'isThere'>>;

const NAMES: Readonly<Record<RuntimeVerdict['runtime'], string>> = {
  go: 'Go (Fleet Server, other programs in Go)',
  beats: 'Beats and Elastic Agent',
  jdk: 'JDK (Logstash, Elasticsearch)',
  openssl: 'OpenSSL (nginx, stunnel, redis, curl)',
  node: 'Node (Kibana)',
  python: 'Python 3.13 or later',
};

/**
 * Plain rows: `runtime`, a tab, its name and what it says; `*` marks the one at the other end, as
 * the last row says.
 */
export function presentRuntimesPlain(runtimes: readonly Row[], stdout: NodeJS.WriteStream): void {
  for (const { runtime, accepts, reason, isThere } of runtimes) {
    stdout.write(
      `runtime\t${runtime}${isThere ? '*' : ''}: ${PLAIN_WORDS[`${accepts}`]}${reason}\n`,
    );
  }
  if (runtimes.some(({ isThere }) => isThere)) {
    stdout.write('note\t*: the runtime of the product at the other end of the link\n');
  }
}

/** A reason that was not judged says so itself. */
const PLAIN_WORDS = { true: 'accepts', false: 'refuses: ', null: '' } as const;

const WORDS = {
  true: ['accepts', 'green'],
  false: ['refuses', 'red'],
  null: ['unknown', 'yellow'],
} as const;

export function presentRuntimesToPerson(
  runtimes: readonly Row[],
  width: number,
  stdout: NodeJS.WriteStream,
): void {
  stdout.write('\n  what runtimes would say\n');
  for (const { runtime, level, accepts, reason, isThere } of runtimes) {
    const [word, colour] = WORDS[`${accepts}`];
    const by = level === undefined ? '' : `, security level ${level}`;
    const mark = isThere ? ', which is at the other end' : '';
    stdout.write(`    ${paint(word, colour, stdout)}  ${NAMES[runtime]}${by}${mark}\n`);
    if (accepts) continue;
    for (const line of wrap(reason, width - 9)) stdout.write(`             ${line}\n`);
  }
}
