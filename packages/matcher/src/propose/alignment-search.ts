import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { DistanceCache } from '../align/distance-cache.ts';
import { type AlignedRun, AlignmentExtender } from '../align/extend.ts';
import { extendOverGaps } from '../align/extend-over-gaps.ts';
import { FrameClock } from '../align/frame-clock.ts';
import { layUpright, type Orientation } from '../align/orientation.ts';
import type { TimeMap } from '../align/time-map.ts';
import type { Segment } from '../match.ts';
import type { CandidateOptions, ReferenceIndex } from '../reference-index/reference-index.ts';
import { mayMove, placeByMotion } from '../verify/place-by-motion.ts';
import { AlignmentScreen } from '../verify/screen.ts';
import { describeRun } from '../verify/segment.ts';
import { voteForAlignments } from './hash-votes.ts';

/** Limits of a {@link AlignmentSearch}. */
export interface AlignmentSearchLimits {
  /** Look-alike frames that differ in more bits propose nothing. */
  readonly maxSeedDistance: number;
  /** Lines that are verified for each reference and orientation. */
  readonly maxAlignments: number;
  /** Score from which on a segment explains its frames: nothing further is sought in them, nor asked of what moves in it. */
  readonly explainedFrom: number;
  /** Whether runs are followed over the intervals that a long film's track leaves out, as thumbnails do. @defaultValue false */
  readonly bridgeGaps?: boolean;
}

/** A query's track laid upright from one orientation, with what has been found on it. */
interface Hypothesis {
  readonly orientation: Orientation;
  readonly track: HashTrack;
  readonly meter: DistanceCache;
  readonly screen: AlignmentScreen;
  /** Runs found, by reference id. */
  readonly runs: Map<string, AlignedRun[]>;
  /** Lines verified, by reference id. */
  readonly tries: Map<string, number>;
  /** Runs whose motion was asked, by reference id. */
  readonly asked: Map<string, AlignedRun[]>;
}

/** Lines of a reference whose motion is asked in each orientation: it takes some milliseconds, and of a scene that is alike throughout many alignments are. */
const MOST_ASKED = 8;
/** Segments of so many seconds are long enough for `searchMoving`, which lays windows of that length beside all that is unexplained and finds where it begins and ends. */
const LONG_ENOUGH = 8;

/** Searches one query: candidates → alignments → runs → segments. Each search adds to what the ones before found. */
export class AlignmentSearch {
  /** Segments found so far, by reference id; they may overlap. */
  readonly segments = new Map<string, Segment[]>();
  readonly #query: Fingerprint;
  readonly #index: ReferenceIndex;
  readonly #limits: AlignmentSearchLimits;
  readonly #track: HashTrack;
  readonly #hypotheses = new Map<Orientation, Hypothesis>();
  readonly #tracks = new Map<string, HashTrack>();
  readonly #clocks = new Map<string, FrameClock>();
  readonly #libraryHours: number;

  constructor(query: Fingerprint, track: HashTrack, index: ReferenceIndex, limits: AlignmentSearchLimits) {
    this.#query = query;
    this.#index = index;
    this.#limits = limits;
    // A library of minutes is weighed like one of an hour, so that small libraries give the scores that large ones would.
    this.#libraryHours = Math.max(1, index.duration / 3600);
    this.#track = track;
  }

  /** Verifies every alignment that the candidates propose, in each of these orientations. */
  run(orientations: readonly Orientation[], options: CandidateOptions = {}): void {
    for (const orientation of orientations) {
      const hypothesis = this.#hypothesisOf(orientation);
      if (hypothesis === undefined) continue;
      const { track } = hypothesis;
      const { maxSeedDistance } = this.#limits;
      const candidates = this.#index.candidates(track, { ...options, maxDistance: maxSeedDistance });
      const trackOf = (reference: number) => this.#trackOf(this.#index.idOf(reference));
      for (const proposal of voteForAlignments(track, candidates, trackOf, maxSeedDistance)) {
        this.#verify(hypothesis, this.#index.idOf(proposal.reference), proposal.map, proposal.start, proposal.end);
      }
    }
  }

