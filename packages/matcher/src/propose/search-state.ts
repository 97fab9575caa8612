import { secondsIn } from '@streetdate/core/internal';
import type { Fingerprint, HashTrack, TimeSpan } from '@streetdate/core/portable';
import type { Candidates, ReferenceIndex } from '@streetdate/index';
import type { Segment } from '../match.ts';
import { AlignmentVerifier } from '../verify/alignment-verifier.ts';
import type { AudioRun } from './audio/audio.ts';
import { Budget } from './budget.ts';
import { PriorityReferences } from './priority.ts';
import type { Alignment, PlaceAlignment, Proposer, SearchContext } from './proposer.ts';
import type { SearchStep } from './search-step.ts';
import { surest, type TimelineCandidate } from './timeline-candidates.ts';

/** Limits of a {@link SearchState}. */
export interface SearchLimits {
  /** Look-alike frames with more differing bits propose nothing. */
  readonly maxSeedDistance: number;
  /** Most alignments verified for each reference and orientation. */
  readonly maxAlignments: number;
  /** A segment of this score or more explains its frames. */
  readonly explainedFrom: number;
  /** References that the caller prioritises. */
  readonly prioritised: ReadonlySet<string>;
  /** Comparisons available for them. */
  readonly maxPrioritisedComparisons: number;
  /** Comparisons available for the others. */
  readonly maxComparisons: number;
  /** Share of the library that the index holds, 0 to 1. */
  readonly share: number;
  /** Whether motion may support segments. */
  readonly motion: boolean;
  /** Intervals that an earlier pass has searched in vain, seconds. They count as explained. @defaultValue none */
  readonly settled?: readonly TimeSpan[];
}

/** The findings and costs of one search. */
export class SearchState implements SearchContext {
  readonly query: Fingerprint;
  readonly track: HashTrack;
  readonly furtherTracks: readonly HashTrack[];
  readonly index: ReferenceIndex;
  readonly hours: number;
  readonly share: number;
  readonly maxSeedDistance: number;
  readonly budget: Budget;
  /** Found segments by reference id; they may overlap. */
  readonly segments = new Map<string, Segment[]>();
  /** Places that resemble the query. */
  readonly places: PlaceAlignment[] = [];
  /** Frames of the query that look like some frame of the index, by number, with the least distance in bits. */
  readonly nearest = new Map<number, number>();
  /** Runs of matching audio, by reference id, best first. */
  readonly audioRuns = new Map<string, AudioRun[]>();
  /** The pieces of the references whose matches were asked for, by id. A pass over a film asks for its matches twice. */
  readonly pieces = new Map<string, readonly Segment[] | undefined>();
  readonly #limits: SearchLimits;
  readonly #timelines: TimelineCandidate[] = [];
  readonly #verifiers = new Map<HashTrack, Map<ReferenceIndex, AlignmentVerifier>>();
  readonly priority: PriorityReferences;
  #audioCandidates: ReadonlySet<string> = new Set();

  constructor(query: Fingerprint, track: HashTrack, index: ReferenceIndex, limits: SearchLimits) {
    this.query = query;
    this.track = track;
    this.furtherTracks = query.tracks.filter(({ algorithm, view }) => algorithm === index.algorithm && view !== track.view);
    this.index = index;
    this.share = limits.share;
    this.hours = hoursOf(index, limits.share);
    this.maxSeedDistance = limits.maxSeedDistance;
    this.budget = new Budget(limits.maxComparisons);
    this.#limits = limits;
    this.priority = new PriorityReferences(index, limits.prioritised, limits.maxPrioritisedComparisons, limits.share);
  }

  get audioCandidates(): ReadonlySet<string> {
    return this.#audioCandidates;
  }

  noteAlike = ({ count, queryFrames, distances }: Candidates): void => {
    for (let at = 0; at < count; at++) {
      const frame = queryFrames[at]!;
      this.nearest.set(frame, Math.min(distances[at]!, this.nearest.get(frame) ?? Number.POSITIVE_INFINITY));
    }
  };

