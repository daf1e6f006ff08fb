// Makes things ahead of whoever takes them, in their order: while one is written, the next is in the making.

/** Up to `atOnce` are in the making. What fails is thrown where its turn comes; of those behind it nothing is heard. */
export async function* makeAhead<Wanted, Made>(
  wanted: readonly Wanted[],
  atOnce: number,
  make: (one: Wanted) => Promise<Made>,
): AsyncGenerator<[Wanted, Made]> {
  const making: Promise<Made>[] = [];
  for (const [index, one] of wanted.entries()) {
    for (const next of wanted.slice(index + making.length, index + atOnce)) {
      const made = make(next);
      // It may fail before its turn, and a failure that nobody listens to would end the process.
      made.catch(() => undefined);
      making.push(made);
    }
    yield [one, await (making.shift() as Promise<Made>)];
  }
}
