import type { PictureArea, PictureQuad } from '@streetdate/core/portable';

/** An interval of the query that matches an interval of one reference, under one time map. */
export interface Segment {
  /** Start in the query, seconds. */
  readonly queryStart: number;
  /** End in the query, seconds, exclusive. */
  readonly queryEnd: number;
  /** Start in the reference, seconds. */
  readonly referenceStart: number;
  /** End in the reference, seconds, exclusive. */
  readonly referenceEnd: number;
  /**
   * Seconds of reference in one second of query: 25/24 for a PAL speed-up, 1 for a plain copy, -1 for one that is played backwards. Below 0
   * the query shows `referenceEnd` at `queryStart`, and `referenceStart` at `queryEnd`.
   */
  readonly speed: number;
  /** Whether the query shows the picture mirrored left to right. */
  readonly mirrored: boolean;
  /** Clockwise rotation of the query's picture in degrees, after mirroring. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Whether the query shows a negative of the picture. @defaultValue false */
  readonly inverted?: boolean;
  /**
   * The compared view of the query's picture: `active` is the active picture area, `inset-1` a picture inside the picture, `tilted+3.5` the
   * picture with its tilt undone, `framed-1.33` the middle of it in a reference's aspect ratio, between undetected bars.
   */
  readonly queryView: string;
  /** The query's active picture area for most of the segment, without bars, in fractions of its frame. @defaultValue unknown */
  readonly activeArea?: PictureArea;
  /**
   * Position of the compared inset, or of the picture between undetected bars, in fractions of the query's frame, for most of the segment.
   * @defaultValue none, or unknown
   */
  readonly inset?: PictureQuad;
  /** The compared view of the reference's picture: `active`, or `middle-0.9` if the copy shows nine tenths of it. */
  readonly referenceView: string;
  /**
   * Crop of the reference's picture in the query, in fractions of it, if it was registered. With `queryView` `cut-out` the middle half of
   * the reference's picture was compared; with `inset-crop`, in an inset of the query. With `solved` the thumbnails of both were
   * registered. @defaultValue unknown
   */
  readonly cutOut?: PictureArea;
  /** The crop at the end of the segment, if it moves: `cutOut` is then the one at its start. @defaultValue the crop stays */
  readonly cutOutAtEnd?: PictureArea;
  /** Further clockwise tilt of the query's picture in degrees beside `rotation`, if registered. @defaultValue unknown, or none */
  readonly tilt?: number;
  /**
   * Share of the query's picture, 0 to 1, that is covered throughout, such as by a person in front. @defaultValue unknown, or next to none
   */
  readonly covered?: number;
  /** Mean share of differing bits over every frame compared on the alignment, 0 to 1; unrelated pictures are near 0.48. */
  readonly meanDistance: number;
  /** Mean share of differing bits between these query frames and other moments of the reference. It normalises the mean distance. */
  readonly backgroundDistance: number;
  /** Frames compared. */
  readonly framesCompared: number;
  /** Number of independent observations among them: a still picture counts once. */
  readonly independentFrames: number;
  /** The score of this segment alone; see {@link Match.score}. */
  readonly score: number;
  /** Distance in bits of every compared query frame, for plots: parallel to `frameTimes`. */
  readonly distances: readonly number[];
  /** Query times of `distances`, seconds. */
  readonly frameTimes: readonly number[];
  /**
   * Evidence of motion, if the pictures alone could not determine the moment: a still scene, or a short segment. @defaultValue not compared
   */
  readonly motion?: SegmentMotion;
  /**
   * The proposing medium. For sound, the distances and counts are those of its 32-bit codes, the ends are known within a second, and
   * nothing is known about the picture. @defaultValue 'picture'
   */
  readonly foundBy?: 'picture' | 'sound';
}

/** The strongest motion channel of a segment. Its `logChance` is the combined one of all channels, as added to the segment's score. */
export interface SegmentMotion extends MotionVote {
  /** A second motion channel by itself, and the dependence of both among unrelated films, 0 to 1. Fully dependent channels count as one. */
  readonly also?: MotionVote & { readonly dependence: number };
}

/** The vote of an independent hash on the segments that the default hash found. */
export interface SecondOpinion {
  /** The other hasher's id. */
  readonly algorithm: string;
  /** Number of compared frames. */
  readonly framesCompared: number;
  /** Mean share of differing bits, 0 to 1. */
  readonly meanDistance: number;
  /** `agrees`, `disagrees`, or `silent` if too few frames could be compared. */
  readonly vote: 'agrees' | 'disagrees' | 'silent';
}

