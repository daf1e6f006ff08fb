// Which certificates of a ledger are meant: by name and profile, by state, by when they end.
import { DAY, type Duration, endOf } from '../../pki/certificate/duration.js';
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import type { LedgerState } from '../../pki/issuing/ledger-state.js';
import type { Profile } from '../../pki/issuing/profile.js';

export interface ListChoice {
  /** None: all that are handed out, or those that end soon where `within` is said. */
  states?: readonly LedgerState[] | undefined;
  /** A part of the subject or of a subjectAltName, in any case; `*` stands for any characters. */
  name?: string | undefined;
  profile?: Profile | undefined;
  /** What ends from now until then; it is also what `expiring` means. */
  within?: Duration | undefined;
}

/** What `expiring` means where nobody says it. */
const SOON_DAYS = 30;

export function soonAfter(now: Date, within: Duration | undefined): Date {
  return within ? endOf(now, within) : new Date(now.getTime() + SOON_DAYS * DAY);
}

/** By what stands in its entry. */
export function entryChoice({ name, profile }: ListChoice): (entry: LedgerEntry) => boolean {
  const parts = name?.toLowerCase().split('*') ?? [];
  return (entry) =>
    (profile === undefined || entry.profile === profile) &&
    [entry.subject, ...entry.subjectAltNames].some((text) => holdsInOrder(text, parts));
}

/** No pattern, so that it costs what the text's length costs. */
function holdsInOrder(text: string, parts: readonly string[]): boolean {
  const lower = text.toLowerCase();
  let from = 0;
  for (const part of parts) {
    const found = lower.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return true;
}

/** By what became of it and when it ends. */
export function fateChoice(
  { states, within }: ListChoice,
  now: Date,
): (state: LedgerState, notAfter: number) => boolean {
  const soon = soonAfter(now, within).getTime();
  const wanted = states ?? (within ? ['expiring'] : undefined);
  return (state, notAfter) =>
    (wanted ? wanted.includes(state) : state !== 'probe') &&
    (within === undefined || (notAfter >= now.getTime() && notAfter < soon));
}
