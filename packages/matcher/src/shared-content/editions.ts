import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { firstAfter } from '@streetdate/index/internal';
import type { ReferenceLookup } from './reference-lookup.ts';

/** Moments of a reference whose pictures are looked up in others, evenly over its time. */
const LOOKED_UP = 24;
/** Bits of 256 within which they are the same picture. Other masters of a film are at 5 to 40; other takes from the same camera at 10 to 75. */
const SAME_PICTURE = 48;
/** Share of the shorter film that must be in the other: half, as of one interval that is a part of both. */
const LEAST_SHARED = 0.5;
/** The same where both are known to be different titles. */
const LEAST_OF_TITLES = 0.9;
/** Share of a film's looked-up pictures that must not come back in it, to be asked about another title. */
const LEAST_UNREPEATED = 0.5;

/**
 * Tells which references contain half of the pictures of another, in whatever pieces: editions that are cut into short parts have no long interval in
 * common. It looks a few frames up in the index, once for each reference, as films that share an intro may be found by the thousand.
 */
export class Editions {
  readonly #lookup: ReferenceLookup;
  readonly #background: ReadonlySet<string>;
  readonly #holders = new Map<string, ReadonlyMap<string, HeldShares>>();

  /** @param background - References that are no film, and no edition of one. */
  constructor(lookup: ReferenceLookup, background: ReadonlySet<string>) {
    this.#lookup = lookup;
    this.#background = background;
  }

  /** Whether half of the one with fewer frames is in the other. */
  areOfOneFilm(one: string, other: string): boolean {
    return this.#shareOfShorter(one, other, 'all') >= LEAST_SHARED;
  }

  /**
   * Whether nearly all of the one with fewer frames is in the other, for two references whose titles are known to differ. In two takes before
   * one camera every picture of one resembles some of the other. So only pictures that do not come back in their own film count, and they must
   * be half of it.
   */
  areOneFilmUnderTwoTitles(one: string, other: string): boolean {
    return this.#shareOfShorter(one, other, 'unrepeated') >= LEAST_OF_TITLES;
  }

  #shareOfShorter(one: string, other: string, pictures: keyof HeldShares): number {
    if (this.#background.has(one) || this.#background.has(other)) return 0;
    const shorter = this.#frames(one) <= this.#frames(other) ? one : other;
    return this.#holdersOf(shorter).get(shorter === one ? other : one)?.[pictures] ?? 0;
  }

  #holdersOf(id: string): ReadonlyMap<string, HeldShares> {
    const known = this.#holders.get(id) ?? findHolders(id, this.#lookup);
    this.#holders.set(id, known);
    return known;
  }

  #frames(id: string): number {
    return this.#lookup.lengthOf(id).frames;
  }
}

/** Shares of a reference's pictures that another one contains, 0 to 1. */
interface HeldShares {
  /** Of all of them. */
  readonly all: number;
  /** Of those that do not come back in the reference; 0 if they are few. */
  readonly unrepeated: number;
}

/** The shares of a reference's pictures that each other one contains. */
function findHolders(id: string, lookup: ReferenceLookup): ReadonlyMap<string, HeldShares> {
  const track = lookup.trackOf(id);
  if (track === undefined) return new Map();
  const { timesMs, spansMs } = track;
  const frames = timesMs.length;
  const seconds = frames === 0 ? 0 : timesMs[frames - 1]! + spansMs[frames - 1]!;
  // By time and not by entries: a still shot of a minute is one entry, and no small part of the film.
  const shown = Array.from({ length: LOOKED_UP }, (_, at) => firstAfter(timesMs, ((at + 0.5) / LOOKED_UP) * seconds) - 1).filter(
    (frame) => frame >= 0,
  );
  const unrepeated = unrepeatedOf(track, shown);
  const held = lookup.holders(id, [...new Set(shown)], (SAME_PICTURE * track.bits) / 256);
  const shareOf = (pictures: ReadonlySet<number>, of: readonly number[]) => of.filter((frame) => pictures.has(frame)).length / of.length;
  const isAsked = unrepeated.length >= LEAST_UNREPEATED * shown.length;
  return new Map(
    [...held].map(([reference, pictures]) => [
      reference,
      { all: shareOf(pictures, shown), unrepeated: isAsked ? shareOf(pictures, unrepeated) : 0 },
    ]),
  );
}

/** Those of some frames whose pictures resemble none of the others. */
function unrepeatedOf({ hashes, bits }: HashTrack, frames: readonly number[]): readonly number[] {
  const words = bits / 32;
  const isSame = (one: number, other: number) =>
    hammingDistance(hashes, one * words, hashes, other * words, words) <= (SAME_PICTURE * bits) / 256;
  return frames.filter((frame, at) => frames.every((other, place) => place === at || !isSame(frame, other)));
}
