// Dates for people and for pipes: "in 89 days (2027-02-17)" on a terminal, RFC 3339 elsewhere.

export type DateStyle = (time: string) => string;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `at` is the time of the answer, so that the same answer always reads the same. */
export function dateStyle(at: string, stdout: { isTTY?: boolean }): DateStyle {
  return stdout.isTTY ? (time) => relativeDate(time, at) : (time) => time;
}

/** Whole days, the rest is cut; below a day whole hours. */
export function relativeDate(time: string, at: string): string {
  const distance = Date.parse(time) - Date.parse(at);
  const span = Math.abs(distance);
  const text =
    span >= DAY
      ? counted(Math.floor(span / DAY), 'day')
      : span >= HOUR
        ? counted(Math.floor(span / HOUR), 'hour')
        : 'less than an hour';
  return `${distance < 0 ? `${text} ago` : `in ${text}`} (${time.slice(0, 10)})`;
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