/** The vote of the sound on the segments. */
export interface SoundVote {
  /**
   * `agrees` if it matches the reference on the alignment of the pictures; `disagrees` if it differs: dubbed, or replaced; `silent` if
   * there is none or too little; `alone` if only the sound found the reference.
   */
  readonly vote: 'agrees' | 'disagrees' | 'silent' | 'alone';
  /** Number of compared codes: about eight a second, or four for a copy at another speed. */
  readonly codesCompared: number;
  /** Mean share of differing bits, 0 to 1; unrelated audio is near 0.47. */
  readonly meanDistance: number;
  /** Mean share of differing bits between these query codes and other moments of the reference. It normalises the mean distance. */
  readonly backgroundDistance: number;
  /** Its contribution to {@link Match.score}, 0 to 3. Only agreeing sound contributes. */
  readonly scoreAdded: number;
}

/** The vote of the mean luma on the segments: the brightness changes of the whole picture. */
export interface LightVote {
  /** `agrees` if it changes like the reference's on the alignment of the pictures; otherwise, or if it changes too little, `silent`. */
  readonly vote: 'agrees' | 'silent';
  /** Number of compared changes, each from one quarter of a second to the next. */
  readonly changesCompared: number;
  /** Their correlation, -1 to 1; about 0 for unrelated films. */
  readonly correlation: number;
  /** Its contribution to {@link Match.score}, 0 to 3. Only agreeing luma contributes. */
  readonly scoreAdded: number;
}

/** An interval of a reference that another reference contains too. */
export interface SharedContent {
  /** The other reference's id. */
  readonly referenceId: string;
  /** Start in this reference, seconds. */
  readonly start: number;
  /** End in this reference, seconds, exclusive. */
  readonly end: number;
  /**
   * `duplicate`: nearly all of both, one film enrolled twice. `part`: a minute and more, or half of the shorter film in pieces, as of two
   * editions, or anything that renditions of one title share. `common`: less, such as a studio's intro, or anything that is shared with a
   * background reference. Common content supports none of its films and is not counted.
   */
  readonly kind: 'duplicate' | 'part' | 'common';
}

/** The match of one query with one reference. */
export interface Match {
  /** The reference's id, as it was added to the index. */
  readonly referenceId: string;
  /**
   * Strength of the evidence: minus the decimal logarithm of {@link Match.expectedFalseMatches}, 0 to 300. With a score of 6, about one
   * search in a million among unrelated films would find something as similar by chance.
   */
  readonly score: number;
  /** Expected number of matches at least as good as this one, if the query contained nothing of the library (an E-value). */
  readonly expectedFalseMatches: number;
  /** `strong` evidence is enough to act on; `weak` needs a person. */
  readonly strength: 'strong' | 'weak';
  /** The segments, in order of query time; at least one. */
  readonly segments: readonly Segment[];
  /**
   * Content that this reference shares with others, where the query shows it, in order of time; usually empty. Duplicates and parts are
   * reported if the query matches the other reference too.
   */
  readonly shared: readonly SharedContent[];
  /** The vote of the second hash; undefined if the fingerprints share no second track. */
  readonly secondOpinion: SecondOpinion | undefined;
  /** The vote of the sound; undefined for a still. A match of the sound `alone` is never strong: films share music. */
  readonly sound?: SoundVote | undefined;
  /** The vote of the mean luma; undefined for a still, and if the sound alone found the match. */
  readonly light?: LightVote | undefined;
  /** The votes of evidence channels that the caller added. @defaultValue none */
  readonly further?: readonly FurtherEvidence[];
}

/** The vote of an evidence channel that the caller added. */
export interface FurtherEvidence {
  /** The channel's name. */
  readonly channel: string;
  /** Whether it supports the alignment. */
  readonly vote: 'agrees' | 'disagrees' | 'silent';
  /** Its contribution to {@link Match.score}. */
  readonly scoreAdded: number;
}

/** The comparison of motion in query and reference. */
export interface MotionVote {
  /** The compared feature: luma changes of picture areas relative to the whole, or changes of the pictures. */
  readonly seenIn: 'brightness' | 'pictures';
  /** Number of compared moments: a quarter or a fifth of a second apart, or the query's different pictures. */
  readonly moments: number;
  /**
   * Correlation of the motion, or the mean rank of each picture among the moments around its own in a static scene; -1 to 1, about 0 for
   * unrelated films.
   */
  readonly correlation: number;
  /** Decimal logarithm of the p-value: the probability of this correlation between unrelated films, -10 to 0. */
  readonly logChance: number;
}
