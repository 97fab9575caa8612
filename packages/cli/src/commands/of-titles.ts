import type { Library } from '@streetdate/engine';
import { UsageError } from '../exit.ts';

/** What some titles have, each once, or all titles where none is named. @throws UsageError for an unknown title. */
export async function chosenBy<T extends { readonly id: string }>(
  library: Library,
  names: readonly string[],
  list: (titleId?: string) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  if (names.length === 0) return list();
  const chosen = new Map<string, T>();
  for (const name of names) {
    const title = await library.catalogue.title(name);
    if (title === undefined) throw new UsageError(`there is no title ${name}`);
    for (const each of await list(title.id)) chosen.set(each.id, each);
  }
  return [...chosen.values()];
}
