import type { Thumbnails } from '@streetdate/core/portable';
import { LinearIndex } from '@streetdate/matcher';
import { describe, expect, test } from 'vitest';
import { FrameClock } from '../../../packages/matcher/src/align/frame-clock.ts';
import { CropHasher } from '../../../packages/matcher/src/propose/crop/crop-hasher.ts';
import { CropFollower } from '../../../packages/matcher/src/propose/moving-crop/crop-follower.ts';
import { describeFollowed, type Films } from '../../../packages/matcher/src/propose/moving-crop/followed-pictures.ts';
import { followFrom, type Place } from '../../../packages/matcher/src/propose/moving-crop/followed-place.ts';
import type { CropPath, FollowedPicture, FollowedTracks, Follower } from '../../../packages/matcher/src/propose/moving-crop/follower.ts';
import { SearchState } from '../../../packages/matcher/src/propose/search-state.ts';
import { type Film, noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

const SECONDS = 20;
const WHOLE = { from: 0, share: 1 };
const CROP = { across: WHOLE, down: WHOLE, tilt: 0 };
const film = syntheticFilm(1, 60);

/** Thumbnails of which only the times are asked. */
const thumbnailsAt = (times: readonly number[]): Thumbnails => ({
  side: 1,
  timesMs: Uint32Array.from(times, (time) => Math.round(1000 * time)),
  pixels: new Uint8Array(times.length),
});

const LIMITS = {
  maxSeedDistance: 96,
  maxAlignments: 400,
  explainedFrom: 3,
  prioritised: new Set<string>(),
  maxComparisons: 0,
  maxPrioritisedComparisons: 0,
  share: 1,
  motion: true,
};

/** A query of `SECONDS` with a thumbnail at each of some times, beside a reference of so many seconds. Nothing is explained yet. */
function filmsWith(times: readonly number[], seconds = 60): Films {
  const thumbnails = thumbnailsAt(times);
  const query = { ...sampleFilm(film, { seconds: SECONDS, framesPerSecond: 4, role: 'query' }), thumbnails };
  const reference = sampleFilm(film, { seconds, framesPerSecond: 4 });
  const index = new LinearIndex();
  index.add('film', reference);
  const shape = 16 / 9;
  const follower = new CropFollower(new CropHasher(thumbnails, index.algorithm, shape), thumbnails.timesMs);
  return {
    search: new SearchState(query, query.tracks[0]!, index, LIMITS),
    follower,
    registered: undefined,
    followers: [follower],
    clock: new FrameClock(reference.tracks[0]!),
    shapes: { query: shape, reference: shape },
    referenceId: 'film',
  };
}

const pathAt = ({ clock }: Films, offset: number): CropPath => ({ clock, map: { offset, speed: 1 }, mirrored: false });

/** How far pictures fit the path of an offset, in seconds from the middle of the query. */
interface Reach {
  readonly offset: number;
  readonly seconds: number;
}

/** Follows paths, each as far as it reaches. */
class StandIn implements Follower {
  readonly fittingGain = 0;
  readonly leastElsewhere = 0.3;
  readonly followedPaths: number[] = [];
  readonly #films: Films;
  readonly #reaches: readonly Reach[];

  constructor(films: Films, reaches: readonly Reach[]) {
    this.#films = films;
    this.#reaches = reaches;
  }

  refined(): readonly CropPath[] {
    return this.#reaches.map(({ offset }) => pathAt(this.#films, offset));
  }

  follow({ map: { offset } }: CropPath, _start: unknown, thumbnails: readonly number[]): FollowedPicture[] {
    if (this.followedPaths.at(-1) !== offset) this.followedPaths.push(offset);
    const { timesMs } = this.#films.search.query.thumbnails!;
    const { seconds } = this.#reaches.find((reach) => reach.offset === offset)!;
    const near = thumbnails.filter((at) => Math.abs(timesMs[at]! / 1000 - SECONDS / 2) <= seconds);
    return near.map((thumbnail) => ({ thumbnail, crop: CROP, distance: 20 }));
  }

  distanceElsewhere(): number {
    return 0.475;
  }

  /** Each picture is 4 bits from the moment that it shows. */
  tracksOf({ clock, map: { offset } }: CropPath, followed: readonly FollowedPicture[]): FollowedTracks {
    const { timesMs } = this.#films.search.query.thumbnails!;
    const shows: Film = noisy((time) => film(time + offset), 4, 7);
    const times = followed.map(({ thumbnail }) => timesMs[thumbnail]! / 1000);
    const track = {
      ...clock.track,
      timesMs: Uint32Array.from(times, (time) => 1000 * time),
      spansMs: new Uint32Array(times.length).fill(500),
      quality: new Uint8Array(times.length).fill(80),
      hashes: Uint32Array.from(times.flatMap((time) => [...shows(time)])),
    };
    return { track, clock, fixedCrop: clock, interval: 1 };
  }
}

const halfSeconds = Array.from({ length: 2 * SECONDS }, (_, at) => at / 2);

describe('a place whose own pictures fit two paths', () => {
  const placeIn = (films: Films): Place => ({ films, path: pathAt(films, 0), crop: CROP, block: [18, 19, 20, 21], middle: SECONDS / 2 });

  test('is followed on the one that the pictures around them fit', () => {
    const films = filmsWith(halfSeconds);
    const followed = followFrom(
      new StandIn(films, [
        { offset: 0, seconds: 3 },
        { offset: 0.5, seconds: 9 },
      ]),
      placeIn(films),
    );
    expect(followed?.path.map.offset).toBe(0.5);
    expect(followed?.pictures).toHaveLength(37);
  });

  test('is followed on the better one alone, if that leads from end to end', () => {
    const films = filmsWith(halfSeconds);
    const follower = new StandIn(films, [
      { offset: 0, seconds: 9 },
      { offset: 0.5, seconds: 10 },
    ]);
    expect(followFrom(follower, placeIn(films))?.path.map.offset).toBe(0);
    expect(follower.followedPaths).toEqual([0]);
  });
});

describe('a segment of pictures that can be compared once a second', () => {
  const endsOf = (times: readonly number[], seconds?: number) => {
    const films = filmsWith(times, seconds);
    const pictures = times.map((_, thumbnail) => ({ thumbnail, crop: CROP, distance: 4 }));
    const segment = describeFollowed(films, new StandIn(films, []), pathAt(films, 0), pictures, { libraryHours: 1, trials: 1 });
    return [segment!.queryStart, segment!.queryEnd, segment!.referenceStart, segment!.referenceEnd].map((time) => Math.round(1000 * time));
  };
  const from = (start: number, count: number) => Array.from({ length: count }, (_, at) => start + at);

  test('ends half a second beside them, where the query goes on', () => {
    expect(endsOf(from(3.2, 11))).toEqual([2700, 13700, 2700, 13700]);
  });

  test('reaches the ends of the query, where no further picture could be compared', () => {
    expect(endsOf(from(0.4, 20))).toEqual([0, 20_000, 0, 20_000]);
  });

  test('ends with the reference', () => {
    expect(endsOf(from(3.2, 11), 13.5)).toEqual([2700, 13500, 2700, 13500]);
  });
});
