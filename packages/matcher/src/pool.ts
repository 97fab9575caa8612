/** Searches on several threads. Node only. */

export type { PassResult } from './pool/search-order.ts';
export { type PoolSearchOptions, type PoolStreamOptions, SearchPool, type SearchPoolOptions } from './pool/search-pool.ts';
