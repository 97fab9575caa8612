import type { HashTrack } from '@streetdate/core/portable';
import type { CandidateOptions, Candidates } from '@streetdate/index';
import type { PictureAlignment } from '../align/alignment.ts';
import type { Orientation } from '../align/orientation.ts';
import type { Segment } from '../match.ts';
import { spreadOver } from '../spread-over.ts';
import { countVotes } from './count-votes.ts';
import type { SearchContext, TrackVerifier } from './proposer.ts';

/** Alignments, each answered with its resulting segment. */
export type PictureAlignments = Generator<PictureAlignment, void, Segment | undefined>;

/** Options for {@link vote}. */
interface VoteOptions extends CandidateOptions {
  /** Alignments of frames alone that are kept of one block. */
  readonly mostAlone?: number;
  /** Whether films played backwards are proposed as well. @defaultValue false */
  readonly backwards?: boolean;
  /** Called with the look-alike frames of each orientation. */
  readonly onCandidates?: (candidates: Candidates) => void;
}

/** Proposes the alignments that look-alike frames vote for, in each of some orientations, most votes first. */
export function* vote(
  { maxSeedDistance }: Pick<SearchContext, 'maxSeedDistance'>,
  verifier: TrackVerifier,
  orientations: readonly Orientation[],
  { mostAlone, backwards = false, onCandidates, ...options }: VoteOptions = {},
): PictureAlignments {
  const { index } = verifier;
  for (const orientation of orientations) {
    const track = verifier.oriented(orientation);
    if (track === undefined) continue;
    const candidates = index.candidates(track, { ...options, maxDistance: maxSeedDistance });
    onCandidates?.(candidates);
    const trackOf = (number: number) => verifier.trackOf(index.idOf(number));
    const voted = (reversed: boolean) => countVotes(track, candidates, trackOf, maxSeedDistance, mostAlone, reversed);
    for (const { reference, map, start, end } of [...voted(false), ...(backwards ? voted(true) : [])]) {
      const [queryStart, queryEnd] = [track.timesMs[start]! / 1000, (track.timesMs[end - 1]! + 1) / 1000];
      yield { kind: 'picture', referenceId: index.idOf(reference), map, queryStart, queryEnd, orientation, verifier };
    }
  }
}

/** Least time between two frames that are looked up first, milliseconds: eight in a block of eight seconds. */
const PROBE_MS = 900;
/** Most frames that are looked up first: all of two minutes, and spread over a longer query. A look-up in 300 hours takes 0.25 ms. */
const MOST_PROBES = 150;
/** Of the frames that are looked up first, alignments of frames alone that are kept of one block: one a frame. */
const MOST_PROBES_ALONE = 8;

/**
 * The same for orientations and views that few copies have. A frame a second is looked up first, of a long query fewer, and all unexplained
 * frames only in an orientation where those led to a segment.
 * @param track - The verifier's track. @defaultValue the whole pictures
 */
export function* voteSparsely(
  search: SearchContext,
  verifier: TrackVerifier,
  orientations: readonly Orientation[],
  track: HashTrack = search.track,
): PictureAlignments {
  for (const orientation of orientations) {
    const frames = spreadOver(spaced(track, search.unexplainedFrames(track)), MOST_PROBES);
    const probe = vote(search, verifier, [orientation], { frames, mostAlone: MOST_PROBES_ALONE });
    let isFound = false;
    for (let step = probe.next(); step.done !== true; ) {
      const segment = yield step.value;
      isFound ||= segment !== undefined;
      step = probe.next(segment);
    }
    if (isFound) yield* vote(search, verifier, [orientation], { frames: search.unexplainedFrames(track) });
  }
}

/** Of some frames in order of time, those that are {@link PROBE_MS} and more after the one before. */
function spaced({ timesMs }: HashTrack, frames: readonly number[]): number[] {
  const chosen: number[] = [];
  for (const frame of frames) {
    const last = chosen.at(-1);
    if (last === undefined || timesMs[frame]! - timesMs[last]! >= PROBE_MS) chosen.push(frame);
  }
  return chosen;
}

/** Whether any frame of the query is unexplained: otherwise no reference has to be prioritised. */
export function isAnythingLeft(search: SearchContext): boolean {
  return [search.track, ...search.furtherTracks].some((track) => search.unexplainedFrames(track).length > 0);
}
