// The most memory that this process had since a moment, though other tests were there before.
import { readFileSync, writeFileSync } from 'node:fs';

/** From now on; answers how many octets more than now it had at any time since, nothing missed. */
export function peakFromHere(): () => number {
  const start = process.memoryUsage().rss;
  forgetPeak();
  return () => peak() - start;
}

/** Linux alone can: elsewhere a higher peak of earlier tests counts too. */
function forgetPeak(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function peak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kibibytes] =
    /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}
