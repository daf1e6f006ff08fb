// Makes things ahead of whoever takes them, in their order: while one is written, the next ones are
// in the making.

export interface Ahead {
  /** So many are in the making. */
  atOnce: number;
  /** So many are made, or in the making, and not taken yet. */
  ahead: number;
}

/**
 * What fails is thrown where its turn comes; of those behind it nothing is heard, and none is begun
 * any more.
 */
export async function* makeAhead<Wanted, Made>(
  wanted: readonly Wanted[],
  { atOnce, ahead }: Ahead,
  make: (one: Wanted) => Promise<Made>,
): AsyncGenerator<[Wanted, Made]> {
  const waiting = [...wanted];
  const making: Promise<Made>[] = [];
  let busy = 0;
  const begin = () => {
    while (busy < atOnce && making.length < ahead && waiting.length > 0) {
      busy += 1;
      const made = make(waiting.shift() as Wanted);
      making.push(made);
      // A failure too: one before its turn that nobody listens to would end the process.
      made.then(end, end);
    }
  };
  const end = () => {
    busy -= 1;
    begin();
  };
  try {
    for (const one of wanted) {
      begin();
      yield [one, await (making[0] as Promise<Made>)];
      making.shift();
    }
  } finally {
    waiting.length = 0;
  }
}
