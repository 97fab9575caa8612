import type { LumaSeries } from '@streetdate/core/portable';
import { resampledLuma } from '../../../luma/resampled-luma.ts';
import { LONGEST_STEP_MS } from '../../compare/entries-around.ts';
import { brightnessAt, CUT } from '../../compare/luma-at.ts';
import { median } from '../../compare/median.ts';
import type { PlacedRendition } from '../../copy/rendition.ts';

/** A copy's brightness beside that of the rendition that it shows. Codes are of luma, 0 to 255. */
export interface PairedLight {
  /** Moments compared. */
  readonly pairs: number;
  /** Codes of the copy for one of the rendition, on the straight line that fits best: 1 for equal contrast. */
  readonly contrast: number;
  /** Code of the copy where the rendition is black, on that line. */
  readonly black: number;
  /** Codes by which the copy strays from the line from one moment to the next, as a standard deviation: what flickers, and not what was graded. */
  readonly flicker: number;
  /** Share of the variance that the line explains, 0 to 1, what flickers left out: a strong flicker on a dark scene is no other picture. */
  readonly explained: number;
}

/** Residuals beyond so many median deviations are left out of the line: what was laid over the picture. */
const OUTLIER = 4;
/** A normal distribution's standard deviation by its median absolute deviation. */
const BY_MEDIAN = 1.4826;

/** Lays the copy's brightness beside a rendition's, moment by moment; undefined where either was not kept or too little can be compared. */
export function pairLight(brightness: LumaSeries | undefined, { segments, fingerprint }: PlacedRendition): PairedLight | undefined {
  if (brightness === undefined || fingerprint.luma === undefined) return undefined;
  const copy = resampledLuma(brightness);
  const pairs: { timeMs: number; shown: number; film: number }[] = [];
  for (const { queryStart, queryEnd, referenceStart, speed } of segments) {
    for (const [at, timeMs] of copy.timesMs.entries()) {
      if (timeMs < 1000 * queryStart || timeMs >= 1000 * queryEnd) continue;
      const film = brightnessAt(fingerprint.luma, 1000 * (referenceStart + speed * (timeMs / 1000 - queryStart)));
      if (film !== undefined) pairs.push({ timeMs, shown: copy.means[at]! / 256, film });
    }
  }
  if (pairs.length < 8) return undefined;
  pairs.sort((one, next) => one.timeMs - next.timeMs);
  let line = fitLine(pairs);
  const strays = ({ shown, film }: (typeof pairs)[number]) => shown - line.black - line.contrast * film;
  const spread = BY_MEDIAN * median(pairs.map((pair) => Math.abs(strays(pair))));
  const kept = pairs.filter((pair) => Math.abs(strays(pair)) <= OUTLIER * spread);
  if (kept.length >= 8) line = fitLine(kept);
  const steps = pairs.slice(1).flatMap((pair, at) => {
    const before = pairs[at]!;
    return pair.timeMs - before.timeMs <= LONGEST_STEP_MS && Math.abs(pair.film - before.film) < CUT
      ? [Math.abs(strays(pair) - strays(before))]
      : [];
  });
  const flicker = (BY_MEDIAN * median(steps)) / Math.SQRT2;
  const unexplained = line.variance === 0 ? 1 : Math.max(0, 1 - line.explained - flicker ** 2 / line.variance);
  return { pairs: pairs.length, contrast: line.contrast, black: line.black, flicker, explained: 1 - unexplained };
}

/** The straight line of least squares. */
function fitLine(pairs: readonly { readonly shown: number; readonly film: number }[]): {
  contrast: number;
  black: number;
  explained: number;
  /** Of the copy's brightness. */
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
