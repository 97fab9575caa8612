import type { Fingerprint } from '@streetdate/core/portable';
import { LUMA_STEP, meanLumaChanges } from '../luma/mean-luma-changes.ts';
import { resampledLuma } from '../luma/resampled-luma.ts';
import type { LightVote, Segment } from '../match.ts';
import { logUpperTail } from '../statistics/p-values.ts';
import { spreadAroundZero } from '../statistics/spread.ts';

/** Powers of ten that the light must be less likely than chance to agree, and the most that it then adds to the pictures' score. */
const AGREES_FROM = 2;
const MOST_ADDED = 3;
/** Light may be early or late against the alignment by so much, seconds: an alignment of pictures is known within a sampling interval. */
const SHIFTS = [0, -0.06, 0.06, -0.12, 0.12, -0.18, 0.18, -0.24, 0.24];
/** Other moments of the reference by which it is weighed how much unrelated films go together: so many seconds away from the alignment, and up to. */
const AWAY = { least: 2, most: 60 } as const;

const SILENT: LightVote = { vote: 'silent', changesCompared: 0, correlation: 0, scoreAdded: 0 };

/**
 * Asks the light about segments that the pictures found: whether the query's luma changes as that of the moments that each segment puts beside
 * it. Pictures of one face or one room are alike for minutes, while their light goes its own way. Measured on copies of 10 to 30 s of three
 * films, two of them of a man before a fixed camera: correlations of 0.5 to 0.97, by chance once in a hundred to once in a hundred million, also in copies that were
 * cropped, turned or darkened; unrelated films are below one in ten in 3 % of the cases, below one in a hundred in 0.4 %. Where the light was changed, or is that of a picture
 * around the film's, it takes nothing from what the pictures say.
 */
export function compareMeanLuma(query: Fingerprint, reference: Fingerprint, segments: readonly Segment[]): LightVote {
  const seen = segments.flatMap((segment) => lightOnLine(query, reference, segment) ?? []);
  const changesCompared = seen.reduce((sum, { count }) => sum + count, 0);
  if (changesCompared === 0) return SILENT;
  const evidence = Math.max(0, -seen.reduce((sum, { logChance }) => sum + logChance, 0));
  const agrees = evidence >= AGREES_FROM;
  return {
    vote: agrees ? 'agrees' : 'silent',
    changesCompared,
    correlation: seen.reduce((sum, { correlation, count }) => sum + correlation * count, 0) / changesCompared,
    scoreAdded: agrees ? Math.min(MOST_ADDED, evidence) : 0,
  };
}

/** What the light of one segment says: `logChance` is the decimal logarithm of the chance that an unrelated film's goes along as well. */
function lightOnLine(
  { luma: own }: Fingerprint,
  { luma: other }: Fingerprint,
  { queryStart, queryEnd, referenceStart, speed }: Segment,
): (Compared & { readonly logChance: number }) | undefined {
  if (own === undefined || other === undefined) return undefined;
  const step = LUMA_STEP * speed;
  const length = Math.floor((queryEnd - queryStart) / LUMA_STEP);
  const shown = meanLumaChanges(resampledLuma(own), queryStart, length, LUMA_STEP);
  const tried = SHIFTS.map((shift) => ({ shift, ...compare(shown, meanLumaChanges(other, referenceStart + shift, length, step)) }));
  const best = tried.reduce((one, next) => (next.correlation > one.correlation ? next : one));
  if (best.count === 0) return undefined;
  const around = Math.round(AWAY.most / step);
  const course = meanLumaChanges(other, referenceStart + best.shift - around * step, length + 2 * around, step);
  const nullSamples: number[] = [];
  for (let at = 0; at <= 2 * around; at++) {
    if (Math.abs(at - around) * step < AWAY.least) continue;
    const { count, correlation } = compare(shown, course.subarray(at, at + length));
    if (2 * count >= best.count) nullSamples.push(correlation);
  }
  // By whichever says less: what the same interval gives beside other moments, or products that are as often below zero as above, few of which may be large.
  const deviations = Math.min(best.deviations, best.correlation / Math.max(spreadAroundZero(nullSamples), 1 / Math.sqrt(best.count)));
  return { ...best, logChance: Math.min(0, logUpperTail(deviations) + Math.log10(SHIFTS.length)) };
}

/** How two courses of light go together. */
interface Compared {
  /** Moments at which both change. */
  readonly count: number;
  /** -1 to 1. */
  readonly correlation: number;
  /** Standard deviations by which the sum of the products is above zero, were each as likely below it. */
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
