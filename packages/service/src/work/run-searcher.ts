import { once } from 'node:events';
import { join } from 'node:path';
import { checkObject } from '@streetdate/core/internal';
import { LeasedBlobs } from '../organisations/leased-blobs.ts';
import { Searcher } from '../search/searcher.ts';
import { SegmentCache } from '../search/segment-cache.ts';
import type { Service } from '../service.ts';
import { checkService } from '../store/check-database.ts';

/** Options for {@link runSearcher}. */
export interface SearcherRunOptions {
  /** Stops it, once the searches at work are done. */
  readonly signal: AbortSignal;
  /** Threads that search a group. @defaultValue 1 */
  readonly threads?: number | undefined;
  /** Bytes of segments in memory, see `Searcher`. @defaultValue 8 GB */
  readonly memoryBytes?: number | undefined;
}

/**
 * Searches groups of segments for all workers of the service, until the signal aborts. Any number of searchers share the groups.
 * @throws TypeError if the service does not spread its searches; StreetdateError `store-unavailable`.
 */
export async function runSearcher(service: Service, options: SearcherRunOptions): Promise<void> {
  checkService(service);
  checkObject('options', options);
  const { signal, threads, memoryBytes } = options;
  const { database, libraries, searchers, folder } = service;
  if (searchers === undefined) throw new TypeError('service must spread its searches over searchers, got one that searches by itself');
  const { transport, roster } = searchers;
  const blobsOf = async (organisationId: string) => new LeasedBlobs(libraries, organisationId);
  const cache = new SegmentCache(join(folder, 'segments'));
  const searcher = new Searcher({ database, blobsOf, transport, roster, cache, threads, memoryBytes });
  await searcher.start();
  if (!signal.aborted) await once(signal, 'abort');
  await searcher.close();
}
