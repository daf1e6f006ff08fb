// Measures whole processes: two programs in turn, A B A B …, as ratios of neighbours.
import { spawnSync } from 'node:child_process';

/**
 * A program to run. `prepare` and `clean` belong to one run and are not timed.
 * @typedef {{ label: string, words: () => string[], prepare?: () => void, clean?: () => void, env?: object }} Program
 */

/** Runs it once. Answers milliseconds; throws with the program's own words when it fails. */
export function time(program, env) {
  program.prepare?.();
  const [command, ...rest] = program.words();
  const start = process.hrtime.bigint();
  const result = spawnSync(command, rest, {
    env: { ...env, ...program.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  program.clean?.();
  if (result.error) throw new Error(`${program.label}: ${result.error.message}`);
  if (result.status !== 0) {
    throw new Error(`${program.label}: exit ${result.status}\n${result.stderr}`);
  }
  return milliseconds;
}

/** One warm-up of each, then `runs` pairs. */
export function comparePairs(subject, base, runs, env) {
  time(subject, env);
  time(base, env);
  return comparePairsCold(subject, base, runs, env);
}

/** Without a warm-up: for programs that run so long that it makes no difference. */
export function comparePairsCold(subject, base, runs, env) {
  const pairs = Array.from({ length: runs }, () => [time(subject, env), time(base, env)]);
  return {
    ratios: spread(pairs.map(([first, second]) => first / second)),
    subject: spread(pairs.map(([first]) => first)),
    base: spread(pairs.map(([, second]) => second)),
  };
}

/** One program alone, after a warm-up. */
export function timeSeveral(program, runs, env) {
  time(program, env);
  return spread(Array.from({ length: runs }, () => time(program, env)));
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}
