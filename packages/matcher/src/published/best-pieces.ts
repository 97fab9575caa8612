/** Evidence rows of one layer: the row of each moment has one value for each offset. */
export interface EvidenceLayer {
  /** What a piece costs in this layer, in natural logarithms. */
  readonly price: number;
  /** @returns The evidence for each offset, valid until the next call. Moments are asked for in order. */
  rowOf(moment: number): Float32Array;
}

/** Moments in a row that show the film at one offset. */
export interface Piece {
  /** First moment. */
  readonly start: number;
  /** Moment after the last one. */
  readonly end: number;
  /** Number of its layer. */
  readonly layer: number;
  /** Evidence for it, without the price of a piece, in natural logarithms. */
  readonly gain: number;
}

/** What it costs to stay at an offset, and to change to the next one, in natural logarithms. A film at 25 of 24 drifts by a step in 2.4 s. */
const PRICES = { same: 0.01, drift: 3 } as const;

/**
 * Finds the most likely pieces of a film in a promo (Viterbi, 1967). Each path carries where its piece started, so that memory grows with
 * offsets plus moments, and not with their product.
 * @param isApart - Whether a moment follows a gap that no piece spans.
 */
export function bestPieces(
  moments: number,
  offsets: number,
  layers: readonly EvidenceLayer[],
  isApart: (moment: number) => boolean,
): Piece[] {
  const paths = layers.map(() => new LayerPaths(offsets));
  const gainUntil = new Float64Array(moments + 1);
  const bestUntil: (Piece | undefined)[] = [undefined];
  for (let moment = 0; moment < moments; moment++) {
    let best: Piece | undefined;
    let most = gainUntil[moment]!;
    for (const [layer, { price, rowOf }] of layers.entries()) {
      const path = paths[layer]!;
      const offset = path.step(rowOf(moment), moment, gainUntil[moment]! - price, isApart(moment));
      const gain = path.gains[offset]!;
      if (gain <= most) continue;
      most = gain;
      const start = path.starts[offset]!;
      best = { start, end: moment + 1, layer, gain: gain - gainUntil[start]! + price };
    }
    gainUntil[moment + 1] = most;
    bestUntil.push(best);
  }
  const pieces: Piece[] = [];
  for (let moment = moments; moment > 0; ) {
    const piece = bestUntil[moment];
    if (piece !== undefined) pieces.unshift(piece);
    moment = piece?.start ?? moment - 1;
  }
  return pieces;
}

/** The best paths to each offset of a layer. */
class LayerPaths {
  /** Gain of the best path to each offset. */
  gains: Float64Array;
  /** Moment at which its last piece started. */
  starts: Int32Array;
  #gainsBefore: Float64Array;
  #startsBefore: Int32Array;

  constructor(offsets: number) {
    this.gains = new Float64Array(offsets).fill(Number.NEGATIVE_INFINITY);
    this.starts = new Int32Array(offsets);
    this.#gainsBefore = new Float64Array(offsets);
    this.#startsBefore = new Int32Array(offsets);
  }

  /**
   * Goes one moment on. Hot loop.
   * @param jumped - Gain of a path that starts here.
   * @returns The offset of the best path.
   */
  step(row: Float32Array, moment: number, jumped: number, isApart: boolean): number {
    [this.gains, this.#gainsBefore] = [this.#gainsBefore, this.gains];
    [this.starts, this.#startsBefore] = [this.#startsBefore, this.starts];
    const { gains, starts } = this;
    const gainsBefore = this.#gainsBefore;
    const startsBefore = this.#startsBefore;
    if (isApart) gainsBefore.fill(Number.NEGATIVE_INFINITY);
    const last = row.length - 1;
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let offset = 0; offset <= last; offset++) {
      let gain = jumped;
      let start = moment;
      const stayed = gainsBefore[offset]! - PRICES.same;
      if (stayed > gain) {
        gain = stayed;
        start = startsBefore[offset]!;
      }
      if (offset > 0 && gainsBefore[offset - 1]! - PRICES.drift > gain) {
        gain = gainsBefore[offset - 1]! - PRICES.drift;
        start = startsBefore[offset - 1]!;
      }
      if (offset < last && gainsBefore[offset + 1]! - PRICES.drift > gain) {
        gain = gainsBefore[offset + 1]! - PRICES.drift;
        start = startsBefore[offset + 1]!;
      }
      gain += row[offset]!;
      gains[offset] = gain;
      starts[offset] = start;
      if (gain > most) {
        most = gain;
        best = offset;
      }
    }
    return best;
  }
}
