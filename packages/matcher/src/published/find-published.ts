import { checkFingerprint, checkObject, checkRange } from '@streetdate/core/internal';
import type { Fingerprint } from '@streetdate/core/portable';
import { FrameClock } from '../align/frame-clock.ts';
import { comparedTracks } from './layers.ts';
import { newPictures } from './new-pictures.ts';
import { OffsetRows } from './offset-rows.ts';
import { overFades } from './over-fades.ts';
import { type PlacedPiece, placePiece } from './place-piece.ts';
import { type ProposedPiece, proposePieces } from './propose-pieces.ts';

/** Options for {@link findPublished}. */
export interface PublishedOptions {
  /** Least score of an interval, 0 to 100. @defaultValue 2: one false interval in a hundred promos, by the model of the score */
  readonly leastScore?: number;
}

/** An interval of a film that its promo shows. */
export interface PublishedInterval {
  /** Start in the promo, seconds. */
  readonly promoStart: number;
  /** End in the promo, seconds, exclusive. */
  readonly promoEnd: number;
  /** Start in the film, seconds. */
  readonly filmStart: number;
  /** End in the film, seconds, exclusive. */
  readonly filmEnd: number;
  /** Whether the promo shows it mirrored left to right. */
  readonly mirrored: boolean;
  /** Mean share of bits that differ between the promo's pictures and the film's, 0 to 1. Unrelated pictures differ in half of them. */
  readonly meanDistance: number;
  /** Minus the decimal logarithm of the expected number of false matches as good as this one. */
  readonly score: number;
}

/** What of a film its promo shows. */
export interface PublishedFootage {
  /** The intervals, in order of the promo. They do not overlap there. The film may be shown twice. */
  readonly intervals: readonly PublishedInterval[];
  /** Seconds of the promo's hashed pictures that were found in the film. */
  readonly foundSeconds: number;
  /** Seconds of the promo with hashed pictures: neither black nor flat nor fading. */
  readonly promoSeconds: number;
}

/** Shortest interval, seconds: chance alone finds shorter ones. */
const SHORTEST = 0.25;
/** How much of the evidence of motion counts, and how much at most, in powers of ten. What moves evenly correlates by chance. */
const MOTION = { share: 0.5, most: 4 } as const;

/**
 * Finds the pieces of a film in its promo, such as a trailer: half a second to some seconds each, in any order, some mirrored, graded, or
 * cropped by 5 to 15 %. It compares every picture of the promo with every picture of the film, so it is meant for two works that are known
 * to belong together. Two minutes of promo and two hours of film take about 35 s of one core. A promo that was re-timed from 24 to 25
 * frames a second, or back, is found as well. Its intervals of the film are then 4 % too long or too short.
 * @param promo - The promo's fingerprint. Like the film's, it is best made with the role `reference`, which keeps every changing frame.
 * @param film - The film's fingerprint.
 * @returns What was found; no intervals when nothing was.
 * @throws TypeError when the two have no track of one algorithm, RangeError for an option out of its range.
 */
export function findPublished(promo: Fingerprint, film: Fingerprint, options: PublishedOptions = {}): PublishedFootage {
  checkFingerprint('promo', promo);
  checkFingerprint('film', film);
  checkObject('options', options);
  const { leastScore = 2 } = options;
  checkRange('leastScore', leastScore, 0, 100);
  const tracks = comparedTracks(promo, film);
  if (tracks === undefined) throw new TypeError('promo must have a track of an algorithm of the film, got none');
  const { spansMs } = tracks.promo;
  const promoSeconds = secondsOf(spansMs);
  if (spansMs.length === 0 || tracks.film.timesMs.length === 0) return { intervals: [], foundSeconds: 0, promoSeconds };
  const rows = new OffsetRows(tracks.film, promo.duration, film.duration);
  const clock = new FrameClock(tracks.film);
  const proposed = proposePieces(tracks, newPictures(tracks), rows);
  const sure = proposed
    .map((piece) => ({ piece, placed: placePiece(promo, film, piece, rows, clock) }))
    .map(({ piece, placed }) => ({ piece, placed, score: scoreOf(piece, placed) }))
    .filter(({ score, placed }) => score >= leastScore && placed.end - placed.start >= SHORTEST);
  const apart = withoutOverlaps(sure);
  return {
    intervals: apart.map(({ piece, placed, score }) => {
      const { start, end } = overFades(tracks.promo, promo.luma, piece, placed);
      const filmAt = (time: number) => Math.min(film.duration, Math.max(0, placed.filmStart + time - placed.start));
      const { mirrored } = piece.layer;
      const { meanDistance } = placed;
      return { promoStart: start, promoEnd: end, filmStart: filmAt(start), filmEnd: filmAt(end), mirrored, meanDistance, score };
    }),
    foundSeconds: apart.reduce((sum, { piece }) => sum + secondsOf(spansMs.subarray(piece.start, piece.end)), 0),
    promoSeconds,
  };
}

function scoreOf({ score }: ProposedPiece, { motion }: PlacedPiece): number {
  return score + Math.min(MOTION.most, (MOTION.share * motion) / Math.LN10);
}

/** The surest of pieces that share pictures, in order of the promo. */
function withoutOverlaps<Scored extends { readonly piece: ProposedPiece; readonly score: number }>(pieces: readonly Scored[]): Scored[] {
  const kept: Scored[] = [];
  for (const each of [...pieces].sort((one, other) => other.score - one.score)) {
    if (kept.every(({ piece }) => piece.end <= each.piece.start || piece.start >= each.piece.end)) kept.push(each);
  }
  return kept.sort((one, other) => one.piece.start - other.piece.start);
}

function secondsOf(spansMs: Uint32Array): number {
  return spansMs.reduce((sum, span) => sum + span, 0) / 1000;
}
