import { type Fingerprint, findTrack, StreetdateError, type TimeSpan } from '@streetdate/core';
import { LinearIndex, type ReferenceIndex } from '@streetdate/index';
import type { Match, MatchOptions } from '@streetdate/matcher';
import { isEqual, settledBy } from '@streetdate/matcher/internal';
import type { StoredReference } from '../catalogue/stored.ts';
import type { ReferenceSearch, ReferenceSearchResult } from '../reference-search.ts';
import type { Stores } from '../stores.ts';
import type { FoundInReferences } from './library-search.ts';
import { loadReference } from './reference-library.ts';

/** Passes that are kept: those of the films that are scanned side by side. */
const MOST_PASSES = 16;

/** The hashes that are searched. */
const ALGORITHM = 'pdq/1';

/** Searches the references of a library elsewhere, and reads only those that were found. */
export class RemoteSearch {
  readonly #stores: Stores;
  readonly #references: ReadonlyMap<string, StoredReference>;
  readonly #search: ReferenceSearch;
  readonly #options: MatchOptions;
  #passes: readonly { readonly query: Fingerprint; readonly result: ReferenceSearchResult }[] = [];

  /**
   * @param references - The catalogue's references, by id.
   * @param options - The catalogue's facts about them.
   */
  constructor(stores: Stores, references: ReadonlyMap<string, StoredReference>, search: ReferenceSearch, options: MatchOptions) {
    this.#stores = stores;
    this.#references = references;
    this.#search = search;
    this.#options = options;
  }

  /**
   * Finds the matches of a fingerprint.
   * @throws StreetdateError `unknown-algorithm` if none of its tracks can be compared; as {@link ReferenceSearch.search}.
   */
  async findMatches(path: string, fingerprint: Fingerprint, signal?: AbortSignal): Promise<FoundInReferences> {
    if (!findTrack(fingerprint, ALGORITHM)) {
      const tracks = fingerprint.tracks.map((track) => track.algorithm).join(', ') || 'none';
      throw new StreetdateError('unknown-algorithm', `${path}: it has no ${ALGORITHM} track, only: ${tracks}`, { path });
    }
    const { matches, missing } = await this.#passOf(fingerprint, signal);
    return { matches, missing, index: await this.#load(matches) };
  }

  /** The intervals of a film that need closer decoding. @throws As {@link ReferenceSearch.search}. */
  async undecided(query: Fingerprint, signal?: AbortSignal): Promise<readonly TimeSpan[]> {
    return (await this.#passOf(query, signal)).undecided;
  }

  /** Nothing is open. */
  async close(): Promise<void> {}

  async #passOf(query: Fingerprint, signal: AbortSignal | undefined): Promise<ReferenceSearchResult> {
    const known = this.#passes.find((pass) => isEqual(pass.query, query));
    if (known !== undefined) return known.result;
    const earlier = this.#passes.map((pass) => ({ query: pass.query, evidence: pass.result.evidence }));
    const result = await this.#search.search(query, this.#options, settledBy(earlier, query, ALGORITHM), signal);
    // Where references were not asked, nothing is settled, and the next search may reach them.
    if (result.missing.length === 0) this.#passes = [{ query, result }, ...this.#passes].slice(0, MOST_PASSES);
    return result;
  }

  /** The references of the titles that were found: their ends are refined, and renditions compared. */
  async #load(matches: readonly Match[]): Promise<ReferenceIndex> {
    const index = new LinearIndex(ALGORITHM);
    const titles = new Set(matches.flatMap(({ referenceId }) => this.#references.get(referenceId)?.titleId ?? []));
    for (const reference of this.#references.values()) {
      if (!titles.has(reference.titleId)) continue;
      await loadReference(this.#stores, reference, (fingerprint) => index.add(reference.id, fingerprint));
    }
    return index;
  }
}
