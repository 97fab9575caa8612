import type { ReferenceIndex } from '../reference-index/reference-index.ts';

/** Frames of a reference that are looked up in others, evenly over its entries. */
const SAMPLED_FRAMES = 24;
/**
 * Largest distance between equal pictures, of 256 bits. Another take from the same camera is at 75; other masters of a film are at 5 to 40.
 */
const SAME_PICTURE = 48;
/** Least share of the shorter film in the other one: half, as for a single shared interval. */
const LEAST_SHARED = 0.5;

/**
 * Finds references that contain half of the pictures of another, in whatever pieces. Editions with many small cuts have no long interval in
 * common. It looks up a few frames in the index, once for each reference, because thousands of films may share an intro.
 */
export class Editions {
  readonly #index: ReferenceIndex;
  readonly #background: ReadonlySet<string>;
  readonly #holders = new Map<string, ReadonlySet<string>>();

  /** @param background - References that are no films and have no editions. */
  constructor(index: ReferenceIndex, background: ReadonlySet<string>) {
    this.#index = index;
    this.#background = background;
  }

  /** Whether most of the one with fewer frames is in the other. */
  areOfOneFilm(one: string, other: string): boolean {
    if (this.#background.has(one) || this.#background.has(other)) return false;
    const shorter = this.#frames(one) <= this.#frames(other) ? one : other;
    return this.#holdersOf(shorter).has(shorter === one ? other : one);
  }

  #holdersOf(id: string): ReadonlySet<string> {
    const known = this.#holders.get(id) ?? findHolders(id, this.#index);
    this.#holders.set(id, known);
    return known;
  }

  #frames(id: string): number {
    return this.#index.trackOf(id)?.timesMs.length ?? 0;
  }
}

function findHolders(id: string, index: ReferenceIndex): ReadonlySet<string> {
  const track = index.trackOf(id);
  if (track === undefined) return new Set();
  const count = Math.min(SAMPLED_FRAMES, track.timesMs.length);
  const frames = Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) / count) * track.timesMs.length));
  const found = index.candidates(track, { frames, maxDistance: (SAME_PICTURE * track.bits) / 256 });
  const held = new Map<number, Set<number>>();
  for (let at = 0; at < found.count; at++) {
    const reference = found.references[at]!;
    held.set(reference, (held.get(reference) ?? new Set()).add(found.queryFrames[at]!));
  }
  return new Set([...held].filter(([, { size }]) => size >= LEAST_SHARED * count).map(([reference]) => index.idOf(reference)));
}
