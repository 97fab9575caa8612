import { TILTED_VIEWS } from '@streetdate/core/internal';
import type { Fingerprint } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { UPRIGHT } from '../align/orientation.ts';
import { diagonalCost, proposeDiagonals, tiltedVerifiers, VIEW_PAIRS } from './diagonals/diagonals.ts';
import type { Proposer } from './proposer.ts';
import { viewIndexesOf } from './view-indexes.ts';
import { voteSparsely } from './vote.ts';

/** Share of the budget that the scans of all insets together may draw. What is cropped in an inset needs some as well. */
const INSETS_SHARE = 1 / 2;

const furtherTracksOf = ({ tracks, kind }: Fingerprint, { algorithm, view }: ReferenceIndex) =>
  kind === 'still' ? [] : tracks.filter((track) => track.algorithm === algorithm && track.view !== view);

/** Proposes alignments of the further views of a query: pictures inside the picture, and pictures that were rotated back by some degrees. */
export const queryViews: Proposer = {
  name: 'query-views',
  purpose:
    'Finds copies shown as a picture in the picture or in a part of a split screen, or tilted by some degrees, by the further views of the query.',
  requires: 'an inset or a tilted view',
  needs: (query, index) => furtherTracksOf(query, index).length > 0,
  cost: (query, index) => furtherTracksOf(query, index).length * diagonalCost(query, index),
  // A split screen has more of them.
  trials: (query, index) => Math.max(VIEW_PAIRS, 2 * furtherTracksOf(query, index).length),
  *propose(search) {
    const insets = search.furtherTracks.filter(({ view }) => !TILTED_VIEWS.includes(view)).length;
    for (const track of search.furtherTracks) {
      const verifier = search.verifierOf(track, search.index);
      yield* voteSparsely(search, verifier, UPRIGHT, track);
      const frames = search.unexplainedFrames(track);
      // Tilted pictures were proposed with the plain ones.
      if (!TILTED_VIEWS.includes(track.view))
        yield* proposeDiagonals(search, verifier, frames, { share: Math.min(1 / 4, INSETS_SHARE / insets) });
    }
  },
};

/** Proposes alignments with the further views of references: their pictures with the edges cropped. */
export const referenceViews: Proposer = {
  name: 'reference-views',
  purpose: 'Finds copies whose edges were cropped, by the cropped views that references keep.',
  requires: 'a film',
  needs: ({ kind }) => kind !== 'still',
  cost: diagonalCost,
  trials: () => VIEW_PAIRS,
  *propose(search) {
    const { track, query, index, budget } = search;
    if (search.unexplainedFrames(track).length === 0) return;
    // Fetch the views of prioritised references only, when all of a catalogue cost too much.
    const covered = budget.affords(diagonalCost(query, index));
    const only = covered ? undefined : new Set([...search.priority.ids, ...search.candidateReferences()]);
    for (const cropped of viewIndexesOf(index).of(only)) {
      const also = tiltedVerifiers(search, cropped);
      yield* proposeDiagonals(search, search.verifierOf(track, cropped), search.unexplainedFrames(track), { also });
    }
  },
};
