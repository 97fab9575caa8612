import type { Fingerprint } from '@streetdate/core/portable';
import { UPRIGHT } from '../align/orientation.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import type { Proposer } from './proposer.ts';
import { viewIndexesOf } from './view-indexes.ts';
import { compareAll, comparisonsOf, vote } from './vote.ts';

/** Most compared pairs of a query view and a reference view: three insets and two tilts with two views, and others. */
export const VIEW_PAIRS = 12;
/** Frames a second in a reference's further view. */
const FRAMES_A_SECOND = 2;
/** Prefix of the view of a tilted picture. */
const TILTED = 'tilted';

const furtherTracksOf = ({ tracks, kind }: Fingerprint, { algorithm, view }: ReferenceIndex) =>
  kind === 'still' ? [] : tracks.filter((track) => track.algorithm === algorithm && track.view !== view);

/** Proposes alignments of the further views of a query: pictures inside the picture, and pictures that were rotated back by some degrees. */
export const queryViews: Proposer = {
  name: 'query-views',
  purpose:
    'Finds copies shown as a picture in the picture or in a part of a split screen, or tilted by some degrees, by the further views of the query.',
  requires: 'an inset or a tilted view',
  needs: (query, index) => furtherTracksOf(query, index).length > 0,
  cost: (query, index) =>
    furtherTracksOf(query, index).reduce((sum, { timesMs }) => sum + comparisonsOf(timesMs.length, index.frameCount), 0),
  // A split screen has more of them.
  trials: (query, index) => Math.max(VIEW_PAIRS, 2 * furtherTracksOf(query, index).length),
  *propose(search) {
    for (const track of search.furtherTracks) {
      const verifier = search.verifierOf(track, search.index);
      const frames = search.unexplainedFrames(track);
      yield* vote(search, verifier, UPRIGHT, { frames });
      yield* compareAll(search, verifier, frames);
    }
  },
};

/** Proposes alignments with the further views of references: their pictures with the edges cropped. */
export const referenceViews: Proposer = {
  name: 'reference-views',
  purpose: 'Finds copies whose edges were cropped, by the cropped views that references keep.',
  requires: 'a film',
  needs: ({ kind }) => kind !== 'still',
  cost: ({ tracks }, index) =>
    comparisonsOf(tracks.find(({ algorithm }) => algorithm === index.algorithm)?.timesMs.length ?? 0, FRAMES_A_SECOND * index.duration),
  trials: () => VIEW_PAIRS,
  *propose(search) {
    const { track, index, budget } = search;
    const left = search.unexplainedFrames(track);
    if (left.length === 0) return;
    // Fetch the views of prioritised references only, when all of a catalogue cost too much.
    const only = budget.affords(comparisonsOf(left.length, FRAMES_A_SECOND * index.duration)) ? undefined : search.prioritised();
    for (const cropped of viewIndexesOf(index).of(only)) {
      for (const part of [track, ...search.furtherTracks.filter(({ view }) => isTilted(view))]) {
        yield* compareAll(search, search.verifierOf(part, cropped), search.unexplainedFrames(part));
      }
    }
  },
};

function isTilted(view: string): boolean {
  return view.startsWith(TILTED);
}
