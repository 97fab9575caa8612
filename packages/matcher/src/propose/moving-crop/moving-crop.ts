import { MIDDLE_HALF } from '@streetdate/core/internal';
import { findTrack } from '@streetdate/core/portable';
import { FrameClock } from '../../align/frame-clock.ts';
import { shapeOf } from '../../align/picture-shape.ts';
import { isBackwards } from '../../align/time-reversal.ts';
import { COARSE_ALGORITHM } from '../../geometry/coarse-bits.ts';
import { CROP_TRIALS } from '../crop/crop.ts';
import { CropHasher } from '../crop/crop-hasher.ts';
import type { Proposer } from '../proposer.ts';
import { CropFollower } from './crop-follower.ts';
import type { Films } from './followed-pictures.ts';
import { followPlaces } from './from-places.ts';
import { followRegisteredBlocks } from './from-registered-blocks.ts';
import { followSegments } from './from-segments.ts';
import { RegisteredFollower } from './registered-follower.ts';
import { placesOfShortBlocks } from './short-blocks.ts';

/** Hypotheses at each place and speed: the crops of the grid, and so many paths that a crop may take from each. */
const MOVING_TRIALS = 1000 * CROP_TRIALS;

/**
 * Follows crops that move from picture to picture: zooms, pans, a shaking camera.
 *
 * - From places that resemble the query, where a crop that stays does not fit.
 * - From found segments into what lies before and after them. Reference, place and speed are known, so few pictures prove it.
 */
export const movingCrop: Proposer = {
  name: 'moving-crop',
  purpose: 'Finds slow zooms, pans and shaking pictures, whose crop moves, and follows found segments into them.',
  requires: 'a film with thumbnails',
  needs: ({ kind, thumbnails }, { algorithm }) => kind !== 'still' && thumbnails !== undefined && algorithm === COARSE_ALGORITHM,
  cost: () => 0,
  trials: () => MOVING_TRIALS,
  *propose(search) {
    const { query, index } = search;
    const { thumbnails } = query;
    if (thumbnails === undefined) return;
    const follower = new CropFollower(new CropHasher(thumbnails, index.algorithm, shapeOf(query)), thumbnails.timesMs);
    const known = new Map<string, Films | undefined>();
    const filmsOf = (referenceId: string): Films | undefined => {
      if (!known.has(referenceId)) {
        const reference = index.get(referenceId);
        const middle = reference && findTrack(reference, index.algorithm, MIDDLE_HALF);
        const registered =
          reference?.thumbnails && new RegisteredFollower(thumbnails, reference.thumbnails, index.algorithm, shapeOf(query));
        const films = middle && {
          search,
          follower,
          registered,
          followers: registered === undefined ? [follower] : [follower, registered],
          clock: new FrameClock(middle),
          shapes: { query: shapeOf(query), reference: shapeOf(reference) },
          referenceId,
        };
        known.set(referenceId, films);
      }
      return known.get(referenceId);
    };
    yield* followPlaces(search, search.places, filmsOf);
    yield* followPlaces(search, placesOfShortBlocks(search, thumbnails), filmsOf);
    yield* followRegisteredBlocks(search, thumbnails, filmsOf);
    for (const [referenceId, segments] of search.segments) {
      const films = filmsOf(referenceId);
      // A crop is followed forwards only.
      const forward = segments.filter((segment) => !isBackwards(segment));
      if (films !== undefined) yield* followSegments(films, forward);
    }
  },
};
