import type { AllowedSource } from './allowed-source.ts';
import type { Dispute } from './dispute.ts';
import type { Fact } from './fact.ts';
import type { UnpublishedFootage } from './footage.ts';
import type { LeadWindow, PublishedPromo, ReleaseWindow } from './types.ts';

/** Why a sighting needs review. */
export type ReviewReason =
  /** Its use was disputed, and the dispute was upheld. It accuses nobody any more. */
  | 'dispute-upheld'
  /** Its use is disputed, and nobody has decided yet. */
  | 'disputed'
  /** The match is too weak to act on. */
  | 'weak-match'
  /** Only the sound matches. Films share music and recordings, so sound alone never decides. */
  | 'sound-alone'
  /** It covers only the film's first minute or last half minute, where a studio logo may be that other films share. */
  | 'lead-in-only'
  /** The second hash contradicts the match. */
  | 'second-opinion-disagrees'
  /** Another title has the footage too, and nobody has decided whose it is. */
  | 'owner-undecided'
  /** Nearly all of it is published, and the rest matches only weakly. */
  | 'unpublished-unsure'
  /** It consists of short pieces, and no promo is enrolled that would show which footage is published. */
  | 'may-be-promo'
  /** The time of the sighting is unknown. */
  | 'sighting-time-unknown'
  /** The time is the file's own timestamp, or its origin is unknown. */
  | 'sighting-time-unsure'
  /** The time may lie before or after the publication of the promo that shows this footage. */
  | 'near-publication'
  /** The time may lie before or after the opening of a window, as a date without a time zone leaves open. */
  | 'near-opening'
  /** No window is on record at all, none for the sighting's territory, or none for home viewing. */
  | 'window-unknown'
  /** The evidence favours a disc or screener, and no disc window is on record. */
  | 'disc-window-unknown'
  /** Windows were open in some territories and not in others, and the territory is unknown. */
  | 'territory-unknown'
  /** It could already be bought in another territory: an imported copy is possible. */
  | 'open-in-another-territory'
  /** It was on digital sale, the disc window was not open, and the evidence does not tell which it was made from. */
  | 'digital-already-open'
  /** It had been broadcast, the disc window was not open, and the evidence does not tell which it was made from. */
  | 'broadcast-already-open'
  /** A party was licensed to use it, and the evidence does not exclude its copies and showings. */
  | 'licensed-already-open'
  /** Only cinemas showed it: a camera recording is possible. */
  | 'camera-copy-possible';

/** One fact for or against a pre-release leak. */
export interface Finding {
  /** Whether it supports a leak. */
  readonly speaks: 'for' | 'against';
  /** One short sentence, in English. */
  readonly sentence: string;
  /** The same as data. Absent in verdicts of older versions. */
  readonly fact?: Fact;
}

/** How long before a window opened the copy was seen. */
export interface LeadTime {
  /** The window that was not open yet. */
  readonly window: LeadWindow;
  /** Seconds from the latest possible sighting to the earliest possible opening: a lower bound where either is uncertain. */
  readonly secondsEarly: number;
  /** `secondsEarly` in whole days of 24 hours, rounded down. */
  readonly daysEarly: number;
}

interface VerdictBase {
  /** One sentence that a lawyer can follow. It states a copy and dates, and blames nobody. */
  readonly summary: string;
  /** The facts for and against a pre-release leak. */
  readonly explain: readonly Finding[];
}

/** No enrolled title was found. */
export interface NoMatchVerdict extends VerdictBase {
  /** Always `no-match`. */
  readonly kind: 'no-match';
  /** What was found all the same: content that many films share, or footage of a title that proves nothing. @defaultValue nothing */
  readonly only?: 'shared-content' | 'proves-nothing';
}

/** The facts do not decide it: a person has to review it. */
export interface NeedsReviewVerdict extends VerdictBase {
  /** Always `needs-review`. */
  readonly kind: 'needs-review';
  /** The reasons, at least one, in the order of {@link ReviewReason}. */
  readonly reasons: readonly ReviewReason[];
  /** The verdict that follows if a person confirms the match or the time, where only these are in doubt. For sorting, not for acting on. */
  readonly ifConfirmed?: 'pre-release-leak' | 'released-copy';
  /** The footage that no enrolled promo shows, where that counts. */
  readonly unpublished?: UnpublishedFootage;
  /** The disputes that stand: upheld ones, then open ones. Absent if there are none. */
  readonly disputes?: readonly Dispute[];
  /** With `disputes`: the verdict without them. */
  readonly otherwise?: 'needs-review' | 'pre-release-leak' | 'released-copy';
}

/** The copy was seen before any lawful copy of its kind existed. */
export interface PreReleaseLeakVerdict extends VerdictBase {
  /** Always `pre-release-leak`. */
  readonly kind: 'pre-release-leak';
  /**
   * `no-window-open`: nobody in the public could have had a copy. `source-evidence`: another channel was open, and
   * evidence excludes it as the source. `promo-unpublished`: it shows a promo, before that was published.
   */
  readonly basis: 'no-window-open' | 'source-evidence' | 'promo-unpublished';
  /** Whole days before the first of `leadTimes`, rounded down. */
  readonly daysEarly: number;
  /** The windows that had not opened, soonest first; at least one. With `source-evidence`, those of the source. */
  readonly leadTimes: readonly LeadTime[];
  /** With `source-evidence`: odds against the open channels, at least {@link SOURCE_ODDS_NEEDED}. */
  readonly sourceOdds?: number;
  /** The footage that was not published. Absent for a promo. */
  readonly unpublished?: UnpublishedFootage;
}

/** Everything that was found had been published before the sighting. */
export interface PublishedMaterialVerdict extends VerdictBase {
  /** Always `published-material`. */
  readonly kind: 'published-material';
  /** The promos that show it, at least one. */
  readonly promos: readonly PublishedPromo[];
}

/** It was seen only where its owner allows it. */
export interface AuthorisedVerdict extends VerdictBase {
  /** Always `authorised`. */
  readonly kind: 'authorised';
  /** The entries that allow it, at least one. */
  readonly allowedBy: readonly AllowedSource[];
  /** The verdict without them. */
  readonly otherwise: 'needs-review' | 'pre-release-leak' | 'released-copy' | 'published-material';
}

/** Lawful copies existed already, so the sighting is no evidence of a leak. It may still infringe. */
export interface ReleasedCopyVerdict extends VerdictBase {
  /** Always `released-copy`. */
  readonly kind: 'released-copy';
  /** Every window that was certainly open, in order of opening. */
  readonly openWindows: readonly ReleaseWindow[];
}

/** What a sighting means, given the windows. Branch on `kind`. */
export type Verdict =
  | NoMatchVerdict
  | NeedsReviewVerdict
  | PreReleaseLeakVerdict
  | ReleasedCopyVerdict
  | PublishedMaterialVerdict
  | AuthorisedVerdict;

/** All kinds of verdicts, gravest first. A file with several titles takes the gravest. */
export const VERDICT_KINDS = [
  'pre-release-leak',
  'needs-review',
  'authorised',
  'released-copy',
  'published-material',
  'no-match',
] as const satisfies readonly Verdict['kind'][];

/**
 * Odds at which source evidence decides. At 20 : 1 about one copy in twenty-one is judged wrongly if both readings were
 * equally likely before. Below these odds a person decides.
 */
export const SOURCE_ODDS_NEEDED = 20;
