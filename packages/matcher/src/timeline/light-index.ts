import { ReferenceFollower } from '../reference-index/reference-follower.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import { LIGHT_STEP, lightChanges } from './light-changes.ts';

/** Remembers how the brightness of references changes: 14 KB an hour of film. Those that nobody asks for are not read. */
export class LightIndex {
  readonly #changes = new Map<string, Int8Array>();
  readonly #follower = new ReferenceFollower();
  readonly #index: ReferenceIndex;

  /** @param index - Where the references are. */
  constructor(index: ReferenceIndex) {
    this.#index = index;
  }

  /** The changes of one reference, from its start on, {@link LIGHT_STEP} apart; empty where its brightness is not known. */
  changesOf(referenceId: string): Int8Array {
    this.#follower.follow(this.#index, { add: () => {}, remove: (id) => this.#changes.delete(id) });
    let changes = this.#changes.get(referenceId);
    if (changes === undefined) {
      const reference = this.#index.get(referenceId);
      changes = reference?.brightness
        ? lightChanges(reference.brightness, 0, Math.floor(reference.duration / LIGHT_STEP), LIGHT_STEP)
        : new Int8Array(0);
      this.#changes.set(referenceId, changes);
    }
    return changes;
  }
}

const indexes = new WeakMap<ReferenceIndex, LightIndex>();

/** The light of a reference index's references, made at the first call. */
export function lightIndexOf(index: ReferenceIndex): LightIndex {
  let light = indexes.get(index);
  if (light === undefined) {
    light = new LightIndex(index);
    indexes.set(index, light);
  }
  return light;
}
