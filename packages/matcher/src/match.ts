import type { PictureArea, PictureQuad } from '@streetdate/core/portable';

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
  /**
   * Which part of the query's picture was compared: `active` the active picture area, `inset-1` a picture inside the picture, `tilted+3.5`
   * the picture turned back by so many degrees, `framed-1.33` the middle of it in a reference's shape, between bars that were not found.
   */
  readonly queryView: string;
  /** The query's active picture area for most of the segment, without bars, in fractions of its frame. @defaultValue unknown */
  readonly activeArea?: PictureArea;
  /**
   * Where in the query's frame the picture inside the picture, or between bars that were not found, lies that was compared, in fractions of the
   * frame, for most of the segment.
   * @defaultValue none, or unknown
   */
  readonly inset?: PictureQuad;
  /** Which part of the reference's picture: `active`, or `middle-0.9` where the copy shows nine tenths of it. */
  readonly referenceView: string;
  /**
   * The part of the reference's picture that the query shows, in fractions of it, where that was solved: `queryView` is `cut-out` then, and what
   * was compared is the middle half of the reference's picture; or `solved`, where thumbnails of both were laid over each other. @defaultValue unknown
   */
  readonly cutOut?: PictureArea;
  /** Degrees clockwise by which the query shows the picture turned beside `rotation`, where that was solved. @defaultValue unknown, or none */
  readonly tilt?: number;
  /** Share of the query's picture, 0 to 1, that shows something else throughout, such as a person in front. @defaultValue unknown, or next to none */
  readonly covered?: number;
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
  /** What moves in the picture, where its pictures alone were not sure of the moment that is shown: it stands still, or is short. @defaultValue not asked */
  readonly motion?: SegmentMotion;
  /**
   * What found it. Where it was the sound, the distances and counts are those of its codes of 32 bits, the ends are known within a
   * second, and nothing is known of the picture. @defaultValue 'picture'
   */
  readonly foundBy?: 'picture' | 'sound';
}

/** What moves in a segment, where that is seen best. Its `logChance` is what was added to the segment's score: of all that see it together. */
export interface SegmentMotion extends MotionVote {
  /** Where else it is seen, what that says alone, and how much both go together among strangers, 0 to 1: witnesses that see the same are one. */
  readonly also?: MotionVote & { readonly dependence: number };
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

/** What the sound says of the segments. */
export interface SoundVote {
  /**
   * `agrees` where it is the reference's on the same line as the pictures; `disagrees` where it is something else: dubbed, or replaced;
   * `silent` where there is none or too little to say; `alone` where nothing but the sound found the reference.
   */
  readonly vote: 'agrees' | 'disagrees' | 'silent' | 'alone';
  /** Codes that could be compared: about eight a second, or four of a copy at another speed. */
  readonly codesCompared: number;
  /** Mean share of differing bits, 0 to 1; unrelated sounds are near 0.47. */
  readonly meanDistance: number;
  /** The same between these query codes and other moments of the reference: what the mean distance is weighed against. */
  readonly backgroundDistance: number;
  /** What it added to {@link Match.score}, 0 to 3: only sound that agrees does. */
  readonly scoreAdded: number;
}

/** What the light says of the segments: how the brightness of the whole picture changes. */
export interface LightVote {
  /** `agrees` where the query's changes as the reference's does on the same line as the pictures; `silent` where it does not, or too little changes to say. */
  readonly vote: 'agrees' | 'silent';
  /** Changes from one quarter of a second to the next that could be compared. */
  readonly changesCompared: number;
  /** Their correlation, -1 to 1; that of strangers is about 0. */
  readonly correlation: number;
  /** What it added to {@link Match.score}, 0 to 3: only light that agrees does. */
  readonly scoreAdded: number;
}

/** A stretch of a reference that another reference found in the same query has as well. */
export interface SharedContent {
  /** The other reference's id. */
  readonly referenceId: string;
  /** Where it begins in this reference, seconds. */
  readonly start: number;
  /** Where it ends in this reference, seconds, exclusive. */
  readonly end: number;
  /**
   * `duplicate`: nearly all of both, one film enrolled twice. `part`: a minute and more, or where they have half of the shorter one in common, in
   * whatever pieces, as two editions do. `common`: less, as of a studio's intro, which speaks for none of the films that it stands before and is not counted, or all that
   * the other one has where that is background.
   */
  readonly kind: 'duplicate' | 'part' | 'common';
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
  /** What this reference shares with others that were found in the same query, in order of time; usually empty. */
  readonly shared: readonly SharedContent[];
  /** What the second hash says; undefined where the fingerprints share no second track. */
  readonly secondOpinion: SecondOpinion | undefined;
  /** What the sound says; undefined for a still. A match of the sound `alone` is never strong: films share music. */
  readonly sound?: SoundVote | undefined;
  /** What the light says; undefined for a still, and where the sound alone found the match. */
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
  /** What it added to {@link Match.score}. */
  readonly scoreAdded: number;
}

/** What moves in a picture says, beside what moves in the reference's. */
export interface MotionVote {
  /** Where it is seen: in how parts or cells of the picture brighten and darken beside the rest of it, or in how the bits of its hashes change. */
  readonly seenIn: 'brightness' | 'pictures';
  /** Moments compared: a quarter or a fifth of a second apart, or the query's different pictures. */
  readonly moments: number;
  /** Correlation of what moves at them, -1 to 1; that of unrelated films is about 0. */
  readonly correlation: number;
  /** Decimal logarithm of the chance that unrelated films go along as well, -10 to 0. */
  readonly logChance: number;
}
