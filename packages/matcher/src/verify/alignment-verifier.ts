import { INSET_VIEWS } from '@streetdate/core/internal';
import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { firstFrom } from '@streetdate/index/internal';
import type { PictureAlignment, Verifier } from '../align/alignment.ts';
import { DistanceCache } from '../align/distance-cache.ts';
import { type AlignedRun, AlignmentExtender } from '../align/extend.ts';
import { extendOverGaps } from '../align/extend-over-gaps.ts';
import { FrameClock } from '../align/frame-clock.ts';
import { type Orientation, UPRIGHT, uprightTrack } from '../align/orientation.ts';
import type { TimeMap } from '../align/time-map.ts';
import { isBackwards, reversedFilm, reversedMap, reversedSegment, reversedSpan, reversedTrack } from '../align/time-reversal.ts';
import type { Segment } from '../match.ts';
import { placeByChanges } from './place-by-changes.ts';
import { isUpright, mayMove, placeByMotion } from './place-by-motion.ts';
import { AlignmentScreen } from './screen.ts';
import { describeRun } from './segment.ts';

/** Limits of an {@link AlignmentVerifier}. */
export interface VerifierLimits {
  /** Alignments that are verified for each reference and orientation. */
  readonly maxAlignments: number;
  /** A segment of this score or more explains its frames: its motion is not compared. */
  readonly explainedFrom: number;
  /** Hours of film searched. */
  readonly libraryHours: number;
  /** Whether motion may support short segments. */
  readonly motion: boolean;
  /** Whether runs continue over the gaps of a long film's thumbnails. @defaultValue false */
  readonly bridgeGaps?: boolean;
}

/** A query's track in one orientation, with what was found on it. */
interface Hypothesis {
  readonly orientation: Orientation;
  readonly track: HashTrack;
  readonly cache: DistanceCache;
  readonly screen: AlignmentScreen;
  /** Runs found, by reference id. */
  readonly runs: Map<string, AlignedRun[]>;
  /** Alignments verified, by reference id. */
  readonly tries: Map<string, number>;
  /** Runs whose motion was compared, by reference id. */
  readonly compared: Map<string, AlignedRun[]>;
}

/** A segment, and whether its pictures alone support it. */
interface Valued {
  readonly segment?: Segment;
  readonly pictures: boolean;
}

/**
 * Odds against a film played backwards. Its alignments are tested beside all others, and its evidence has to outweigh that such copies are
 * rare: in a static scene both directions fit.
 */
export const ODDS_AGAINST_BACKWARDS = 100;
/** Seconds by which an interval of frames moves where it is reversed: its start is inclusive. */
const FIRST_INCLUDED = 0.001;

/** Alignments of a reference whose motion is compared in each orientation: each takes some milliseconds, and a static scene has many. */
const MOST_COMPARED = 8;
/** The motion proposer finds segments of this length, seconds, with their ends. */
const LONG_ENOUGH = 8;

/**
 * Verifies alignments of one query's track with the tracks of an index: screen, refine, extend, score. It remembers the runs that it
 * found, so that no run is verified twice.
 */
export class AlignmentVerifier implements Verifier {
  /** The references. */
  readonly index: ReferenceIndex;
  readonly #query: Fingerprint;
  readonly #limits: VerifierLimits;
  readonly #track: HashTrack;
  /** Whether both are whole pictures without bars. */
  readonly #isActive: boolean;
  /** Whether motion is compared: of whole pictures and of insets. Tilted ones are found by the plain pictures, too, whose motion tells more. */
  readonly #isComparedByMotion: boolean;
  readonly #hypotheses = new Map<string, Hypothesis>();
  readonly #tracks = new Map<string, HashTrack>();
  readonly #clocks = new Map<string, FrameClock>();
  /** Verifies what plays backwards; made when it is first asked. */
  #backwards: AlignmentVerifier | undefined;

  constructor(query: Fingerprint, track: HashTrack, index: ReferenceIndex, limits: VerifierLimits) {
    this.#query = query;
    this.#track = track;
    this.index = index;
    this.#limits = limits;
    this.#isActive = track.view === 'active' && index.view === 'active';
    this.#isComparedByMotion = this.#isActive || (INSET_VIEWS.includes(track.view) && index.view === 'active');
  }

  /** The query's track in an orientation. */
  oriented(orientation: Orientation): HashTrack | undefined {
    return this.#hypothesisOf(orientation)?.track;
  }

