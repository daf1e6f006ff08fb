// What a ledger says of each certificate, in some fifty octets for each: where its line stands, when
// it ends, and what became of it.
import { HOLD } from '../../pki/crl/revocation-reason.js';
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import type { Fate } from '../../pki/issuing/ledger-state.js';
import type { Place } from '../reading/ledger/entries.js';
import { SerialTable } from './serial-table.js';

/** Those that a certificate has itself. An event of a later version changes nothing. */
const EVENTS = [
  'issued',
  'renewed',
  'abandoned',
  'revoked',
  'probe',
  'restored',
  'released',
] as const;
const CODES = new Map<string, number>(EVENTS.map((event, code) => [event, code]));
const REVOKED = EVENTS.indexOf('revoked');
const RELEASED = EVENTS.indexOf('released');
/** Revoked for now; no event has this code by its name. */
const HELD = EVENTS.length;
const ABANDONED = EVENTS.indexOf('abandoned');
const RESTORED = EVENTS.indexOf('restored');

/**
 * Pages, since an array that grows stands in memory twice. So a small ledger takes little, and a
 * long one no more than its entries need.
 */
const PAGE_BITS = 14;
const PAGE_SIZE = 2 ** PAGE_BITS;
const IN_PAGE = PAGE_SIZE - 1;

interface Page {
  places: Float64Array;
  lengths: Uint16Array;
  ends: Float64Array;
  events: Uint8Array;
  replacements: Uint16Array;
  choices: Uint8Array;
}

function newPage(): Page {
  return {
    places: new Float64Array(PAGE_SIZE),
    lengths: new Uint16Array(PAGE_SIZE),
    ends: new Float64Array(PAGE_SIZE),
    events: new Uint8Array(PAGE_SIZE),
    replacements: new Uint16Array(PAGE_SIZE),
    choices: new Uint8Array(PAGE_SIZE),
  };
}

export class Fates {
  private readonly serials = new SerialTable();
  private readonly pages: Page[] = [];

  get count(): number {
    return this.serials.count;
  }

  /** In the order of the ledger: a later event wins. `isChosen` counts where it comes first. */
  add(entry: LedgerEntry, place: Place, isChosen: (entry: LedgerEntry) => boolean): void {
    const { count } = this;
    const index = this.serials.add(entry.serialNumber);
    const code = codeOf(entry);
    const page = this.pageOf(index);
    const at = index & IN_PAGE;
    if (index === count) {
      page.places[at] = place.at;
      page.lengths[at] = place.length - 1;
      page.ends[at] = Date.parse(entry.notAfter);
      page.choices[at] = Number(isChosen(entry));
      if (code !== ABANDONED) this.countReplacement(entry.replaces, 1);
    } else if (code === ABANDONED && page.events[at] !== ABANDONED) {
      this.countReplacement(entry.replaces, -1);
    } else if (code === RESTORED) {
      this.countReplacement(entry.replaces, 1);
      this.countReplacement(entry.serialNumber, -1);
    }
    page.events[at] = codeAfter(index === count ? undefined : page.events[at], code);
  }

  /** Of two that came in one's place, each counts until it is abandoned. */
  private countReplacement(serialNumber: string | undefined, step: 1 | -1): void {
    const index = serialNumber === undefined ? undefined : this.serials.find(serialNumber);
    if (index === undefined) return;
    const { replacements } = this.pageOf(index);
    const count = replacements[index & IN_PAGE] as number;
    replacements[index & IN_PAGE] = Math.max(count + step, 0);
  }

  /** When all entries have been added: by their numbers they stay. */
  forgetSerials(): void {
    this.serials.forget();
  }

  /** Undefined for a certificate of which no entry came. */
  find(serialNumber: string): number | undefined {
    return this.serials.find(serialNumber);
  }

  isChosen(index: number): boolean {
    return this.pageOf(index).choices[index & IN_PAGE] === 1;
  }

  fateOf(index: number): Fate {
    const { events, replacements } = this.pageOf(index);
    return {
      event: EVENTS[events[index & IN_PAGE] as number] ?? 'revoked',
      isReplaced: (replacements[index & IN_PAGE] as number) > 0,
      notAfter: new Date(this.endOf(index)),
    };
  }

  /** notAfter in milliseconds. */
  endOf(index: number): number {
    return this.pageOf(index).ends[index & IN_PAGE] as number;
  }

  placeOf(index: number): Place {
    const { places, lengths } = this.pageOf(index);
    const at = index & IN_PAGE;
    return { at: places[at] as number, length: (lengths[at] as number) + 1 };
  }

  private pageOf(index: number): Page {
    return (this.pages[index >>> PAGE_BITS] ??= newPage());
  }
}

function codeOf({ event, reason }: LedgerEntry): number | undefined {
  const code = CODES.get(event);
  return code === REVOKED && reason === HOLD ? HELD : code;
}

/** Only a hold ends (`revocationAfter`), and only by its release. */
function codeAfter(before: number | undefined, code: number | undefined): number {
  if (code === undefined || before === REVOKED) return before ?? 0;
  const isHeld = before === HELD;
  if (isHeld) return code === REVOKED || code === RELEASED ? code : HELD;
  return code === RELEASED ? (before ?? 0) : code;
}
