/** Selects at most so many items, evenly over all. @returns None if `most` is below 1. */
export function spreadOver<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (most < 1) return [];
  const stride = Math.max(1, items.length / most);
  return items.filter((_, at) => Math.floor(at / stride) !== Math.floor((at - 1) / stride));
}