  #verify(hypothesis: Hypothesis, id: string, proposed: TimeMap, start: number, end: number): void {
    const { track, meter, screen, runs, tries } = hypothesis;
    const known = runs.get(id) ?? [];
    const tried = tries.get(id) ?? 0;
    if (tried >= this.#limits.maxAlignments || known.some((run) => explains(run, track, proposed, start, end))) return;
    if (!screen.passes(this.#trackOf(id), proposed, start, end)) return;
    tries.set(id, tried + 1);
    const clock = this.#clockOf(id);
    const follower = new AlignmentExtender(track, clock, meter);
    const refined = follower.refine(proposed, start, end);
    if (refined === undefined || !screen.passesRefined(this.#trackOf(id), refined)) return;
    // Neighbouring votes often settle on an alignment that is known already.
    if (known.some((run) => explains(run, track, refined.map, refined.start, refined.end))) return;
    const run = this.#limits.bridgeGaps ? extendOverGaps(follower, track, clock, refined, { start, end }) : follower.extend(refined);
    if (run === undefined) return;
    const { segment, isSeen } = this.#weigh(id, hypothesis, run);
    if (segment === undefined) return;
    // An alignment that only the motion speaks for is not kept from being found again, a little better.
    if (isSeen) runs.set(id, [...known, run]);
    this.segments.set(id, [...(this.segments.get(id) ?? []), segment]);
  }

  /** What a run means, with what moves in it where its pictures are alike and few; undefined where that is nothing. */
  #weigh(id: string, { track, orientation, asked }: Hypothesis, run: AlignedRun): { readonly segment?: Segment; readonly isSeen: boolean } {
    const clock = this.#clockOf(id);
    const hours = this.#libraryHours;
    const segment = describeRun(this.#query, track, clock, run, orientation, hours);
    const pictures = segment.score > 0 ? { segment, isSeen: true } : { isSeen: false };
    const isShort = segment.queryEnd - segment.queryStart < LONG_ENOUGH;
    const sameView = segment.queryView === 'active' && segment.referenceView === 'active';
    const before = asked.get(id) ?? [];
    const isAsked = before.length >= MOST_ASKED || before.some((other) => explains(other, track, run.map, run.start, run.end, SAME_MOMENT));
    if (segment.score >= this.#limits.explainedFrom || !isShort || !sameView || !mayMove(segment) || isAsked) return pictures;
    asked.set(id, [...before, run]);
    const reference = this.#index.get(id);
    const both = reference && placeByMotion({ query: this.#query, track, reference, clock, hours }, segment);
    return both === undefined || both.score <= segment.score ? pictures : { segment: both, isSeen: segment.score > 0 };
  }

  #hypothesisOf(orientation: Orientation): Hypothesis | undefined {
    const known = this.#hypotheses.get(orientation);
    if (known !== undefined) return known;
    const track = layUpright(this.#track, orientation);
    if (track === undefined) return undefined;
    const screen = new AlignmentScreen(track, this.#libraryHours);
    const hypothesis = { orientation, track, meter: new DistanceCache(track), screen, runs: new Map(), tries: new Map(), asked: new Map() };
    this.#hypotheses.set(orientation, hypothesis);
    return hypothesis;
  }

  #clockOf(id: string): FrameClock {
    let clock = this.#clocks.get(id);
    if (clock === undefined) {
      clock = new FrameClock(this.#trackOf(id));
      this.#clocks.set(id, clock);
    }
    return clock;
  }

  #trackOf(id: string): HashTrack {
    let track = this.#tracks.get(id);
    if (track === undefined) {
      track = this.#index.trackOf(id);
      if (track === undefined) throw new RangeError(`index must hold the references that it finds, got no ${id}`);
      this.#tracks.set(id, track);
    }
    return track;
  }
}

/** Seconds between two alignments that are the same alignment, as far as a proposal can tell. */
const SAME_LINE = 0.6;

/** The same of one whose motion was asked: that moves it by up to a fifth of a second. */
const SAME_MOMENT = 0.05;

/** Whether a run that was found before already covers most of the interval, on nearly the same alignment. */
function explains(run: AlignedRun, track: HashTrack, map: TimeMap, start: number, end: number, within = SAME_LINE): boolean {
  const from = Math.max(run.start, start);
  const to = Math.min(run.end, end);
  if (to - from < (end - start) / 2) return false;
  const middle = (track.timesMs[from]! + track.timesMs[to - 1]!) / 2000;
  return Math.abs(run.map.offset + run.map.speed * middle - (map.offset + map.speed * middle)) < within;
}

/** Frames of a track, by index, that no segment of at least `score` covers. */
export function unexplainedFrames(track: HashTrack, segments: ReadonlyMap<string, readonly Segment[]>, score: number): number[] {
  const strong = [...segments.values()].flat().filter((segment) => segment.score >= score);
  return [...track.timesMs.keys()].filter((frame) => {
    const time = track.timesMs[frame]! / 1000;
    return !strong.some((segment) => time >= segment.queryStart && time < segment.queryEnd);
  });
}
