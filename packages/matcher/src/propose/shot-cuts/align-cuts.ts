import type { TimeMap } from '../../align/time-map.ts';
import type { ShotCuts } from './detect-cuts.ts';

/** A query cut and a reference cut that may be the same, with an alignment. */
export interface CutPair extends TimeMap {
  readonly queryCut: number;
  readonly referenceCut: number;
}

/** The best interval around a pair of cuts. */
export interface CutEvidence {
  /** Natural logarithm of the likelihood ratio of its cuts, copy against unrelated film, at least 0. */
  readonly score: number;
  /** Cuts of the reference that the query has too, in order of time, including the pair's own. */
  readonly shared: readonly number[];
}

/**
 * Share of the query's cuts that are cuts of the reference, and of the reference's cuts that the query has. Measured on rotated, cropped or
 * filmed copies: 0.5 to 0.9 and 0.6 to 1.
 */
const COPIED = { query: 0.7, reference: 0.75 } as const;
/** Tolerance for a cut beside the known uncertainty of its time, seconds: a frame or two, and a thousandth of a minute. */
const SLACK = 0.04;
/** Cuts of the reference on each side that determine its local cut rate. */
const PACE_CUTS = 8;
/** Drop below the best score that ends an interval: to a thousandth of the likelihood. */
const MOST_FALL = 7;

/**
 * Scores the best interval around a pair, by cuts that coincide, query cuts without a partner, and reference cuts without a partner. In
 * unrelated films cuts coincide at random, at the reference's local rate. However the end is chosen, an unrelated film reaches a score of s
 * at a given pair with a probability of at most e^-s (Ville's inequality), as in Karlin and Altschul, "Methods for assessing the
 * statistical significance of molecular sequence features", 1990.
 */
export function alignShotCuts(query: ShotCuts, reference: ShotCuts, pair: CutPair): CutEvidence {
  const before = extend(query, reference, pair, -1);
  const after = extend(query, reference, pair, 1);
  return { score: before.score + after.score, shared: [...before.shared.reverse(), pair.referenceCut, ...after.shared] };
}

/** The best interval from a pair on in one direction, without the pair. */
function extend(query: ShotCuts, reference: ShotCuts, pair: CutPair, direction: 1 | -1): { score: number; shared: number[] } {
  const { offset, speed } = pair;
  const shared: number[] = [];
  let score = 0;
  let best = 0;
  let kept = 0;
  let next = pair.referenceCut + direction;
  for (let cut = pair.queryCut + direction; cut >= 0 && cut < query.times.length; cut += direction) {
    const time = offset + speed * query.times[cut]!;
    for (; next >= 0 && next < reference.times.length; next += direction) {
      const width = widthOf(query, reference, speed, cut, next);
      if (direction * (time - reference.times[next]!) <= width) break;
      score += Math.log(1 - COPIED.reference) + gainOfRest(reference, next, direction);
    }
    if (next < 0 || next >= reference.times.length) break;
    const width = widthOf(query, reference, speed, cut, next);
    const chance = chanceOfCut(reference, next, width);
    if (Math.abs(time - reference.times[next]!) > width) {
      score += Math.min(0, Math.log((1 - COPIED.query) / (1 - chance)));
    } else {
      score += Math.log(COPIED.query / chance) + gainOfRest(reference, next, direction);
      shared.push(next);
      next += direction;
    }
    if (score > best) {
      best = score;
      kept = shared.length;
    } else if (score < best - MOST_FALL) break;
  }
  return { score: best, shared: shared.slice(0, kept) };
}

function widthOf(query: ShotCuts, reference: ShotCuts, speed: number, queryCut: number, referenceCut: number): number {
  return speed * query.reach[queryCut]! + reference.reach[referenceCut]! + SLACK;
}

/**
 * Evidence of the time since the last cut in either film. It is limited to one expected cut of an unrelated film: films stand still for
 * minutes, and unrelated films do so together.
 */
function gainOfRest(reference: ShotCuts, cut: number, direction: 1 | -1): number {
  // Intervals begin at a cut, so there is one before.
  const rest = Math.abs(reference.times[cut]! - reference.times[cut - direction]!);
  return COPIED.reference * Math.min(1, rest * paceAt(reference, cut));
}

/** Probability that a reference has a cut within a given width of a random moment near one of its cuts. */
function chanceOfCut(reference: ShotCuts, cut: number, width: number): number {
  return Math.min(COPIED.query, 1 - Math.exp(-2 * width * paceAt(reference, cut)));
}

/** Cuts a second around a cut. */
function paceAt({ times }: ShotCuts, cut: number): number {
  const first = Math.max(0, cut - PACE_CUTS);
  const last = Math.min(times.length - 1, cut + PACE_CUTS);
  return (last - first) / Math.max(0.1, times[last]! - times[first]!);
}
