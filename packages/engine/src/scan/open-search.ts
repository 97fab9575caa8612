import { type ReferenceIndex, RenamedIndex } from '@streetdate/index';
import { SearchPool } from '@streetdate/matcher/pool';
import type { StoredReference } from '../catalogue/stored.ts';
import type { Stores } from '../stores.ts';
import { openReferences } from './stored-references.ts';

/** References that are ready for searches, and the threads that search them. */
export interface OpenSearch {
  /** The references. */
  readonly index: ReferenceIndex;
  /** Searches them; undefined if this thread does. */
  readonly pool: SearchPool | undefined;
  /** Ends the threads and closes the index, or gives them back to who keeps them. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the references of a library for searches.
 * @param threads - Threads that search; 0 stands for this one. References without a stored index use this thread only.
 * @throws As {@link openReferences}.
 */
export async function openSearch(
  stores: Stores,
  references: ReadonlyMap<string, StoredReference>,
  threads: number,
  tell: (message: string) => void,
): Promise<OpenSearch> {
  const { index, close } = await openReferences(stores, references, tell);
  const pool = threads > 0 && index instanceof RenamedIndex ? new SearchPool(index, { threads }) : undefined;
  return {
    index,
    pool,
    close: async () => {
      await pool?.close();
      await close();
    },
  };
}
