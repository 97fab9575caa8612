import { checkInteger, checkList, checkObject, checkRange, secondsIn } from '@streetdate/core/internal';
import { type Fingerprint, findTrack, type TimeSpan } from '@streetdate/core/portable';
import type { ReferenceIndex } from '@streetdate/index';
import { DEFAULT_MAX_DISTANCE } from '@streetdate/index/internal';
import type { EvidenceChannel } from './evidence/channel.ts';
import { audioEvidence, hashBits, meanLumaEvidence, motionEvidence, secondHash } from './evidence/channels.ts';
import { audio } from './propose/audio/audio-proposer.ts';
import { crop } from './propose/crop/crop.ts';
import { diagonals } from './propose/diagonals/diagonals-proposer.ts';
import { queryViews, referenceViews } from './propose/further-views.ts';
import { hashVotes } from './propose/hash-votes.ts';
import { insetCrops } from './propose/inset-crops.ts';
import { localFeatures } from './propose/local-features/local-features.ts';
import { meanLuma } from './propose/mean-luma/mean-luma.ts';
import { motion } from './propose/motion/motion-proposer.ts';
import { movingCrop } from './propose/moving-crop/moving-crop.ts';
import { negative } from './propose/negative.ts';
import { pillarbox } from './propose/pillarbox/pillarbox.ts';
import type { Proposer } from './propose/proposer.ts';
import { registration } from './propose/registration/registration.ts';
import { rotation } from './propose/rotation.ts';
import { SearchState } from './propose/search-state.ts';
import type { SearchStep } from './propose/search-step.ts';
import { shotCuts } from './propose/shot-cuts/shot-cuts.ts';
import { still } from './propose/still.ts';
import { STRONG_BELOW } from './sureness.ts';

/**
 * The proposers of a search, in this order. Each sees what the ones before it explained, and all draw from one budget. What each needs, costs
 * and finds is declared beside it; docs/search.md has the table.
 */
export const PROPOSERS: readonly Proposer[] = [
  still,
  audio,
  hashVotes,
  negative,
  shotCuts,
  meanLuma,
  diagonals,
  queryViews,
  motion,
  referenceViews,
  pillarbox,
  crop,
  rotation,
  registration,
  movingCrop,
  insetCrops,
  localFeatures,
];

/** The evidence channels of a search. {@link combineEvidence} combines them. */
export const EVIDENCE_CHANNELS: readonly EvidenceChannel[] = [hashBits, motionEvidence, meanLumaEvidence, secondHash, audioEvidence];

/** Options of `findMatches`. */
export interface MatchOptions {
  /** Look-alike frames that differ in more bits propose nothing. Every frame of a proposed alignment is compared all the same. @defaultValue 96 */
  readonly maxSeedDistance?: number;
  /** Expected false matches up to which a match is reported. @defaultValue 0.1 */
  readonly reportBelow?: number;
  /** Expected false matches up to which a match is `strong`. @defaultValue 0.001 */
  readonly strongBelow?: number;
  /** Alignments that are verified for each reference, most votes first. @defaultValue 400 */
  readonly maxAlignments?: number;
  /**
   * References that are searched as if they were the whole library, whatever lies beside them: titles that are not out yet.
   * @defaultValue none
   */
  readonly prioritised?: ReadonlySet<string>;
  /** Comparisons of two frames that the search may spend on prioritised references. @defaultValue as that of `maxComparisons` */
  readonly maxPrioritisedComparisons?: number;
  /**
   * References that many films contain and none owns, such as a studio's logo. They are not reported, and what another reference shares with
   * them is shared content, however long it is. @defaultValue none
   */
  readonly background?: ReadonlySet<string>;
  /**
   * The title of each reference, by its id. Content that references of two titles share adds no score, unless it is nearly all of one of them,
   * or a minute and a tenth of it. Renditions of one title share everything and lose nothing. Without titles, references that share half of
   * their pictures or a minute count as one film. @defaultValue unknown
   */
  readonly titles?: ReadonlyMap<string, string>;
  /**
   * Comparisons of two frames that the search may spend on references that are not prioritised. A core does about 500 million a second.
   * @defaultValue 200 million and 15 million for each second of the query; for a pass over key frames 300 million and 0.2 million for each
   * second; at most 2 billion
   */
  readonly maxComparisons?: number;
  /**
   * Hours of film in the whole library, where the index holds one group of it. Scores then count the alignments of the whole library, and the
   * search may spend the group's share of `maxComparisons`. @defaultValue those of the index
   */
  readonly libraryHours?: number;
  /** The proposers, in order. @defaultValue {@link PROPOSERS} */
  readonly proposers?: readonly Proposer[];
  /** The evidence channels. @defaultValue {@link EVIDENCE_CHANNELS} */
  readonly channels?: readonly EvidenceChannel[];
}

/** The options of a search with their defaults. */
export type ResolvedOptions = Required<Omit<MatchOptions, 'maxComparisons' | 'maxPrioritisedComparisons' | 'libraryHours'>> & {
  readonly maxComparisons: number | undefined;
  readonly maxPrioritisedComparisons: number | undefined;
  readonly libraryHours: number | undefined;
};

