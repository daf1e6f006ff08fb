// Runs many things a few at a time, so that two cores are busy and not overrun.

/** `act` on each item, at most `size` at once; answers in the order of the items. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  size: number,
  act: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await act(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: size }, work));
  return results;
}
