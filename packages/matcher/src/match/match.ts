/** A stretch of the query that shows a stretch of one reference, along one straight line in time. */
export interface Segment {
  /** Where it begins in the query, seconds. */
  readonly queryStart: number;
  /** Where it ends in the query, seconds, exclusive. */
  readonly queryEnd: number;
  /** Where it begins in the reference, seconds. */
  readonly referenceStart: number;
  /** Where it ends in the reference, seconds, exclusive. */
  readonly referenceEnd: number;
  /** Seconds of reference that pass in one second of query: 25/24 for a PAL speed-up, 1 for a plain copy. */
  readonly speed: number;
  /** Whether the query shows the picture mirrored left to right. */
  readonly mirrored: boolean;
  /** Degrees clockwise by which the query shows the picture turned, after it was mirrored. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Mean share of differing bits over every frame compared on the line, 0 to 1; unrelated pictures are near 0.48. */
  readonly meanDistance: number;
  /** The same between these query frames and other moments of the reference: what the mean distance is weighed against. */
  readonly backgroundDistance: number;
  /** Frames compared. */
  readonly framesCompared: number;
  /** How many of those were independent observations: a picture that stands still counts once. */
  readonly independentFrames: number;
  /** The evidence of this segment alone; see {@link Match.score}. */
  readonly score: number;
  /** Distance in bits of every compared query frame, for plots: parallel to `frameTimes`. */
  readonly distances: readonly number[];
  /** Query times of `distances`, seconds. */
  readonly frameTimes: readonly number[];
}

/** What an independent hash says of the segments that the default hash found. */
export interface SecondOpinion {
  /** The other hasher's id. */
  readonly algorithm: string;
  /** Frames that could be compared. */
  readonly framesCompared: number;
  /** Mean share of differing bits, 0 to 1. */
  readonly meanDistance: number;
  /** `agrees`, `disagrees`, or `silent` when too few frames could be compared. */
  readonly vote: 'agrees' | 'disagrees' | 'silent';
}

/** What one query shows of one reference. */
export interface Match {
  /** The reference's id, as it was added to the index. */
  readonly referenceId: string;
  /**
   * Strength of the evidence: minus the decimal logarithm of {@link Match.expectedFalseMatches}, 0 to 300. A score of 6 means that
   * about one search in a million among unrelated films would show something as similar by chance.
   */
  readonly score: number;
  /** How many matches at least as good this search would be expected to show if nothing in the library were in the query. */
  readonly expectedFalseMatches: number;
  /** Whether the evidence is strong enough to act on, or only worth a person's look. */
  readonly strength: 'strong' | 'weak';
  /** The stretches, in order of query time; at least one. */
  readonly segments: readonly Segment[];
  /** What the second hash says; undefined where the fingerprints share no second track. */
  readonly secondOpinion: SecondOpinion | undefined;
}
