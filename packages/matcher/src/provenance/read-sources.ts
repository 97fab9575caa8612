import { checkFingerprint, checkList, checkObject } from '@streetdate/core/internal';
import type { Blending, Fingerprint, SubtitleTrack } from '@streetdate/core/portable';
import type { Match } from '../match.ts';
import { placeCopy, type Rendition } from './copy/rendition.ts';
import { readSigns } from './read-signs.ts';
import type { Doubt } from './sign.ts';
import type { Cadence } from './signs/cadence/measure-cadence.ts';
import type { Detail } from './signs/detail/detail-gain.ts';
import { SIGNS, type SignName } from './signs.ts';
import type { SourceEvidence } from './source-evidence.ts';
import { readVariants, type VariantReading } from './variants/variants.ts';

/** Options for {@link readSources}. Without a measurement, the sign that needs it is inconclusive. */
export interface ReadSourcesOptions {
  /** Id of the hash that found the matches. @defaultValue 'pdq/1' */
  readonly algorithm?: string;
  /** Result of {@link measureCadence} for the intervals of {@link cadenceIntervals}. @defaultValue not measured */
  readonly cadence?: Cadence | undefined;
  /** Results of core's `measureBlending` for the intervals of {@link blendingIntervals}. @defaultValue not measured */
  readonly blending?: readonly Blending[] | undefined;
  /** Times of the copy's subtitles, from core's `readSubtitles`; see {@link asksForSubtitles}. @defaultValue not read */
  readonly subtitles?: readonly SubtitleTrack[] | undefined;
  /** Result of {@link measureDetail} for the intervals of {@link detailIntervals}. @defaultValue not measured */
  readonly detail?: Detail | undefined;
}

/** A sign that was inconclusive. That is the usual case, and no fault. */
export interface SilentSign {
  /** The sign's name. */
  readonly sign: SignName;
  /** Why: one sentence for a person. */
  readonly reason: string;
}

/** A doubt that one sign raises about one rendition. */
export interface SignDoubt extends Doubt {
  /** The sign's name. */
  readonly sign: SignName;
}

/** From which release a copy was made, as far as it can be measured. */
export interface SourceReading {
  /** Likelihood ratios that may be multiplied, the most reliable sign first; empty if all signs were inconclusive. */
  readonly evidence: readonly SourceEvidence[];
  /** Every doubt, before they are combined: for calibration, and to see why. */
  readonly doubts: readonly SignDoubt[];
  /** The signs that were inconclusive. */
  readonly silent: readonly SilentSign[];
  /** Variants of one release that the copy tells apart; usually empty. */
  readonly variants: readonly VariantReading[];
}

/**
 * Estimates which release a copy was made from. Each enrolled rendition is compared with the one that fits best; those that fit worse are
 * doubted. Nothing is ever evidence *for* a source, since a release that nobody enrolled might fit as well. Pure.
 * @param query - The copy's fingerprint.
 * @param matches - The matches of the copy. Matches with other references are ignored.
 * @param renditions - Every enrolled rendition of one title, matched or not: what the copy does not show is evidence too.
 */
export function readSources(
  query: Fingerprint,
  matches: readonly Match[],
  renditions: readonly Rendition[],
  options: ReadSourcesOptions = {},
): SourceReading {
  checkFingerprint('query', query);
  checkList('matches', matches, checkObject);
  checkList('renditions', renditions, checkObject);
  checkObject('options', options);
  const { algorithm = 'pdq/1', cadence, blending, subtitles, detail } = options;
  const copy = { ...placeCopy(query, matches, renditions, algorithm), cadence, blending, subtitles, detail };
  const { evidence, doubts, silent } = readSigns(SIGNS, copy);
  return {
    evidence,
    doubts: doubts.map(({ trait: _, ...doubt }) => doubt),
    silent,
    variants: readVariants(copy),
  };
}
