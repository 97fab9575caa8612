import { type Fingerprint, findTrack, type HashTrack, type TimeSpan } from '@streetdate/core/portable';
import { type Candidates, LinearIndex, type ReferenceIndex } from '@streetdate/index';
import { CandidateList, DEFAULT_MAX_DISTANCE, firstFrom } from '@streetdate/index/internal';
import type { Segment } from '../match.ts';
import { countVotes } from '../propose/count-votes.ts';
import { viewIndexesOf } from '../propose/view-indexes.ts';
import { AlignmentVerifier } from '../verify/alignment-verifier.ts';
import { framesWithin, thinTrack } from './thinned-track.ts';

/** An interval of one reference that another one contains. */
export interface ContainedInterval extends TimeSpan {
  /** The other reference. */
  readonly referenceId: string;
}

/** Score from which on two references share an interval. Shared content that is none makes a match weaker, and a person looks at it. */
const FOUND_FROM = 1;
/** The view of references whose pictures lost their edges. */
const CROPPED = 'middle-0.9';
/** Pairs of views in which an interval of a reference is compared with other references: whole pictures, and those of which one lost its edges. */
const VIEW_PAIRS = [
  ['active', 'active'],
  [CROPPED, 'active'],
  ['active', CROPPED],
] as const;
/** Frames a second in a reference's cropped view. */
const FRAMES_A_SECOND = 2;
/** Comparisons of two frames up to which an interval is compared with the cropped views of all references. The index has no fast way to them. */
const MOST_COMPARISONS = 5e7;

/** An alignment of one reference with another is always tested as in an hour of film, so that what they share does not depend on what else is enrolled. */
const LIMITS = { maxAlignments: 40, explainedFrom: 3, motion: true, libraryHours: 1 } as const;

/** Searches intervals of a reference, as if it were a query, in the references of an index. The reference may be one of another index. */
export class ReferenceQuery {
  readonly #id: string;
  readonly #index: ReferenceIndex;
  readonly #reference: Fingerprint;
  readonly #tracks: ThinnedTracks;
  readonly #verifiers = new Map<string, AlignmentVerifier>();

  /**
   * @param id - The reference. It is not found in itself.
   * @param index - The references to search.
   */
  constructor(id: string, reference: Fingerprint, index: ReferenceIndex) {
    this.#id = id;
    this.#index = index;
    this.#reference = reference;
    this.#tracks = new ThinnedTracks(reference, index.algorithm);
  }

  /**
   * Finds the references that contain an interval, or a part of it, through the index. What is found may reach beyond the interval.
   * @param only - Searches only these. @defaultValue all of them
   */
  find(span: TimeSpan, only?: ReadonlySet<string>): ContainedInterval[] {
    return VIEW_PAIRS.flatMap(([own, others]) => {
      const track = this.#tracks.of(own);
      const index = track && this.#indexOf(others, framesWithin(track, span));
      return index === undefined ? [] : this.#search(track!, span, index, only);
    });
  }

  #search(track: HashTrack, span: TimeSpan, index: ReferenceIndex, only: ReadonlySet<string> | undefined): ContainedInterval[] {
    const own = index.numberOf(this.#id);
    const found = keep(index.candidates(framesWithin(track, span), { ...(only && { only }) }), (reference) => reference !== own);
    const key = `${track.view} ${index.view}`;
    const verifier = this.#verifiers.get(key) ?? new AlignmentVerifier(this.#reference, track, index, LIMITS);
    this.#verifiers.set(key, verifier);
    return verifyVotes(verifier, track, span, found, index, FOUND_FROM);
  }

  /** The index of a view; undefined where it is scanned frame by frame, and too large for it. */
  #indexOf(view: string, { timesMs }: HashTrack): ReferenceIndex | undefined {
    if (view === this.#index.view) return this.#index;
    const frames = FRAMES_A_SECOND * this.#index.duration;
    if (timesMs.length * frames > MOST_COMPARISONS) return undefined;
    return viewIndexesOf(this.#index)
      .of()
      .find((index) => index.view === view);
  }
}

/** Compares intervals of one reference with intervals of others, frame by frame. */
export class ReferenceComparison {
  readonly #reference: Fingerprint;
  readonly #algorithm: string;
  readonly #tracks: ThinnedTracks;

