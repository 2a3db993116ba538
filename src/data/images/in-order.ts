/** The results of `work` in the order of the items, with at most `most` of them under way. */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  most: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for (const item of items) {
    const next = work(item);
    // Its turn comes later; until then nobody hears of its failure.
    next.catch(() => undefined);
    underWay.push(next);
    if (underWay.length < most) continue;
    const first = underWay.shift();
    if (first !== undefined) yield await first;
  }
  for (const rest of underWay) yield await rest;
}
