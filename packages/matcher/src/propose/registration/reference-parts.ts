import type { Thumbnails } from '@streetdate/core/portable';
import { type AxisSpan, type CoarseBits, CoarseParts } from '../../geometry/coarse-bits.ts';
import { type Plane, planeOf, shrunk } from '../../geometry/planes.ts';

/** Ratio between two tested shares of an axis: coarse bits tolerate a scale error of a fourteenth. */
const RATIO = 0.87;
/** Smallest tested share of one axis with the other whole: a portrait crop of the widest films. */
const LEAST_SHARE = 0.24;
/** Smallest tested share of both axes. */
const LEAST_OF_BOTH = 0.43;
/** Smallest tested share of the height alone. */
const LEAST_HEIGHT = 0.49;
/** Step between tested positions, as a share of the crop: an error of a twentieth to both sides. */
const STEP = 0.1;
/** Side of the pictures that crops are taken from. A copy's low frequencies have four waves in each crop. */
const SIDE = 32;

const SHARES = Array.from({ length: 11 }, (_, at) => RATIO ** at).filter((share) => share >= LEAST_SHARE);

const SPANS: readonly (AxisSpan & { readonly share: number })[] = SHARES.flatMap((share) => {
  const steps = Math.ceil((1 - share) / (STEP * share) - 1e-9);
  return Array.from({ length: steps + 1 }, (_, at) => {
    const start = steps === 0 ? 0 : ((1 - share) * at) / steps;
    return { start, end: start + share, share };
  });
});

/** A crop of a reference's picture that a copy may show. */
export interface ReferencePart {
  readonly across: AxisSpan;
  readonly down: AxisSpan;
  /** Whether it has the picture's own aspect ratio. */
  readonly alike: boolean;
}

const NUMBERS = SPANS.flatMap((one, across) =>
  SPANS.flatMap((other, down) => {
    const alike = one.share === other.share && one.share >= LEAST_OF_BOTH;
    const cut = (other.share === 1 && one.share < 1) || (one.share === 1 && other.share < 1 && other.share >= LEAST_HEIGHT);
    return alike || cut ? [{ across, down }] : [];
  }),
);

/**
 * Every tested crop: of the picture's aspect ratio down to two fifths of it, and with one axis whole down to a portrait crop of a wide
 * film.
 */
export const REFERENCE_PARTS: readonly ReferencePart[] = NUMBERS.map(({ across, down }) => ({
  across: SPANS[across]!,
  down: SPANS[down]!,
  alike: SPANS[across]!.share === SPANS[down]!.share,
}));

const PARTS = new CoarseParts(SPANS, NUMBERS);
const WHOLE = new CoarseParts([{ start: 0, end: 1 }], [{ across: 0, down: 0 }]);

/** Coarse bits of a whole picture. */
export function coarseOfWhole(picture: Plane): CoarseBits {
  const bits = { low: new Uint32Array(1), high: new Uint32Array(1) };
  WHOLE.write(shrunk(picture, SIDE), bits);
  return bits;
}

/**
 * Least time between two compared thumbnails of a reference, milliseconds. Five or six are enough to propose, and their crops take 10 MB an
 * hour. Of a short film, or one that is dark in part, five or six are nearly all that there are, so each is compared.
 */
const INTERVAL_MS = { short: 1000, long: 2000 } as const;
/** Thumbnails of a short film, at most. */
const SHORT_FILM = 240;

/** Coarse bits of every crop of a reference's thumbnails. */
export class PartsOfReference {
  readonly id: string;
  /** Time between two of them, milliseconds, about. */
  readonly intervalMs: number;
  /** Indexes and times of the selected thumbnails. */
  readonly thumbnails: readonly number[];
  readonly timesMs: readonly number[];
  /** The bits, thumbnail after thumbnail, in the order of {@link REFERENCE_PARTS}. */
  readonly bits: CoarseBits;

  constructor(id: string, thumbnails: Thumbnails) {
    this.intervalMs = thumbnails.timesMs.length <= SHORT_FILM ? INTERVAL_MS.short : INTERVAL_MS.long;
    const chosen: number[] = [];
    for (const [at, timeMs] of thumbnails.timesMs.entries()) {
      const last = chosen.at(-1);
      // Frame times are no whole seconds.
      if (last === undefined || timeMs - thumbnails.timesMs[last]! >= this.intervalMs - 50) chosen.push(at);
    }
    this.id = id;
    this.thumbnails = chosen;
    this.timesMs = chosen.map((thumbnail) => thumbnails.timesMs[thumbnail]!);
    this.bits = { low: new Uint32Array(chosen.length * PARTS.count), high: new Uint32Array(chosen.length * PARTS.count) };
    for (const [at, thumbnail] of chosen.entries()) PARTS.write(planeOf(thumbnails, thumbnail, SIDE), this.bits, at * PARTS.count);
  }
}
