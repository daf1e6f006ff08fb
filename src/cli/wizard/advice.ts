// Answers that can be taken and will be regretted: one sentence each.
import { parseDuration } from '../../pki/certificate/duration.js';
import type { Answer } from './question.js';

/** OpenSSL before 1.1.0 reads no longer ones in PKCS#12. */
const LONGEST_PASSWORD = 50;
const SHORTEST_DAYS = 60;
/**
 * Longer ones of servers are refused by Apple's systems, and outlive most of what they were made
 * for.
 */
const LONGEST_SERVER_DAYS = 825;

export function adviseDays(answer: Answer, isServer: boolean): string | undefined {
  const days = roughDays(String(answer));
  if (days < SHORTEST_DAYS) {
    return `a certificate of ${days} days needs somebody, or something, that renews it every month or so`;
  }
  if (isServer && days > LONGEST_SERVER_DAYS) {
    return `a server's certificate of more than ${LONGEST_SERVER_DAYS} days is refused by Apple's systems, and a lost key stays good for as long`;
  }
  return undefined;
}

/** Of an answer that was judged already; advice needs no calendar. */
function roughDays(text: string): number {
  const duration = parseDuration(text);
  return 'days' in duration ? duration.days : Math.round((duration.months * 365.25) / 12);
}

export function adviseNames(answer: Answer, isServer: boolean): string | undefined {
  const names = Array.isArray(answer) ? (answer as string[]) : [];
  if (names.length === 0) {
    return isServer
      ? 'without a name no client can tell this server from another, and most refuse it'
      : undefined;
  }
  const deep = names.flatMap((name) => names.filter((other) => isTwoLevelsBelow(other, name)));
  const [first] = deep;
  if (first !== undefined) {
    return `a wildcard stands for one label only: it does not cover ${first}, which needs a name of its own`;
  }
  const wide = names.find((name) => /^(dns:)?\*\.[^.]+$/i.test(name));
  if (wide !== undefined) return `${wide} stands for every host of a whole domain ending`;
  const wildcard = names.find((name) => /^(dns:)?\*\./i.test(name));
  return wildcard === undefined
    ? undefined
    : `${wildcard} stands for one label: it covers a${bare(wildcard)}, not a.b${bare(wildcard)}`;
}

export function advisePassword(password: string): string | undefined {
  return password.length > LONGEST_PASSWORD
    ? `OpenSSL before 1.1.0 cannot open a store whose password has more than ${LONGEST_PASSWORD} characters`
    : undefined;
}

/** Whether `name` is below the wildcard's domain, by two labels or more. */
function isTwoLevelsBelow(name: string, wildcard: string): boolean {
  if (!/^(dns:)?\*\./i.test(wildcard) || name.includes('*')) return false;
  const base = bare(wildcard).toLowerCase();
  const host = name.replace(/^dns:/i, '').toLowerCase();
  return host.endsWith(base) && host.slice(0, -base.length).includes('.');
}

/** `.example.com` of `*.example.com`. */
function bare(wildcard: string): string {
  return wildcard.replace(/^(dns:)?\*/i, '');
}
