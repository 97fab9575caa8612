import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { CandidateOptions, ReferenceIndex } from '../reference-index/reference-index.ts';
import { followOverGaps } from './follow-block.ts';
import { FrameClock } from './frame-clock.ts';
import type { Line } from './line.ts';
import { type AlignedRun, LineFollower } from './line-follower.ts';
import { LineMeter } from './line-meter.ts';
import { LineScreen } from './line-screen.ts';
import type { Segment } from './match.ts';
import { mayMove, placeByMotion } from './moving-segment.ts';
import { layUpright, type Orientation } from './orientation.ts';
import { describeRun } from './segments.ts';
import { proposeLines } from './vote.ts';

/** Limits of a {@link LineSearch}. */
export interface LineSearchLimits {
  /** Look-alike frames that differ in more bits propose nothing. */
  readonly maxSeedDistance: number;
  /** Lines that are verified for each reference and orientation. */
  readonly maxLines: number;
  /** Score from which on a segment explains its frames: nothing further is sought in them, nor asked of what moves in it. */
  readonly explainedFrom: number;
  /** Whether runs are followed over the stretches that a long film's track leaves out, as thumbnails do. @defaultValue false */
  readonly bridgeGaps?: boolean;
}

/** A query's track laid upright from one orientation, with what has been found on it. */
interface Hypothesis {
  readonly orientation: Orientation;
  readonly track: HashTrack;
  readonly meter: LineMeter;
  readonly screen: LineScreen;
  /** Runs found, by reference id. */
  readonly runs: Map<string, AlignedRun[]>;
  /** Lines verified, by reference id. */
  readonly tries: Map<string, number>;
  /** Runs whose motion was asked, by reference id. */
  readonly asked: Map<string, AlignedRun[]>;
}

/** Lines of a reference whose motion is asked in each orientation: it takes some milliseconds, and of a scene that is alike throughout many lines are. */
const MOST_ASKED = 8;
/** Segments of so many seconds are long enough for `searchMoving`, which lays windows of that length beside all that is unexplained and finds where it begins and ends. */
const LONG_ENOUGH = 8;

/** Searches one query: candidates → lines → runs → segments. Each search adds to what the ones before found. */
export class LineSearch {
  /** Segments found so far, by reference id; they may overlap. */
  readonly segments = new Map<string, Segment[]>();
  readonly #query: Fingerprint;
  readonly #index: ReferenceIndex;
  readonly #limits: LineSearchLimits;
  readonly #track: HashTrack;
  readonly #hypotheses = new Map<Orientation, Hypothesis>();
  readonly #tracks = new Map<string, HashTrack>();
  readonly #clocks = new Map<string, FrameClock>();
  readonly #libraryHours: number;

  constructor(query: Fingerprint, track: HashTrack, index: ReferenceIndex, limits: LineSearchLimits) {
    this.#query = query;
    this.#index = index;
    this.#limits = limits;
    // A library of minutes is weighed like one of an hour, so that small libraries give the scores that large ones would.
    this.#libraryHours = Math.max(1, index.duration / 3600);
    this.#track = track;
  }

  /** Verifies every line that the candidates propose, in each of these orientations. */
  run(orientations: readonly Orientation[], options: CandidateOptions = {}): void {
    for (const orientation of orientations) {
      const hypothesis = this.#hypothesisOf(orientation);
      if (hypothesis === undefined) continue;
      const { track } = hypothesis;
      const { maxSeedDistance } = this.#limits;
      const candidates = this.#index.candidates(track, { ...options, maxDistance: maxSeedDistance });
      const trackOf = (reference: number) => this.#trackOf(this.#index.idOf(reference));
      for (const proposal of proposeLines(track, candidates, trackOf, maxSeedDistance)) {
        this.#verify(hypothesis, this.#index.idOf(proposal.reference), proposal.line, proposal.start, proposal.end);
      }
    }
  }

  #verify(hypothesis: Hypothesis, id: string, proposed: Line, start: number, end: number): void {
    const { track, meter, screen, runs, tries } = hypothesis;
    const known = runs.get(id) ?? [];
    const tried = tries.get(id) ?? 0;
    if (tried >= this.#limits.maxLines || known.some((run) => explains(run, track, proposed, start, end))) return;
    if (!screen.passes(this.#trackOf(id), proposed, start, end)) return;
    tries.set(id, tried + 1);
    const clock = this.#clockOf(id);
    const follower = new LineFollower(track, clock, meter);
    const settled = follower.settle(proposed, start, end);
    if (settled === undefined || !screen.passesSettled(this.#trackOf(id), settled)) return;
    // Neighbouring votes often settle on a line that is known already.
    if (known.some((run) => explains(run, track, settled.line, settled.start, settled.end))) return;
    const run = this.#limits.bridgeGaps ? followOverGaps(follower, track, clock, settled, { start, end }) : follower.follow(settled);
    if (run === undefined) return;
    const { segment, isSeen } = this.#weigh(id, hypothesis, run);
    if (segment === undefined) return;
    // A line that only the motion speaks for is not kept from being found again, a little better.
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
    const isAsked =
      before.length >= MOST_ASKED || before.some((other) => explains(other, track, run.line, run.start, run.end, SAME_MOMENT));
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
    const screen = new LineScreen(track, this.#libraryHours);
    const hypothesis = { orientation, track, meter: new LineMeter(track), screen, runs: new Map(), tries: new Map(), asked: new Map() };
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

/** Seconds between two lines that are the same line, as far as a proposal can tell. */
const SAME_LINE = 0.6;

/** The same of one whose motion was asked: that moves it by up to a fifth of a second. */
const SAME_MOMENT = 0.05;

/** Whether a run that was found before already covers most of the stretch, on nearly the same line. */
function explains(run: AlignedRun, track: HashTrack, line: Line, start: number, end: number, within = SAME_LINE): boolean {
  const from = Math.max(run.start, start);
  const to = Math.min(run.end, end);
  if (to - from < (end - start) / 2) return false;
  const middle = (track.timesMs[from]! + track.timesMs[to - 1]!) / 2000;
  return Math.abs(run.line.offset + run.line.speed * middle - (line.offset + line.speed * middle)) < within;
}

/** Frames of a track, by index, that no segment of at least `score` covers. */
export function uncovered(track: HashTrack, segments: ReadonlyMap<string, readonly Segment[]>, score: number): number[] {
  const strong = [...segments.values()].flat().filter((segment) => segment.score >= score);
  return [...track.timesMs.keys()].filter((frame) => {
    const time = track.timesMs[frame]! / 1000;
    return !strong.some((segment) => time >= segment.queryStart && time < segment.queryEnd);
  });
}
