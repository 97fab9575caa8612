/** How often each distance occurred: entry `d` is the number of pairs whose hashes differ in `d` bits. */
export type DistanceCounts = Float64Array;

/** One threshold of a detector that takes two pictures for equal when their hashes differ in at most so many bits. */
export interface RocPoint {
  /** Bits; −1 for the detector that never fires. */
  readonly threshold: number;
  /** Share of the pairs of different pictures that are taken for equal, 0 to 1. */
  readonly falsePositives: number;
  /** Share of the pairs of equal pictures that are found, 0 to 1. */
  readonly truePositives: number;
}

/**
 * The receiver operating characteristic of a distance (T. Fawcett, An introduction to ROC analysis, 2006): a point for each threshold,
 * from never to always. Pairs of the same distance are taken together.
 * @param equal - Distances of equal pictures, at least one pair.
 * @param different - Distances of different pictures, as long as `equal`, at least one pair.
 */
export function rocOf(equal: DistanceCounts, different: DistanceCounts): RocPoint[] {
  const [equals, differents] = [pairsIn(equal), pairsIn(different)];
  const points: RocPoint[] = [{ threshold: -1, falsePositives: 0, truePositives: 0 }];
  let [found, wrong] = [0, 0];
  for (let threshold = 0; threshold < equal.length; threshold++) {
    found += equal[threshold]!;
    wrong += different[threshold]!;
    points.push({ threshold, falsePositives: wrong / differents, truePositives: found / equals });
  }
  return points;
}

/** The area under the curve: the chance that an equal pair is nearer than a different one, where a tie counts half. 0.5 is guessing. */
export function areaUnder(roc: readonly RocPoint[]): number {
  let area = 0;
  for (let at = 1; at < roc.length; at++) {
    const [before, now] = [roc[at - 1]!, roc[at]!];
    area += ((now.falsePositives - before.falsePositives) * (now.truePositives + before.truePositives)) / 2;
  }
  return area;
}

/** Share of the equal pairs that are found where at most a share `falsePositives` of the different ones is taken for equal, 0 to 1. */
export function foundAt(roc: readonly RocPoint[], falsePositives: number): number {
  return roc.findLast((point) => point.falsePositives <= falsePositives)?.truePositives ?? 0;
}

/** The error rate where as many equal pairs are missed as different ones are taken for equal, on the line between two thresholds. */
export function equalErrorRate(roc: readonly RocPoint[]): number {
  const excess = ({ falsePositives, truePositives }: RocPoint) => falsePositives + truePositives - 1;
  const at = roc.findIndex((point) => excess(point) >= 0);
  const [before, now] = [roc[at - 1]!, roc[at]!];
  const share = -excess(before) / (excess(now) - excess(before));
  return before.falsePositives + share * (now.falsePositives - before.falsePositives);
}

/** The distance that a share of the pairs does not exceed, in bits. NaN where there is no pair. */
export function quantileOf(counts: DistanceCounts, share: number): number {
  const wanted = share * pairsIn(counts);
  let sum = 0;
  for (const [distance, count] of counts.entries()) {
    sum += count;
    if (count > 0 && sum >= wanted) return distance;
  }
  return Number.NaN;
}

/** Pairs in all. */
export function pairsIn(counts: DistanceCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * The chance that what is looked for is among the first `most` of a list by distance, where equal distances stand in random order.
 * @param nearer - Entries that are strictly nearer than it.
 * @param tied - Entries as near as it, itself among them: at least 1.
 */
export function chanceAmong(most: number, nearer: number, tied: number): number {
  return Math.min(1, Math.max(0, (most - nearer) / tied));
}
