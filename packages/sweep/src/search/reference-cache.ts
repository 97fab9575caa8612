import type { Fingerprint } from '@streetdate/core/portable';
import { BandIndex, type ReferenceIndex } from '@streetdate/index';

/** Most frames in memory, unless one query needs more: about 0.5 GB. */
const MOST_FRAMES = 2_000_000;

/** Keeps the references that were used last in an index. It is emptied when full. */
export class ReferenceCache {
  readonly #load: (id: string) => Promise<Fingerprint>;
  readonly #create: () => BandIndex;
  #index: BandIndex;

  /** @param load - Loads the fingerprint of a reference. */
  constructor(load: (id: string) => Promise<Fingerprint>, algorithm: string, view: string) {
    this.#load = load;
    this.#create = () => new BandIndex(algorithm, view);
    this.#index = this.#create();
  }

  /** An index that contains these references and others. Valid until the next call. @throws Errors of `load`. */
  async with(ids: Iterable<string>): Promise<ReferenceIndex> {
    if (this.#index.frameCount > MOST_FRAMES) this.#index = this.#create();
    for (const id of ids) if (this.#index.get(id) === undefined) this.#index.add(id, await this.#load(id));
    return this.#index;
  }
}