  verify(alignment: PictureAlignment, trials: number): Segment | undefined {
    if (isBackwards(alignment.map)) return this.#verifyBackwards(alignment, trials);
    const { referenceId: id, map: proposed, queryStart, queryEnd, orientation = UPRIGHT[0]! } = alignment;
    const hypothesis = this.#hypothesisOf(orientation);
    if (hypothesis === undefined) return undefined;
    const { track, cache, screen, runs, tries } = hypothesis;
    const start = firstFrom(track.timesMs, Math.round(1000 * queryStart));
    const end = firstFrom(track.timesMs, Math.round(1000 * queryEnd));
    if (end <= start) return undefined;
    const known = runs.get(id) ?? [];
    const tried = tries.get(id) ?? 0;
    if (tried >= this.#limits.maxAlignments || known.some((run) => explains(run, track, proposed, start, end))) return undefined;
    if (!screen.passes(this.trackOf(id), proposed, start, end)) return undefined;
    tries.set(id, tried + 1);
    const clock = this.#clockOf(id);
    const extender = new AlignmentExtender(track, clock, cache);
    const refined = extender.refine(proposed, start, end);
    if (refined === undefined || !screen.passesRefined(this.trackOf(id), refined)) return undefined;
    // Neighbouring votes often refine to an alignment that was found before.
    if (known.some((run) => explains(run, track, refined.map, refined.start, refined.end))) return undefined;
    const run = this.#limits.bridgeGaps ? extendOverGaps(extender, track, clock, refined, { start, end }) : extender.extend(refined);
    if (run === undefined) return undefined;
    const { segment, pictures } = this.#value(id, hypothesis, run, trials);
    // Do not record runs that only motion supports: a better alignment may follow.
    if (segment !== undefined && pictures) runs.set(id, [...known, run]);
    return segment;
  }

  /** Verifies an alignment of the query played backwards, as one of the reversed query. */
  #verifyBackwards(alignment: PictureAlignment, trials: number): Segment | undefined {
    const query = this.#query;
    this.#backwards ??= new AlignmentVerifier(reversedFilm(query), reversedTrack(this.#track, query), this.index, this.#limits);
    const { start, end } = reversedSpan({ start: alignment.queryStart, end: alignment.queryEnd }, query);
    const reversed = {
      ...alignment,
      map: reversedMap(alignment.map, query),
      queryStart: start + FIRST_INCLUDED,
      queryEnd: end + FIRST_INCLUDED,
    };
    const segment = this.#backwards.verify(reversed, trials * ODDS_AGAINST_BACKWARDS);
    return segment && reversedSegment(segment, query);
  }

  /** Scores a run by its pictures, and a run of similar pictures that prove too little by its motion too. */
  #value(id: string, { track, orientation, cache, compared }: Hypothesis, run: AlignedRun, trials: number): Valued {
    const clock = this.#clockOf(id);
    const { libraryHours } = this.#limits;
    const segment = describeRun(this.#query, track, clock, run, orientation, { libraryHours, trials });
    const valued: Valued = segment.score > 0 ? { segment, pictures: true } : { pictures: false };
    const isShort = segment.queryEnd - segment.queryStart < LONG_ENOUGH;
    const before = compared.get(id) ?? [];
    const isCompared =
      before.length >= MOST_COMPARED || before.some((other) => explains(other, track, run.map, run.start, run.end, SAME_MOMENT));
    const { explainedFrom, motion } = this.#limits;
    if (!motion || segment.score >= explainedFrom || !this.#isComparedByMotion || !mayMove(segment) || isCompared) return valued;
    // Luma grids are those of whole upright pictures. In long segments a proposer of its own compares them.
    const haveGrids = this.#isActive && isUpright(segment);
    if (haveGrids && !isShort) return valued;
    compared.set(id, [...before, run]);
    const films = { query: this.#query, track, clock };
    const reference = haveGrids ? this.index.get(id) : undefined;
    const placed = reference
      ? placeByMotion({ ...films, reference, meter: cache, hours: libraryHours }, segment)
      : placeByChanges({ ...films, size: { libraryHours, trials } }, run, segment);
    return placed === undefined || placed.score <= segment.score ? valued : { segment: placed, pictures: segment.score > 0 };
  }

  #hypothesisOf(orientation: Orientation): Hypothesis | undefined {
    const key = `${orientation.mirrored} ${orientation.rotation} ${orientation.inverted ?? false}`;
    const known = this.#hypotheses.get(key);
    if (known !== undefined) return known;
    const track = uprightTrack(this.#track, orientation);
    if (track === undefined) return undefined;
    const screen = new AlignmentScreen(track, this.#limits.libraryHours);
    const hypothesis = {
      orientation,
      track,
      cache: new DistanceCache(track),
      screen,
      runs: new Map(),
      tries: new Map(),
      compared: new Map(),
    };
    this.#hypotheses.set(key, hypothesis);
    return hypothesis;
  }

  #clockOf(id: string): FrameClock {
    let clock = this.#clocks.get(id);
    if (clock === undefined) {
      clock = new FrameClock(this.trackOf(id));
      this.#clocks.set(id, clock);
    }
    return clock;
  }

  /** The indexed track of a reference. @throws RangeError when the index lost it. */
  trackOf(id: string): HashTrack {
    let track = this.#tracks.get(id);
    if (track === undefined) {
      track = this.index.trackOf(id);
      if (track === undefined) throw new RangeError(`index must hold the references that it finds, got no ${id}`);
      this.#tracks.set(id, track);
    }
    return track;
  }
}

/** Seconds between two alignments that are the same alignment, as exactly as a proposer knows it. */
const SAME_ALIGNMENT = 0.6;

/** The same for an alignment whose motion was compared: motion shifts it by up to a fifth of a second. */
const SAME_MOMENT = 0.05;

/** Whether an earlier run covers most of the interval, on nearly the same alignment. */
function explains(run: AlignedRun, track: HashTrack, map: TimeMap, start: number, end: number, within = SAME_ALIGNMENT): boolean {
  const from = Math.max(run.start, start);
  const to = Math.min(run.end, end);
  if (to - from < (end - start) / 2) return false;
  const middle = (track.timesMs[from]! + track.timesMs[to - 1]!) / 2000;
  return Math.abs(run.map.offset + run.map.speed * middle - (map.offset + map.speed * middle)) < within;
}
