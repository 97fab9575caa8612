import type { Segment } from '../match.ts';
import type { Orientation } from './orientation.ts';
import type { TimeMap } from './time-map.ts';

/** A proposed temporal alignment: an interval of the query may show a reference, along one time map. The pictures decide. */
export interface PictureAlignment {
  /** Pictures that may match. */
  readonly kind: 'picture';
  /** The reference, by its id in the index. */
  readonly referenceId: string;
  /** Query time to reference time: right within about 0.4 s over the interval. */
  readonly map: TimeMap;
  /** Start of the proposed interval, seconds of the query. */
  readonly queryStart: number;
  /** End of the proposed interval, seconds of the query, exclusive. The verifier extends the alignment beyond it. */
  readonly queryEnd: number;
  /** How the query's picture is oriented, compared with the reference's. @defaultValue as the reference's */
  readonly orientation?: Orientation;
  /** Compares the pictures. @defaultValue the active pictures of both films */
  readonly verifier?: Verifier;
}

/** Turns a proposed alignment into a segment. */
export interface Verifier {
  /**
   * Refines and extends an alignment, and scores it.
   * @param trials - Hypotheses that its proposer tests at each place and speed: the score is corrected for them.
   * @returns The segment; undefined when the evidence is no better than chance.
   */
  verify(alignment: PictureAlignment, trials: number): Segment | undefined;
}