  /** @param algorithm - Of the hashes to compare. */
  constructor(reference: Fingerprint, algorithm: string) {
    this.#reference = reference;
    this.#algorithm = algorithm;
    this.#tracks = new ThinnedTracks(reference, algorithm);
  }

  /**
   * Compares an interval with every frame of an interval of one other reference, also where one of the two lost the edges of its pictures.
   * Any evidence suffices, since a query has shown both.
   */
  compare(span: TimeSpan, other: ContainedInterval, reference: Fingerprint): ContainedInterval[] {
    for (const [own, others] of VIEW_PAIRS) {
      const [track, otherTrack] = [this.#tracks.of(own), findTrack(reference, this.#algorithm, others)];
      if (track === undefined || otherTrack === undefined) continue;
      const whole = new LinearIndex(this.#algorithm, others);
      whole.add(other.referenceId, reference);
      const part = new LinearIndex(this.#algorithm, others);
      part.add(other.referenceId, { ...reference, tracks: [framesWithin(otherTrack, other)] });
      const verifier = new AlignmentVerifier(this.#reference, track, whole, LIMITS);
      const found = verifyVotes(verifier, track, span, part.candidates(framesWithin(track, span)), part, 0);
      if (found.length > 0) return found;
    }
    return [];
  }
}

/** The tracks of a reference as those of a query, by view. */
class ThinnedTracks {
  readonly #reference: Fingerprint;
  readonly #algorithm: string;
  readonly #tracks = new Map<string, HashTrack | undefined>();

  constructor(reference: Fingerprint, algorithm: string) {
    this.#reference = reference;
    this.#algorithm = algorithm;
  }

  of(view: string): HashTrack | undefined {
    if (!this.#tracks.has(view)) {
      const track = findTrack(this.#reference, this.#algorithm, view);
      this.#tracks.set(view, track && thinTrack(track));
    }
    return this.#tracks.get(view);
  }
}

/** Verifies the alignments that look-alike frames vote for, each in the whole of both references. */
function verifyVotes(
  verifier: AlignmentVerifier,
  track: HashTrack,
  span: TimeSpan,
  candidates: Candidates,
  index: ReferenceIndex,
  from: number,
): ContainedInterval[] {
  const asked = framesWithin(track, span);
  const trackOf = (reference: number) => index.trackOf(index.idOf(reference))!;
  return countVotes(asked, candidates, trackOf, DEFAULT_MAX_DISTANCE).flatMap(({ reference, map, start, end }) => {
    const referenceId = index.idOf(reference);
    const [queryStart, queryEnd] = [asked.timesMs[start]! / 1000, (asked.timesMs[end - 1]! + 1) / 1000];
    const segment = verifier.verify({ kind: 'picture', referenceId, map, queryStart, queryEnd }, 1);
    if (segment === undefined || segment.score < from) return [];
    return [{ referenceId, ...endsOf(segment, track) }];
  });
}

/** From the first frame that both contain to the end of the last one. A segment reaches half an interval beyond them, since a copy may. */
function endsOf({ frameTimes, queryStart, queryEnd }: Segment, { timesMs, spansMs }: HashTrack): TimeSpan {
  const [first, last] = [frameTimes[0], frameTimes.at(-1)];
  if (first === undefined || last === undefined) return { start: queryStart, end: queryEnd };
  return { start: first, end: last + spansMs[firstFrom(timesMs, Math.round(1000 * last))]! / 1000 };
}

function keep(found: Candidates, isKept: (reference: number) => boolean): Candidates {
  const kept = new CandidateList();
  for (let at = 0; at < found.count; at++) {
    if (!isKept(found.references[at]!)) continue;
    kept.push(found.queryFrames[at]!, found.references[at]!, found.referenceFrames[at]!, found.distances[at]!);
  }
  return kept;
}
