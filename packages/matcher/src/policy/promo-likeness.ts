import { FEATURE_VIEW } from '../align/views.ts';
import type { Match } from '../match.ts';
import type { UnpublishedFootage } from './footage.ts';

/** Longest usual preview, seconds: "the first ten minutes". Longer copies are no promos. */
const LONGEST_PREVIEW = 600;
/** Most that two pieces may be off one timeline of the film, and farthest that they may be apart, to be one piece, seconds. */
const ONE_PIECE = { off: 0.6, apart: 4 } as const;

/** Seconds by which each end of a segment that keypoints found may be too far: they go on over a cut into the same scene. */
const UNSURE_BY_KEYPOINTS = 1.5;

/** A lognormal distribution of lengths. */
export interface PieceLengths {
  /** Their median, seconds. */
  readonly median: number;
  /** The standard deviation of their natural logarithms. */
  readonly spread: number;
}

/**
 * Pieces of trailers, seconds: their lengths are lognormal. Longer than the fit of benchmarks/results/2026-12-01-lawful.md, which accused a
 * trailer: shots that go on in the film behind a cut count as one piece.
 */
export const TRAILER_PIECES: PieceLengths = { median: 1.6, spread: 0.5 };
/** Longest pieces of leaks, seconds: all lengths on a logarithmic scale are equally likely. */
const LEAK = { shortest: 1, longest: 7200 } as const;

/** Odds at which a copy is taken for no trailer, although none is enrolled: of a hundred trailers at most one is accused. */
export const LEAK_ODDS_NEEDED = 100;

/**
 * The odds that footage is from a leak rather than from a trailer that is not enrolled. Trailers consist of short pieces, so that the longest
 * continuous piece tells: the probability that it is at least as long, in a leak and in a trailer of as many pieces.
 * @returns A likelihood ratio above 0; infinite for more than the longest usual preview.
 */
export function leakOdds(match: Match, footage: UnpublishedFootage): number {
  if (footage.seconds > LONGEST_PREVIEW) return Number.POSITIVE_INFINITY;
  const pieces = continuousPieces(match, footage);
  return oddsOfPieces(Math.max(0, ...pieces), pieces.length);
}

/**
 * {@link leakOdds} of footage by its pieces.
 * @param longest - Length of the longest piece, seconds.
 * @param count - Number of pieces.
 * @param ofTrailers - Lengths of the pieces of trailers. @defaultValue as measured
 */
export function oddsOfPieces(longest: number, count: number, ofTrailers: PieceLengths = TRAILER_PIECES): number {
  if (longest <= LEAK.shortest) return 1 / LEAK_ODDS_NEEDED;
  const inLeak = Math.min(1, Math.log(LEAK.longest / Math.min(longest, LEAK.longest)) / Math.log(LEAK.longest / LEAK.shortest));
  const isLonger = upperTail(Math.log(longest / ofTrailers.median) / ofTrailers.spread);
  const inTrailer = 1 - (1 - isLonger) ** Math.max(1, count);
  return inLeak / Math.max(inTrailer, Number.MIN_VALUE);
}

/** Lengths of the pieces that go on in the reference as they do in the query, seconds. */
export function continuousPieces({ segments }: Match, { intervals }: UnpublishedFootage): number[] {
  const pieces: { start: number; end: number; offset: number; speed: number }[] = [];
  for (const { queryStart, queryEnd, referenceStart, referenceEnd, speed, queryView } of segments) {
    const offset = (speed < 0 ? referenceEnd : referenceStart) - speed * queryStart;
    const unsure = queryView === FEATURE_VIEW ? UNSURE_BY_KEYPOINTS : 0;
    for (const span of intervals) {
      const [start, end] = [Math.max(span.start, queryStart + unsure), Math.min(span.end, queryEnd - unsure)];
      if (start >= end) continue;
      const last = pieces.at(-1);
      const isOne =
        last !== undefined &&
        start - last.end <= ONE_PIECE.apart &&
        Math.abs(last.offset + last.speed * start - (offset + speed * start)) <= ONE_PIECE.off;
      if (isOne) last.end = Math.max(last.end, end);
      else pieces.push({ start, end, offset, speed });
    }
  }
  return pieces.map(({ start, end }) => end - start);
}

/** Probability that a standard normal variable is larger. Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17. */
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}
