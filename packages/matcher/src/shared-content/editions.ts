import type { ReferenceIndex } from '../reference-index/reference-index.ts';

/** Frames of a reference that are sought in others, evenly over its entries. */
const SOUGHT = 24;
/** Bits of 256 within which they are the same picture. Another take from the same camera is at 75; other masters of a film are at 5 to 40. */
const SAME_PICTURE = 48;
/** Share of the shorter film that must be in the other: half, as of one interval that is a part of both. */
const LEAST_SHARED = 0.5;

/**
 * Says which references hold half of the pictures of another, in whatever pieces: editions that are cut into short parts have no long interval in
 * common. Looks a few frames up in the index, once for each reference, as films that share an intro may be found by the thousand.
 */
export class Editions {
  readonly #index: ReferenceIndex;
  readonly #background: ReadonlySet<string>;
  readonly #holders = new Map<string, ReadonlySet<string>>();

  /** @param background - References that are no film, and no edition of one. */
  constructor(index: ReferenceIndex, background: ReadonlySet<string>) {
    this.#index = index;
    this.#background = background;
  }

  /** Whether the one with fewer frames is for the most part in the other. */
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
  const count = Math.min(SOUGHT, track.timesMs.length);
  const frames = Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) / count) * track.timesMs.length));
  const found = index.candidates(track, { frames, maxDistance: (SAME_PICTURE * track.bits) / 256 });
  const held = new Map<number, Set<number>>();
  for (let at = 0; at < found.count; at++) {
    const reference = found.references[at]!;
    held.set(reference, (held.get(reference) ?? new Set()).add(found.queryFrames[at]!));
  }
  return new Set([...held].filter(([, { size }]) => size >= LEAST_SHARED * count).map(([reference]) => index.idOf(reference)));
}
