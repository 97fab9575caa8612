import type { LumaSeries } from '@streetdate/core/portable';
import { resampledLuma } from '../../../luma/resampled-luma.ts';
import { LONGEST_STEP_MS } from '../../compare/entries-around.ts';
import { lumaAt, SHOT_CHANGE } from '../../compare/luma-at.ts';
import { median } from '../../compare/median.ts';
import type { PlacedRendition } from '../../copy/rendition.ts';

/** Mean luma of a copy against that of the rendition it shows. Codes are 0 to 255. */
export interface PairedLuma {
  /** Moments compared. */
  readonly pairs: number;
  /** Slope of the regression line, codes of the copy per code of the rendition: 1 for equal contrast. */
  readonly contrast: number;
  /** Code of the copy where the rendition is black, on that line. */
  readonly black: number;
  /** Standard deviation of the residuals' change from one moment to the next, codes: flicker, which grading does not cause. */
  readonly flicker: number;
  /** Share of the variance that the line explains, 0 to 1. Flicker is excluded: a strong flicker in a dark scene is not another picture. */
  readonly explained: number;
}

/** Residuals beyond this many median deviations are excluded: something was laid over the picture. */
const OUTLIER = 4;
/** Standard deviation of a normal distribution divided by its median absolute deviation. */
const BY_MEDIAN = 1.4826;

/** Regresses a copy's mean luma on a rendition's; undefined if either has none or too little can be compared. */
export function pairLuma(luma: LumaSeries | undefined, { segments, fingerprint }: PlacedRendition): PairedLuma | undefined {
  if (luma === undefined || fingerprint.luma === undefined) return undefined;
  const copy = resampledLuma(luma);
  const pairs: { timeMs: number; shown: number; film: number }[] = [];
  for (const { queryStart, queryEnd, referenceStart, speed } of segments) {
    for (const [at, timeMs] of copy.timesMs.entries()) {
      if (timeMs < 1000 * queryStart || timeMs >= 1000 * queryEnd) continue;
      const film = lumaAt(fingerprint.luma, 1000 * (referenceStart + speed * (timeMs / 1000 - queryStart)));
      if (film !== undefined) pairs.push({ timeMs, shown: copy.means[at]! / 256, film });
    }
  }
  if (pairs.length < 8) return undefined;
  pairs.sort((one, next) => one.timeMs - next.timeMs);
  let line = fitLine(pairs);
  const residual = ({ shown, film }: (typeof pairs)[number]) => shown - line.black - line.contrast * film;
  const spread = BY_MEDIAN * median(pairs.map((pair) => Math.abs(residual(pair))));
  const kept = pairs.filter((pair) => Math.abs(residual(pair)) <= OUTLIER * spread);
  if (kept.length >= 8) line = fitLine(kept);
  const steps = pairs.slice(1).flatMap((pair, at) => {
    const before = pairs[at]!;
    return pair.timeMs - before.timeMs <= LONGEST_STEP_MS && Math.abs(pair.film - before.film) < SHOT_CHANGE
      ? [Math.abs(residual(pair) - residual(before))]
      : [];
  });
  const flicker = (BY_MEDIAN * median(steps)) / Math.SQRT2;
  const unexplained = line.variance === 0 ? 1 : Math.max(0, 1 - line.explained - flicker ** 2 / line.variance);
  return { pairs: pairs.length, contrast: line.contrast, black: line.black, flicker, explained: 1 - unexplained };
}

/** Ordinary least squares. */
function fitLine(pairs: readonly { readonly shown: number; readonly film: number }[]): {
  contrast: number;
  black: number;
  explained: number;
  /** Variance of the copy's luma. */
  variance: number;
} {
  const mean = (of: (pair: (typeof pairs)[number]) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [shown, film] = [mean((pair) => pair.shown), mean((pair) => pair.film)];
  const across = mean((pair) => (pair.shown - shown) * (pair.film - film));
  const [ofShown, ofFilm] = [mean((pair) => (pair.shown - shown) ** 2), mean((pair) => (pair.film - film) ** 2)];
  const contrast = ofFilm === 0 ? 1 : across / ofFilm;
  const explained = ofShown === 0 || ofFilm === 0 ? 0 : across ** 2 / (ofShown * ofFilm);
  return { contrast, black: shown - contrast * film, explained, variance: ofShown };
}
