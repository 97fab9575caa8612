import type { ShotCuts } from './detect-cuts.ts';

/** A query cut and a reference cut that are taken for the same one, on an alignment. */
export interface CutPair {
  readonly queryCut: number;
  readonly referenceCut: number;
  /** Reference time at query time 0, seconds. */
  readonly offset: number;
  /** Seconds of reference in one second of query. */
  readonly speed: number;
}

/** What the best interval around a pair says. */
export interface CutEvidence {
  /** Natural logarithm of how much likelier its cuts are in a copy than in an unrelated film, at least 0. */
  readonly score: number;
  /** Cuts of the reference that the query has as well, in order of time; the pair's own is one. */
  readonly shared: readonly number[];
}

/**
 * Share of the query's cuts that are cuts of the reference, and of the reference's that are found in the query, in copies that were turned, cut
 * out or filmed: measured 0.5 to 0.9 and 0.6 to 1.
 */
const COPIED = { query: 0.7, reference: 0.75 } as const;
/** By how much a cut may be off beside what is known of its time, seconds: a frame or two, and a thousandth of a minute. */
const SLACK = 0.04;
/** Cuts of the reference on each side by which its pace is measured. */
const PACE_CUTS = 8;
/** An interval ends where it has fallen so far below its best: to a thousandth of the likelihood. */
const MOST_FALL = 7;

/**
 * Weighs the best interval around a pair by the cuts that fall on cuts of the reference, those that fall on none, and cuts of the reference
 * that the query has not; unrelated films would have them at random, at the pace of the reference there. However the end is chosen, an unrelated film that
 * begins at a given pair comes to a score of s with a probability of e^-s at most (Ville's inequality), as in
 * Karlin and Altschul, "Methods for assessing the statistical significance of molecular sequence features", 1990.
 */
export function alignShotCuts(query: ShotCuts, reference: ShotCuts, pair: CutPair): CutEvidence {
  const before = extend(query, reference, pair, -1);
  const after = extend(query, reference, pair, 1);
  return { score: before.score + after.score, shared: [...before.shared.reverse(), pair.referenceCut, ...after.shared] };
}

/** The best interval from a pair on in one direction, the pair left out. */
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
 * What it says that neither film was cut since the cut before: where an unrelated film would be expected to have been once, it says no more. Films stand
 * still for minutes, and unrelated films do so together.
 */
function gainOfRest(reference: ShotCuts, cut: number, direction: 1 | -1): number {
  // Stretches begin at a cut, so there is one before.
  const rest = Math.abs(reference.times[cut]! - reference.times[cut - direction]!);
  return COPIED.reference * Math.min(1, rest * paceAt(reference, cut));
}

/** Chance that a reference has a cut within a width of any moment near one of its cuts. */
function chanceOfCut(reference: ShotCuts, cut: number, width: number): number {
  return Math.min(COPIED.query, 1 - Math.exp(-2 * width * paceAt(reference, cut)));
}

/** Cuts a second around a cut. */
function paceAt({ times }: ShotCuts, cut: number): number {
  const first = Math.max(0, cut - PACE_CUTS);
  const last = Math.min(times.length - 1, cut + PACE_CUTS);
  return (last - first) / Math.max(0.1, times[last]! - times[first]!);
}
