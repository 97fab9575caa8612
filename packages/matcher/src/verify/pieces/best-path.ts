/** How much each moment of a query speaks for each offset: one row for each moment, one value for each offset. */
export interface OffsetEvidence {
  /** Number of moments. */
  readonly moments: number;
  /** Number of offsets. */
  readonly offsets: number;
  /**
   * How much more likely each offset makes the moment than chance does, as a natural logarithm. By chance the mean likelihood is 1.
   * @returns One value for each offset, valid until the next call. Rows are asked for in order.
   */
  rowOf(moment: number): Float32Array;
}

/** Moments in a row that show the reference at one offset, or at one that drifts. */
export interface PathPiece {
  /** First moment. */
  readonly start: number;
  /** Moment after the last one. */
  readonly end: number;
  /** The offset of each moment. */
  readonly offsets: readonly number[];
}

/** The most likely path of the offset through a query. */
export interface BestPath {
  /** The pieces, in order of time. Moments between them show nothing of the reference. */
  readonly pieces: readonly PathPiece[];
  /** The evidence for the best path up to each moment and for the whole, less the price of each piece: one value more than moments. */
  readonly gainUntil: Float64Array;
  /** What a piece must gain: as much as one in so many places, moments times offsets, gains by chance. */
  readonly price: number;
}

/** Probability that the offset of a piece rises or falls by one from a moment to the next: encoders delay pictures, players run unevenly. */
const DRIFT = 0.02;
/** What it costs to drift and not to drift, in natural logarithms. */
const PRICES = { drift: -Math.log(DRIFT), same: -Math.log(1 - 2 * DRIFT) } as const;

/** Where the best path to a moment and an offset comes from. */
const FROM = { same: 0, below: 1, above: 2, elsewhere: 3 } as const;
/** A moment that shows nothing of the reference. */
const NOWHERE = -1;

/**
 * Finds the most likely path of the offset through a query (Viterbi, "Error bounds for convolutional codes and an asymptotically optimum
 * decoding algorithm", 1967).
 */
export function bestPath({ moments, offsets, rowOf }: OffsetEvidence): BestPath {
  const price = Math.log(offsets * moments);
  const from = new Uint8Array(moments * offsets);
  // The best end of all paths up to each moment: an offset, or nowhere.
  const bestUntil = new Int32Array(moments + 1).fill(NOWHERE);
  let before = new Float64Array(offsets).fill(Number.NEGATIVE_INFINITY);
  let now = new Float64Array(offsets);
  const gainUntil = new Float64Array(moments + 1);
  for (let moment = 0; moment < moments; moment++) {
    const row = rowOf(moment);
    const most = gainUntil[moment]!;
    const jumped = most - price;
    // A path that is nowhere stays at what it gained.
    let [best, bestAt] = [most, NOWHERE];
    for (let offset = 0; offset < offsets; offset++) {
      let gain = before[offset]! - PRICES.same;
      let source: number = FROM.same;
      if (offset > 0 && before[offset - 1]! - PRICES.drift > gain) [gain, source] = [before[offset - 1]! - PRICES.drift, FROM.below];
      if (offset + 1 < offsets && before[offset + 1]! - PRICES.drift > gain)
        [gain, source] = [before[offset + 1]! - PRICES.drift, FROM.above];
      if (jumped > gain) [gain, source] = [jumped, FROM.elsewhere];
      now[offset] = gain + row[offset]!;
      from[moment * offsets + offset] = source;
      if (now[offset]! > best) [best, bestAt] = [now[offset]!, offset];
    }
    gainUntil[moment + 1] = best;
    bestUntil[moment + 1] = bestAt;
    [before, now] = [now, before];
  }
  return { pieces: traceBack(from, bestUntil, offsets), gainUntil, price };
}

/** Follows a path from its end to its start. */
function traceBack(from: Uint8Array, bestUntil: Int32Array, offsets: number): PathPiece[] {
  const pieces: PathPiece[] = [];
  let moment = bestUntil.length - 2;
  while (moment >= 0) {
    let offset = bestUntil[moment + 1]!;
    if (offset === NOWHERE) {
      moment--;
      continue;
    }
    const end = moment + 1;
    const shown: number[] = [];
    for (let isSame = true; isSame && moment >= 0; moment--) {
      shown.push(offset);
      const source = from[moment * offsets + offset];
      if (source === FROM.below) offset--;
      else if (source === FROM.above) offset++;
      isSame = source !== FROM.elsewhere;
    }
    pieces.unshift({ start: moment + 1, end, offsets: shown.reverse() });
  }
  return pieces;
}
