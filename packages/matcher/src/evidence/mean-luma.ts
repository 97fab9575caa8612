import type { Fingerprint } from '@streetdate/core/portable';
import { LUMA_STEP, meanLumaChanges } from '../luma/mean-luma-changes.ts';
import { resampledLuma } from '../luma/resampled-luma.ts';
import type { LightVote, Segment } from '../match.ts';
import { logUpperTail } from '../statistics/p-values.ts';
import { spreadAroundZero } from '../statistics/spread.ts';

/** Powers of ten by which the mean luma must beat chance to agree, and the most that it then adds to the pictures' score. */
const AGREES_FROM = 1;
const MOST_ADDED = 3;
/**
 * What is taken off, in powers of ten. Luma may agree by chance, so adding it makes false matches more frequent. Of 14,826 wrong placements
 * it beat chance by one power of ten in 1.7 % and by two in 0.1 %. That alone would make false matches 1.6 times as frequent; with this
 * taken off they are 1.3 times as frequent.
 */
const CHANCE_AGREES = 0.25;
/** Luma may be early or late against the alignment by this much, seconds. Alignments of pictures are exact to a sampling interval. */
const SHIFTS = [0, -0.06, 0.06, -0.12, 0.12, -0.18, 0.18, -0.24, 0.24];
/** Least and greatest distance of the null samples' moments from the alignment, seconds. */
const AWAY = { least: 2, most: 60 } as const;

const SILENT: LightVote = { vote: 'silent', changesCompared: 0, correlation: 0, scoreAdded: 0 };

/**
 * Compares the mean-luma series of segments that the pictures found. Pictures of one face or one room stay similar for minutes while their
 * light changes independently. Measured on copies of 10 to 30 s of three films, two of them of a man before a fixed camera: correlations of
 * 0.5 to 0.97, with p-values of 10⁻² to 10⁻⁸, also in cropped, rotated or darkened copies. Changed luma, or that of a picture
 * around the film's, takes nothing from the pictures' score.
 */
export function compareMeanLuma(query: Fingerprint, reference: Fingerprint, segments: readonly Segment[]): LightVote {
  const seen = segments.flatMap((segment) => lightAlong(query, reference, segment) ?? []);
  const changesCompared = seen.reduce((sum, { count }) => sum + count, 0);
  if (changesCompared === 0) return SILENT;
  const evidence = Math.max(0, -seen.reduce((sum, { logChance }) => sum + logChance, 0));
  const agrees = evidence >= AGREES_FROM;
  return {
    vote: agrees ? 'agrees' : 'silent',
    changesCompared,
    correlation: seen.reduce((sum, { correlation, count }) => sum + correlation * count, 0) / changesCompared,
    scoreAdded: agrees ? Math.min(MOST_ADDED, evidence - CHANCE_AGREES) : 0,
  };
}

/** The mean-luma result of one segment. `logChance` is the decimal logarithm of the p-value. */
function lightAlong(
  { luma: own }: Fingerprint,
  { luma: other }: Fingerprint,
  { queryStart, queryEnd, referenceStart, speed, inverted = false }: Segment,
): (Compared & { readonly logChance: number }) | undefined {
  if (own === undefined || other === undefined) return undefined;
  const step = LUMA_STEP * speed;
  const length = Math.floor((queryEnd - queryStart) / LUMA_STEP);
  const seen = meanLumaChanges(resampledLuma(own), queryStart, length, LUMA_STEP);
  // A negative becomes darker where the film becomes brighter.
  const shown = inverted ? seen.map((change) => -change) : seen;
  const tried = SHIFTS.map((shift) => ({ shift, ...compare(shown, meanLumaChanges(other, referenceStart + shift, length, step)) }));
  const best = tried.reduce((one, next) => (next.correlation > one.correlation ? next : one));
  if (best.count === 0) return undefined;
  const around = Math.round(AWAY.most / step);
  const series = meanLumaChanges(other, referenceStart + best.shift - around * step, length + 2 * around, step);
  const nullSamples: number[] = [];
  for (let at = 0; at <= 2 * around; at++) {
    if (Math.abs(at - around) * step < AWAY.least) continue;
    const { count, correlation } = compare(shown, series.subarray(at, at + length));
    if (2 * count >= best.count) nullSamples.push(correlation);
  }
  // The weaker of two tests: against other moments, or a sign-flip test of the products, in which few large ones cannot decide.
  const deviations = Math.min(best.deviations, best.correlation / Math.max(spreadAroundZero(nullSamples), 1 / Math.sqrt(best.count)));
  return { ...best, logChance: Math.min(0, logUpperTail(deviations) + Math.log10(SHIFTS.length)) };
}

/** The correlation of two luma series. */
interface Compared {
  /** Number of moments at which both change. */
  readonly count: number;
  /** -1 to 1. */
  readonly correlation: number;
  /** Standard deviations of the sum of products above zero, if the sign of each were random. */
  readonly deviations: number;
}

function compare(own: Int8Array, other: Int8Array): Compared {
  let [sum, squares, ofOwn, ofOther, count] = [0, 0, 0, 0, 0];
  for (let at = 0; at < own.length; at++) {
    const product = own[at]! * other[at]!;
    sum += product;
    squares += product ** 2;
    ofOwn += own[at]! ** 2;
    ofOther += other[at]! ** 2;
    if (product !== 0) count++;
  }
  if (count === 0) return { count, correlation: 0, deviations: 0 };
  return { count, correlation: sum / Math.sqrt(ofOwn * ofOther), deviations: sum / Math.sqrt(squares) };
}
