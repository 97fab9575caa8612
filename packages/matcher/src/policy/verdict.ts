import type { ReleaseWindow } from './types.ts';

/** Why a sighting is left to a person. */
export type ReviewReason =
  /** The match is too weak to act on. */
  | 'weak-match'
  /** It shows the film's first minute or last half minute alone, where a studio's mark may stand that other films have as well. */
  | 'lead-in-only'
  /** The independent second hash does not see the match. */
  | 'second-opinion-disagrees'
  /** Nobody knows when it was seen. */
  | 'sighting-time-unknown'
  /** The time is a file's own timestamp, or nobody knows where it comes from. */
  | 'sighting-time-unsure'
  /** The time may lie before or after the opening of a window, as a date without a time zone leaves open. */
  | 'near-opening'
  /** No window is on record at all, none for the sighting's territory, or none for home viewing. */
  | 'window-unknown'
  /** The source evidence says disc or screener, and no disc window is on record to compare with. */
  | 'disc-window-unknown'
  /** Windows were open in some territories and not in others, and where it was seen is not known. */
  | 'territory-unknown'
  /** It could already be bought in another territory: an imported copy is possible. */
  | 'open-in-another-territory'
  /** It was already on digital sale, the disc window was not open, and the source evidence does not settle which it was made from. */
  | 'digital-already-open'
  /** It had already been broadcast, the disc window was not open, and the source evidence does not settle which it was made from. */
  | 'broadcast-already-open'
  /** Only cinemas showed it: a camera recording is possible. */
  | 'camera-copy-possible';

/** One thing that speaks for or against a pre-release leak. */
export interface Finding {
  /** Which way it speaks. */
  readonly speaks: 'for' | 'against';
  /** One short sentence. */
  readonly sentence: string;
}

/** How long before a window opened the copy was seen. */
export interface LeadTime {
  /** The window that was not open yet. */
  readonly window: ReleaseWindow;
  /** Seconds from the latest possible sighting to the earliest possible opening: a lower bound where either is uncertain. */
  readonly secondsEarly: number;
  /** `secondsEarly` in whole days of 24 hours, rounded down. */
  readonly daysEarly: number;
}

interface VerdictBase {
  /** One sentence that a lawyer can follow. It speaks of a copy and of dates, and blames nobody. */
  readonly summary: string;
  /** What speaks for a pre-release leak and what against it. */
  readonly explain: readonly Finding[];
}

/** Nothing enrolled was recognised. */
export interface NoMatchVerdict extends VerdictBase {
  /** Tells it from the other verdicts. */
  readonly kind: 'no-match';
}

/** The facts at hand do not decide it: a person has to look. */
export interface NeedsReviewVerdict extends VerdictBase {
  /** Tells it from the other verdicts. */
  readonly kind: 'needs-review';
  /** Why, at least one, in the order of {@link ReviewReason}. */
  readonly reasons: readonly ReviewReason[];
  /**
   * What the windows say on their own, where only the match or the time of the sighting is in doubt: the verdict that follows if a
   * person confirms these. For sorting the pile, not for acting on.
   */
  readonly ifConfirmed?: 'pre-release-leak' | 'released-copy';
}

/** The copy was seen before any lawful copy of its kind could be had. */
export interface PreReleaseLeakVerdict extends VerdictBase {
  /** Tells it from the other verdicts. */
  readonly kind: 'pre-release-leak';
  /**
   * `no-window-open`: nobody in the public could have had a copy, whatever it was made from. `source-evidence`: another channel was
   * open, and the evidence says that the copy was not made from it.
   */
  readonly basis: 'no-window-open' | 'source-evidence';
  /** Whole days before the first of `leadTimes`, rounded down. */
  readonly daysEarly: number;
  /** The windows that the copy was ahead of, soonest first; at least one. With `source-evidence`, those of the source. */
  readonly leadTimes: readonly LeadTime[];
  /** With `source-evidence`: how strongly it rules out the open channels, at least {@link SOURCE_ODDS_NEEDED}. */
  readonly sourceOdds?: number;
}

/** Lawful copies could already be had: the sighting is not evidence of a leak. It may still infringe. */
export interface ReleasedCopyVerdict extends VerdictBase {
  /** Tells it from the other verdicts. */
  readonly kind: 'released-copy';
  /** Every window that was certainly open, in order of opening. */
  readonly openWindows: readonly ReleaseWindow[];
}

/** What a sighting means, given the windows. Branch on `kind`. */
export type Verdict = NoMatchVerdict | NeedsReviewVerdict | PreReleaseLeakVerdict | ReleasedCopyVerdict;

/**
 * Odds at which source evidence decides, and its inverse: 20 to 1, so that evidence this strong misleads about once in twenty-one
 * copies if both readings were equally likely before. Between the two a person decides.
 */
export const SOURCE_ODDS_NEEDED = 20;
