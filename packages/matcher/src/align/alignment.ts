import type { Segment } from '../match.ts';
import type { Orientation } from './orientation.ts';
import type { TimeMap } from './time-map.ts';

/** A proposed temporal alignment: an interval of the query may match a reference under one time map. The verifier decides. */
export interface PictureAlignment {
  /** The pictures to compare. */
  readonly kind: 'picture';
  /** The reference, by its id in the index. */
  readonly referenceId: string;
  /** Query time to reference time, right within about 0.4 s over the interval. */
  readonly map: TimeMap;
  /** Start of the proposed interval, seconds of the query. */
  readonly queryStart: number;
  /** End of the proposed interval, seconds of the query, exclusive. The verifier extends the alignment beyond it. */
  readonly queryEnd: number;
  /** Orientation of the query's picture relative to the reference's. @defaultValue the same */
  readonly orientation?: Orientation;
  /** Compares the pictures. @defaultValue the active pictures of both films */
  readonly verifier?: Verifier;
  /** Hypotheses of which this is one, where they are more than its proposer declares. @defaultValue as declared */
  readonly trials?: number;
}

/** Turns a proposed alignment into a segment. */
export interface Verifier {
  /**
   * Refines and extends an alignment, and scores it.
   * @param trials - Hypotheses that its proposer tests at each place and speed: the score is corrected for them.
   * @returns The segment; undefined if the evidence is no better than chance.
   */
  verify(alignment: PictureAlignment, trials: number): Segment | undefined;
}
