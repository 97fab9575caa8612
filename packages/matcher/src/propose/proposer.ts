import type { Fingerprint, HashTrack, TimeSpan } from '@streetdate/core/portable';
import type { Candidates, ReferenceIndex } from '@streetdate/index';
import type { PictureAlignment, Verifier } from '../align/alignment.ts';
import type { Segment } from '../match.ts';
import type { AudioRun } from './audio/audio.ts';
import type { Budget } from './budget.ts';
import type { Crop } from './crop/crop-grid.ts';
import type { PriorityReferences } from './priority.ts';
import type { TimelineCandidate } from './timeline-candidates.ts';

/** An alignment with matching audio. It prioritises its reference, and is a weak match by itself. */
export interface AudioAlignment {
  /** Audio that matches. */
  readonly kind: 'audio';
  /** The reference, by its id in the index. */
  readonly referenceId: string;
  /** The matching run of audio codes. */
  readonly run: AudioRun;
}

/** An alignment with matching shot cuts or brightness. It prioritises its reference, and is no match by itself. */
export interface TimelineAlignment extends TimelineCandidate {
  /** A timeline that matches. */
  readonly kind: 'timeline';
}

/** A place of a reference that resembles an interval of the query, though its hashes prove nothing. Changed geometry is tried there. */
export interface PlaceAlignment {
  /** A place that resembles the query. */
  readonly kind: 'place';
  /** The reference, by its id in the index. */
  readonly referenceId: string;
  /** Reference time minus query time, seconds, at the plain speed, right within 0.4 s. */
  readonly offset: number;
  /** Start of the interval, seconds of the query. */
  readonly queryStart: number;
  /** End of the interval, seconds of the query. */
  readonly queryEnd: number;
  /** Whether the query's picture is mirrored there. */
  readonly mirrored: boolean;
  /** Mean share of differing bits of coarse codes, 0 to 1: 0.5 for unrelated pictures, and under 0.4 at every place. */
  readonly distance: number;
  /** The crop under which it resembles the query. One that stays does not fit; one that moves may. @defaultValue the whole picture */
  readonly crop?: Crop;
}

/** A proposal. Pictures are verified; audio and timelines prioritise a reference; places are looked at under changed geometry. */
export type Alignment = PictureAlignment | AudioAlignment | TimelineAlignment | PlaceAlignment;

/** The input of proposers: the films, the segments so far, and the budget. */
export interface SearchContext {
  /** The query: a film or a still. */
  readonly query: Fingerprint;
  /** The query's track that the index compares. */
  readonly track: HashTrack;
  /** The query's further tracks of the same algorithm: insets and tilted pictures. */
  readonly furtherTracks: readonly HashTrack[];
  /** The references. */
  readonly index: ReferenceIndex;
  /** Hours of film in the library, at least 1: a small library is scored like an hour. */
  readonly hours: number;
  /** Share of the library that the index holds, 0 to 1. Less than 1 where a library is searched in groups. */
  readonly share: number;
  /** Look-alike frames with more differing bits propose nothing. */
  readonly maxSeedDistance: number;
  /** The segments so far, by reference id; they may overlap. */
  readonly segments: ReadonlyMap<string, readonly Segment[]>;
  /** Shared by all proposers. */
  readonly budget: Budget;
  /** Whether a segment with strong evidence covers a query time, seconds. It may change after each alignment. */
  isExplained(time: number): boolean;
  /** Frames of a query's track, by index, that no strong segment covers. */
  unexplainedFrames(track: HashTrack): number[];
  /** Intervals of the query that no strong segment covers, seconds. */
  unexplainedIntervals(): TimeSpan[];
  /** The references that the caller prioritised, with a budget of their own. */
  readonly priority: PriorityReferences;
  /** References with matching audio. They are few, and searched regardless of the budget. */
  readonly audioCandidates: ReadonlySet<string>;
  /** The same, and those with a matching timeline. */
  candidateReferences(): ReadonlySet<string>;
  /** The timeline alignments so far, most certain first, one for each reference. */
  timelines(): readonly TimelineCandidate[];
  /** The places so far that resemble the query. */
  readonly places: readonly PlaceAlignment[];
  /** Notes frames of the query's own picture that look like frames of the index: where there is no evidence, the nearest ones are decoded in full. */
  noteAlike(candidates: Candidates): void;
  /**
   * Compares a query's track with the tracks of an index. Equal arguments return the same object, so that found runs are remembered.
   * @param options - `bridgeGaps`: whether runs continue over the gaps of a long film's thumbnails. @defaultValue false
   */
  verifierOf(track: HashTrack, index: ReferenceIndex, options?: { readonly bridgeGaps?: boolean }): TrackVerifier;
}

/** A verifier of whole tracks, with data for proposers. */
export interface TrackVerifier extends Verifier {
  /** The references. */
  readonly index: ReferenceIndex;
  /** The query's track in an orientation; undefined for an algorithm whose hashes cannot be transformed. */
  oriented(orientation: NonNullable<PictureAlignment['orientation']>): HashTrack | undefined;
  /** The indexed track of a reference. */
  trackOf(referenceId: string): HashTrack;
}

/** Proposes alignments in one way. Adding one is one file here and one line in `PROPOSERS`. */
export interface Proposer {
  /** Its name, unique among the proposers of a search. */
  readonly name: string;
  /** Its finds beyond those of the proposers before it. One sentence for the documentation. */
  readonly purpose: string;
  /** Its requirements on a query, in words, for the documentation. */
  readonly requires: string;
  /** Whether it can propose anything for this query. */
  needs(query: Fingerprint, index: ReferenceIndex): boolean;
  /** Approximate cost of searching the whole index, in comparisons of two frames; 0 for cheap look-ups. */
  cost(query: Fingerprint, index: ReferenceIndex): number;
  /** Hypotheses that it tests at each place and speed, at least 1. Scores are corrected for them (Bonferroni). */
  trials(query: Fingerprint, index: ReferenceIndex): number;
  /**
   * Proposes alignments, one by one. The search answers each with the resulting segment, or undefined. So a generator knows what its last
   * alignment explained, and stops when nothing is left.
   */
  propose(search: SearchContext): Iterable<Alignment, unknown, Segment | undefined>;
}
