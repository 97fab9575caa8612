import type { Fingerprint, HashTrack, TimeSpan } from '@streetdate/core/portable';
import type { PictureAlignment, Verifier } from '../align/alignment.ts';
import type { Segment } from '../match.ts';
import type { ReferenceIndex } from '../reference-index/reference-index.ts';
import type { AudioRun } from './audio/audio.ts';
import type { Budget } from './budget.ts';
import type { TimelineCandidate } from './timeline-candidates.ts';

/** An alignment whose audio matches. It prioritises its reference, and is a weak match by itself. */
export interface AudioAlignment {
  /** Audio that matches. */
  readonly kind: 'audio';
  /** The reference, by its id in the index. */
  readonly referenceId: string;
  /** The matching run of audio codes. */
  readonly run: AudioRun;
}

/** An alignment whose shot cuts or brightness match. It prioritises its reference, and is no match by itself. */
export interface TimelineAlignment extends TimelineCandidate {
  /** A timeline that matches. */
  readonly kind: 'timeline';
}

/** What proposers give: pictures are verified; audio and timelines prioritise a reference. */
export type Alignment = PictureAlignment | AudioAlignment | TimelineAlignment;

/** What a search offers its proposers: the films, what is explained so far, and the budget. */
export interface SearchContext {
  /** The query: a film or a still. */
  readonly query: Fingerprint;
  /** The query's track that the index compares. */
  readonly track: HashTrack;
  /** The query's further tracks of the same algorithm: insets and tilted pictures. */
  readonly furtherTracks: readonly HashTrack[];
  /** The references. */
  readonly index: ReferenceIndex;
  /** Hours of film searched, at least 1: a small library is scored like one of an hour. */
  readonly hours: number;
  /** Look-alike frames that differ in more bits propose nothing. */
  readonly maxSeedDistance: number;
  /** Drawn from by every proposer. */
  readonly budget: Budget;
  /** Whether a segment of strong evidence covers a query time, seconds. Asked again after each alignment. */
  isExplained(time: number): boolean;
  /** Frames of a query's track, by index, that no strong segment covers. */
  unexplainedFrames(track: HashTrack): number[];
  /** Intervals of the query that no strong segment covers, seconds. */
  unexplainedIntervals(): TimeSpan[];
  /** References that are searched however long it takes: those of the caller, and those whose audio matches. */
  readonly named: ReadonlySet<string>;
  /** The same, and those whose timeline matches. */
  prioritised(): ReadonlySet<string>;
  /** The timeline alignments so far, surest first, one for each reference. */
  timelines(): readonly TimelineCandidate[];
  /**
   * Compares a query's track with the tracks of an index. The same object for the same two, so that runs found before are known.
   * @param options - `bridgeGaps`: whether runs continue over the gaps of a long film's thumbnails. @defaultValue false
   */
  verifierOf(track: HashTrack, index: ReferenceIndex, options?: { readonly bridgeGaps?: boolean }): TrackVerifier;
}

/** A verifier of whole tracks, with what proposers need of them. */
export interface TrackVerifier extends Verifier {
  /** The references. */
  readonly index: ReferenceIndex;
  /** The query's track laid in an orientation; undefined for an algorithm whose hashes cannot be transformed. */
  laid(orientation: NonNullable<PictureAlignment['orientation']>): HashTrack | undefined;
  /** The indexed track of a reference. */
  trackOf(referenceId: string): HashTrack;
}

/** Proposes alignments in one way. Adding one is one file here and one line in `PROPOSERS`. */
export interface Proposer {
  /** Its name, unique among the proposers of a search. */
  readonly name: string;
  /** What it finds that the ones before it miss, one sentence for the documentation. */
  readonly purpose: string;
  /** What a query needs for it, in words, for the documentation. */
  readonly requires: string;
  /** Whether it can propose anything for this query. */
  needs(query: Fingerprint, index: ReferenceIndex): boolean;
  /** Comparisons of two frames whose time it takes to search the whole index, about; 0 for look-ups that cost next to nothing. */
  cost(query: Fingerprint, index: ReferenceIndex): number;
  /** Hypotheses that it tests at each place and speed, at least 1. Scores are corrected for them (Bonferroni). */
  trials(query: Fingerprint, index: ReferenceIndex): number;
  /**
   * Proposes alignments, one by one. The search answers each with the segment that it became, or undefined. So a generator sees
   * what its last alignment explained, and stops when nothing is left.
   */
  propose(search: SearchContext): Iterable<Alignment, unknown, Segment | undefined>;
}
