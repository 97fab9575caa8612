import { insetPictures } from '../align/query-pictures.ts';
import { COARSE_ALGORITHM } from '../geometry/coarse-bits.ts';
import { CROP_TRIALS, costOfCrops, proposeCropsOf } from './crop/crop.ts';
import type { Proposer } from './proposer.ts';

/** Share of the rest of the budget that each inset may spend. The others need theirs. */
const SHARE = 0.75;

/** Proposes alignments of crops that a picture inside the query's shows: the part of a film that fits its part of a split screen. */
export const insetCrops: Proposer = {
  name: 'inset-crops',
  purpose: 'Finds crops that keep the middle half of the picture in an inset or a part of a split screen.',
  requires: 'a film with thumbnails and an inset',
  needs: ({ kind, thumbnails, insets }, { algorithm }) =>
    kind !== 'still' && thumbnails !== undefined && insets !== undefined && algorithm === COARSE_ALGORITHM,
  cost: (query, index) => insetPictures(query).reduce((sum, picture) => sum + costOfCrops(picture, index), 0),
  trials: (query) => CROP_TRIALS * Math.max(1, insetPictures(query).length),
  *propose(search) {
    for (const inset of insetPictures(search.query)) yield* proposeCropsOf(search, inset, SHARE);
  },
};
