/** Maps a list with at most `concurrency` calls in flight; results come in the list's order. The first failure ends it. */
export async function inOrder<T, R>(list: readonly T[], concurrency: number, map: (entry: T, at: number) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(list.length);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < list.length; at = next++) results[at] = await map(list[at] as T, at);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
}
