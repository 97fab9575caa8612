import { FingerprintPool } from '@streetdate/core/pool';
import type { StoredReference } from '../catalogue/stored.ts';
import type { Stores } from '../stores.ts';
import { type OpenSearch, openSearch } from './open-search.ts';

/** The references of one revision, and the threads that search them. */
interface KeptSearch {
  readonly revision: number;
  readonly opened: Promise<OpenSearch>;
  /** Scans that use it. */
  users: number;
}

/**
 * Threads, and the open index of one revision, which a library keeps between scans. No scan then waits for them to start, and the caller's
 * thread stays free. When the references change, the index before is closed as soon as no scan uses it.
 */
export class KeptThreads {
  /** Fingerprints films on other threads. */
  readonly fingerprints: FingerprintPool;
  readonly #threads: number;
  #latest: KeptSearch | undefined;

  /** @param threads - Threads for fingerprints, and as many for searches, from 1. They start with the first film. */
  constructor(threads: number) {
    this.#threads = threads;
    this.fingerprints = new FingerprintPool({ threads });
  }

  /**
   * The open references of a revision, and the threads that search them. Its `close` gives them back.
   * @throws As `openReferences`.
   */
  async search(
    stores: Stores,
    references: ReadonlyMap<string, StoredReference>,
    revision: number,
    tell: (message: string) => void,
  ): Promise<OpenSearch> {
    if (this.#latest?.revision !== revision) {
      const before = this.#latest;
      this.#latest = { revision, opened: openSearch(stores, references, this.#threads, tell), users: 0 };
      if (before?.users === 0) await closeQuietly(before);
    }
    const kept = this.#latest;
    kept.users++;
    let isGivenBack = false;
    const giveBack = async () => {
      if (isGivenBack) return;
      isGivenBack = true;
      kept.users--;
      if (kept.users === 0 && this.#latest !== kept) await closeQuietly(kept);
    };
    try {
      return { ...(await kept.opened), close: giveBack };
    } catch (error) {
      // The next scan tries again.
      if (this.#latest === kept) this.#latest = undefined;
      throw error;
    }
  }

  /** Ends the threads and closes the index. */
  async close(): Promise<void> {
    const latest = this.#latest;
    this.#latest = undefined;
    await this.fingerprints.close();
    if (latest) await closeQuietly(latest);
  }
}

/** Whoever asked for an index that could not be opened was told so. */
async function closeQuietly({ opened }: KeptSearch): Promise<void> {
  await opened.then(
    ({ close }) => close(),
    () => {},
  );
}
