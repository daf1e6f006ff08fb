// The entries of a ledger by their places, in an order that is not the file's: neighbours in the
// file are read together.
import { decodeLedgerLine, type LedgerEntry } from '../../pki/issuing/ledger.js';
import type { OpenFile } from '../../ports.js';
import type { Place } from '../reading/ledger/entries.js';

/** Farther apart, two reads cost less than what lies between. */
const WIDEST_GAP = 4 * 1024;
const ROOM = 256 * 1024;

/** Room for what is read together, to be used again and again. */
export function newRoom(): Buffer {
  return Buffer.allocUnsafe(ROOM);
}

/** In the order of `places`. */
export async function entriesAt(
  file: OpenFile,
  places: readonly Place[],
  room: Buffer,
): Promise<(LedgerEntry | undefined)[]> {
  const entries = new Array<LedgerEntry | undefined>(places.length);
  const inFile = places.map((place, index) => ({ ...place, index })).sort((a, b) => a.at - b.at);
  for (let first = 0; first < inFile.length;) {
    const after = endOfRun(inFile, first);
    const run = inFile.slice(first, after);
    const [start, end] = [run[0]?.at ?? 0, endOf(run.at(-1))];
    await file.read(start, room.subarray(0, end - start));
    for (const { at, length, index } of run) {
      const line = room.toString('utf8', at - start, at - start + length);
      entries[index] = decodeLedgerLine(line);
    }
    first = after;
  }
  return entries;
}

function endOfRun(places: readonly Place[], first: number): number {
  const start = places[first]?.at ?? 0;
  let after = first + 1;
  for (; after < places.length; after += 1) {
    const next = places[after] as Place;
    if (next.at - endOf(places[after - 1]) > WIDEST_GAP) break;
    if (endOf(next) - start > ROOM) break;
  }
  return after;
}

function endOf(place: Place | undefined): number {
  return place ? place.at + place.length : 0;
}
