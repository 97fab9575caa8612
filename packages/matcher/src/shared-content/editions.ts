import { firstAfter } from '../sorted-times.ts';
import type { ReferenceLookup } from './reference-lookup.ts';

/** Moments of a reference whose pictures are looked up in others, evenly over its time. */
const LOOKED_UP = 24;
/** Bits of 256 within which they are the same picture. Another take from the same camera is at 75; other masters of a film are at 5 to 40. */
const SAME_PICTURE = 48;
/** Share of the shorter film that must be in the other: half, as of one interval that is a part of both. */
const LEAST_SHARED = 0.5;

/**
 * Tells which references contain half of the pictures of another, in whatever pieces: editions that are cut into short parts have no long interval in
 * common. It looks a few frames up in the index, once for each reference, as films that share an intro may be found by the thousand.
 */
export class Editions {
  readonly #lookup: ReferenceLookup;
  readonly #background: ReadonlySet<string>;
  readonly #holders = new Map<string, ReadonlyMap<string, number>>();

  /** @param background - References that are no film, and no edition of one. */
  constructor(lookup: ReferenceLookup, background: ReadonlySet<string>) {
    this.#lookup = lookup;
    this.#background = background;
  }

  /**
   * Whether the one with fewer frames is for the most part in the other.
   * @param least - Share of its pictures that the other must contain. @defaultValue half
   */
  areOfOneFilm(one: string, other: string, least: number = LEAST_SHARED): boolean {
    if (this.#background.has(one) || this.#background.has(other)) return false;
    const shorter = this.#frames(one) <= this.#frames(other) ? one : other;
    return (this.#holdersOf(shorter).get(shorter === one ? other : one) ?? 0) >= least;
  }

  #holdersOf(id: string): ReadonlyMap<string, number> {
    const known = this.#holders.get(id) ?? findHolders(id, this.#lookup);
    this.#holders.set(id, known);
    return known;
  }

  #frames(id: string): number {
    return this.#lookup.lengthOf(id).frames;
  }
}

/** The share of a reference's pictures that each other one contains. */
function findHolders(id: string, lookup: ReferenceLookup): ReadonlyMap<string, number> {
  const track = lookup.trackOf(id);
  if (track === undefined) return new Map();
  const { timesMs, spansMs } = track;
  const frames = timesMs.length;
  const seconds = frames === 0 ? 0 : timesMs[frames - 1]! + spansMs[frames - 1]!;
  // By time and not by entries: a still shot of a minute is one entry, and no small part of the film.
  const shown = Array.from({ length: LOOKED_UP }, (_, at) => firstAfter(timesMs, ((at + 0.5) / LOOKED_UP) * seconds) - 1).filter(
    (frame) => frame >= 0,
  );
  const held = lookup.holders(id, [...new Set(shown)], (SAME_PICTURE * track.bits) / 256);
  const shareOf = (pictures: ReadonlySet<number>) => shown.filter((frame) => pictures.has(frame)).length / shown.length;
  return new Map([...held].map(([reference, pictures]) => [reference, shareOf(pictures)]));
}
