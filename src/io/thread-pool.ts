// How many threads Node works on files and keys with.
import { availableParallelism } from 'node:os';

/**
 * They make keys as well, one a core and one more; two are left to write files meanwhile. Only
 * before the first of them has work to do; whoever has set the variable knows better.
 */
export function widenThreadPool(environment: NodeJS.ProcessEnv): void {
  environment.UV_THREADPOOL_SIZE ??= String(availableParallelism() + 3);
}