/** Checks options, and fills in the defaults. @throws RangeError for an option out of its range. */
export function resolveOptions(options: MatchOptions): ResolvedOptions {
  checkObject('options', options);
  const { maxSeedDistance = DEFAULT_MAX_DISTANCE, reportBelow = 0.1, strongBelow = STRONG_BELOW, maxAlignments = 400 } = options;
  const { prioritised = new Set(), background = new Set(), titles = new Map() } = options;
  const { maxComparisons, maxPrioritisedComparisons, libraryHours } = options;
  const { proposers = PROPOSERS, channels = EVIDENCE_CHANNELS } = options;
  checkRange('maxSeedDistance', maxSeedDistance, 0, 1024);
  checkRange('reportBelow', reportBelow, 0, Number.MAX_VALUE);
  checkRange('strongBelow', strongBelow, Number.MIN_VALUE, Number.MAX_VALUE);
  checkInteger('maxAlignments', maxAlignments, 1, 1_000_000);
  if (maxComparisons !== undefined) checkRange('maxComparisons', maxComparisons, 0, Number.MAX_VALUE);
  if (maxPrioritisedComparisons !== undefined) {
    checkRange('maxPrioritisedComparisons', maxPrioritisedComparisons, 0, Number.MAX_VALUE);
  }
  if (libraryHours !== undefined) checkRange('libraryHours', libraryHours, 0, Number.MAX_VALUE);
  checkUnique('proposers', proposers);
  checkUnique('channels', channels);
  const limits = { maxSeedDistance, reportBelow, strongBelow, maxAlignments, maxComparisons, maxPrioritisedComparisons, libraryHours };
  return { ...limits, prioritised, background, titles, proposers, channels };
}

function checkUnique(name: string, parts: readonly { readonly name: string }[]): void {
  checkList(name, parts, checkObject);
  const twice = parts.find((part, at) => parts.findIndex((other) => other.name === part.name) !== at);
  if (twice !== undefined) throw new RangeError(`${name} must have a name each, got ${twice.name} twice`);
}

/**
 * Runs the proposers on a query, and verifies what they propose.
 * @param settled - Intervals that need no search, seconds. @defaultValue none
 * @param tell - Called with what each proposer did.
 * @throws TypeError when the query has no track of the index's algorithm.
 */
export function runProposers(
  query: Fingerprint,
  index: ReferenceIndex,
  options: ResolvedOptions,
  settled: readonly TimeSpan[] = [],
  tell?: (step: SearchStep) => void,
): SearchState {
  const track = findTrack(query, index.algorithm);
  if (track === undefined) {
    const found = query.tracks.map((other) => other.algorithm).join(', ') || 'none';
    throw new TypeError(`query must have a track of ${index.algorithm}, got ${found}`);
  }
  const { maxSeedDistance, maxAlignments, strongBelow, prioritised, proposers, channels } = options;
  const usual = defaultComparisons(query);
  const { maxComparisons = usual, maxPrioritisedComparisons = usual } = options;
  const open = openShare(query, settled);
  const share = shareOf(index, options);
  const state = new SearchState(query, track, index, {
    maxSeedDistance,
    maxAlignments,
    explainedFrom: -Math.log10(strongBelow),
    prioritised,
    maxPrioritisedComparisons: maxPrioritisedComparisons * open,
    maxComparisons: maxComparisons * open * share,
    share,
    motion: channels.includes(motionEvidence),
    settled,
  });
  for (const proposer of proposers) {
    if (tell === undefined) state.run(proposer);
    else tell(state.runAndTell(proposer));
  }
  return state;
}

/**
 * Default of {@link MatchOptions.maxComparisons}: finding nothing takes about as long as fingerprinting an upload did. A pass over key frames
 * takes a small part of decoding a film, and so may its search.
 */
function defaultComparisons({ duration, look }: Fingerprint): number {
  return Math.min(2e9, look?.frames === 'key' ? 3e8 + 2e5 * duration : 2e8 + 1.5e7 * duration);
}

/** Share of a query that no earlier pass has settled: a pass over a tenth of a film gets a tenth of its budget. */
function openShare({ duration }: Fingerprint, settled: readonly TimeSpan[]): number {
  return duration > 0 ? 1 - secondsIn(settled) / duration : 1;
}

/** Share of the library that an index holds, 0 to 1. */
export function shareOf({ duration }: Pick<ReferenceIndex, 'duration'>, { libraryHours }: Pick<ResolvedOptions, 'libraryHours'>): number {
  // An empty index has a share as well: nothing is searched in it, and scores are divided by it.
  if (libraryHours === undefined || duration === 0) return 1;
  const share = duration / 3600 / libraryHours;
  // Sums in another order differ in their last digits. An index that holds everything is searched as if it were alone.
  return share > 1 - 1e-9 ? 1 : share;
}

/** What a search found, before channels value it. */
export type FoundSegments = Pick<SearchState, 'query' | 'index' | 'segments' | 'audioRuns' | 'nearest' | 'pieces'>;
