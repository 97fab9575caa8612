/** Searches on several threads. Node only. */

export {
  type PoolPassOptions,
  type PoolSearchOptions,
  type PoolStreamOptions,
  SearchPool,
  type SearchPoolOptions,
} from './pool/search-pool.ts';
export type { PassResult } from './search-session.ts';
export type { SearchedPass } from './settled-intervals.ts';
