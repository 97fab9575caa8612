import { type HashTrack, hammingDistance } from '@streetdate/core/portable';
import { NOT_COMPARED } from './distances.ts';
import { type FrameClock, NO_FRAME } from './frame-clock.ts';
import type { TimeMap } from './time-map.ts';

/** Reference frames cached for each query frame: more than the search range contains, a power of two. */
const REMEMBERED = 32;

/**
 * Measures alignments between a query and a reference and caches the distances. Hundreds of alignments are tested around a proposal, and
 * most pair the same frames; a look-up takes a fifth of a comparison. One meter serves all references of a search, one after the other.
 */
export class DistanceCache {
  /**
   * Distances of the last measured alignment, by query frame: {@link NOT_COMPARED} if the reference has no frame. Every measurement
   * overwrites it.
   */
  readonly distances: Uint16Array;
  readonly #query: HashTrack;
  #clock: FrameClock | undefined;
  /** Grows by one with each change of the reference. Entries with another stamp are stale. */
  #stamp = 0;
  readonly #stamps: Uint32Array;
  /** For each query frame, reference frames at their number modulo {@link REMEMBERED}, and their distances. */
  readonly #frames: Int32Array;
  readonly #known: Uint16Array;

  constructor(query: HashTrack) {
    const frames = query.timesMs.length;
    this.#query = query;
    this.distances = new Uint16Array(frames);
    this.#stamps = new Uint32Array(frames);
    this.#frames = new Int32Array(frames * REMEMBERED);
    this.#known = new Uint16Array(frames * REMEMBERED);
  }

  /** Measures the query frames from `start` to `end` (exclusive), like `measureLine`. Hot loop. */
  measure(clock: FrameClock, map: TimeMap, start: number, end: number): void {
    if (this.#clock !== clock) {
      this.#clock = clock;
      this.#stamp++;
    }
    const { timesMs, hashes, bits } = this.#query;
    const words = bits / 32;
    const distances = this.distances;
    const frames = this.#frames;
    const known = this.#known;
    const referenceHashes = clock.track.hashes;
    for (let frame = start; frame < end; frame++) {
      const shown = clock.frameAt(map.offset + map.speed * (timesMs[frame]! / 1000));
      if (shown === NO_FRAME) {
        distances[frame] = NOT_COMPARED;
        continue;
      }
      const row = frame * REMEMBERED;
      if (this.#stamps[frame] !== this.#stamp) {
        this.#stamps[frame] = this.#stamp;
        frames.fill(NO_FRAME, row, row + REMEMBERED);
      }
      const at = row + (shown & (REMEMBERED - 1));
      if (frames[at] !== shown) {
        frames[at] = shown;
        known[at] = hammingDistance(hashes, frame * words, referenceHashes, shown * words, words);
      }
      distances[frame] = known[at]!;
    }
  }
}