  /** Runs a proposer and answers each of its alignments with the resulting segment. @returns Each segment or undefined, in order. */
  run(proposer: Proposer): (Segment | undefined)[] {
    const { query, index } = this;
    if (!proposer.needs(query, index)) return [];
    const trials = proposer.trials(query, index);
    const answers: (Segment | undefined)[] = [];
    const alignments = proposer.propose(this)[Symbol.iterator]();
    for (let step = alignments.next(); step.done !== true; step = alignments.next(answers.at(-1))) {
      answers.push(this.#accept(step.value, trials));
    }
    return answers;
  }

  /** Runs a proposer as {@link run} does, and says what it did. */
  runAndTell(proposer: Proposer): SearchStep {
    const { query, index } = this;
    const open = () => secondsIn(this.unexplainedIntervals());
    const left = () => this.budget.left + this.priority.budget.left;
    const [openBefore, leftBefore, start] = [open(), left(), Date.now()];
    const ran = proposer.needs(query, index);
    const answers = this.run(proposer);
    const seconds = (Date.now() - start) / 1000;
    const scores = answers.flatMap((segment) => segment?.score ?? []);
    const secondsLeft = open();
    return {
      proposer: proposer.name,
      ran,
      estimatedComparisons: ran ? proposer.cost(query, index) : 0,
      comparisons: leftBefore - left(),
      seconds,
      proposed: answers.length,
      found: scores.length,
      ...(scores.length > 0 && { bestScore: scores.reduce((best, score) => Math.max(best, score)) }),
      secondsExplained: Math.max(0, openBefore - secondsLeft),
      secondsLeft,
    };
  }

  #accept(alignment: Alignment, trials: number): Segment | undefined {
    const { referenceId } = alignment;
    if (alignment.kind === 'audio') {
      this.audioRuns.set(referenceId, [...(this.audioRuns.get(referenceId) ?? []), alignment.run]);
      // A reference with matching audio may also match in the picture, however that was changed.
      this.#audioCandidates = new Set([...this.#audioCandidates, referenceId]);
      return undefined;
    }
    if (alignment.kind === 'place') {
      this.places.push(alignment);
      return undefined;
    }
    if (alignment.kind === 'timeline') {
      this.#timelines.push(alignment);
      return undefined;
    }
    const verifier = alignment.verifier ?? this.verifierOf(this.track, this.index);
    const segment = verifier.verify(alignment, alignment.trials ?? trials);
    if (segment !== undefined) this.segments.set(referenceId, [...(this.segments.get(referenceId) ?? []), segment]);
    return segment;
  }

  isExplained = (time: number): boolean =>
    this.#isSettled(time) ||
    [...this.segments.values()].some((segments) =>
      segments.some(({ score, queryStart, queryEnd }) => score >= this.#limits.explainedFrom && time >= queryStart && time < queryEnd),
    );

  unexplainedFrames(track: HashTrack): number[] {
    const strong = [...this.segments.values()].flat().filter(({ score }) => score >= this.#limits.explainedFrom);
    return [...track.timesMs.keys()].filter((frame) => {
      const time = track.timesMs[frame]! / 1000;
      return !this.#isSettled(time) && !strong.some(({ queryStart, queryEnd }) => time >= queryStart && time < queryEnd);
    });
  }

  #isSettled(time: number): boolean {
    return this.#limits.settled?.some(({ start, end }) => time >= start && time < end) ?? false;
  }

  unexplainedIntervals(): TimeSpan[] {
    return spansOf(this.track, this.unexplainedFrames(this.track));
  }

  candidateReferences(): ReadonlySet<string> {
    return new Set([...this.#audioCandidates, ...this.timelines().map(({ referenceId }) => referenceId)]);
  }

  timelines(): readonly TimelineCandidate[] {
    return surest(this.#timelines);
  }

  verifierOf(track: HashTrack, index: ReferenceIndex, { bridgeGaps = false } = {}): AlignmentVerifier {
    const ofTrack = this.#verifiers.get(track) ?? new Map<ReferenceIndex, AlignmentVerifier>();
    this.#verifiers.set(track, ofTrack);
    const { maxAlignments, explainedFrom, motion } = this.#limits;
    const limits = { maxAlignments, explainedFrom, motion, libraryHours: hoursOf(index, this.share), bridgeGaps };
    const verifier = ofTrack.get(index) ?? new AlignmentVerifier(this.query, track, index, limits);
    ofTrack.set(index, verifier);
    return verifier;
  }
}

/**
 * Hours of film in the library of which an index holds a share. A library of minutes counts as one hour, so that small libraries give the
 * scores of large ones.
 */
export function hoursOf({ duration }: Pick<ReferenceIndex, 'duration'>, share: number): number {
  return Math.max(1, duration / 3600 / share);
}

/** Longest gap between two frames of one interval, milliseconds. */
const LONGEST_GAP_MS = 500;

/** The intervals covered by frames of a track, seconds. */
function spansOf({ timesMs, spansMs }: HashTrack, frames: readonly number[]): TimeSpan[] {
  const spans: { start: number; end: number }[] = [];
  for (const frame of frames) {
    const [start, end] = [timesMs[frame]!, timesMs[frame]! + spansMs[frame]!];
    const last = spans.at(-1);
    if (last !== undefined && start - 1000 * last.end <= LONGEST_GAP_MS) last.end = end / 1000;
    else spans.push({ start: start / 1000, end: end / 1000 });
  }
  return spans;
}
