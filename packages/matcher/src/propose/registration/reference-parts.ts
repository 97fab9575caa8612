import type { Thumbnails } from '@streetdate/core/portable';
import { type AxisSpan, type CoarseBits, CoarseParts } from '../../geometry/coarse-bits.ts';
import { type Plane, planeOf, shrunk } from '../../geometry/planes.ts';

/** Ratio of one share of an axis that is tried to the next: coarse bits bear a scale that is wrong by a fourteenth. */
const RATIO = 0.87;
/** Smallest share of one axis where the other is whole: an upright cut of the widest films. */
const LEAST_SHARE = 0.24;
/** Smallest share of both. */
const LEAST_OF_BOTH = 0.43;
/** Smallest share of the height alone. */
const LEAST_HEIGHT = 0.49;
/** Step between places, as a share of what is shown: a twentieth of it to both sides. */
const STEP = 0.1;
/** Side of the pictures that parts are taken from: a copy's low frequencies have four waves in each part. */
const SIDE = 32;

const SHARES = Array.from({ length: 11 }, (_, at) => RATIO ** at).filter((share) => share >= LEAST_SHARE);

const SPANS: readonly (AxisSpan & { readonly share: number })[] = SHARES.flatMap((share) => {
  const steps = Math.ceil((1 - share) / (STEP * share) - 1e-9);
  return Array.from({ length: steps + 1 }, (_, at) => {
    const start = steps === 0 ? 0 : ((1 - share) * at) / steps;
    return { start, end: start + share, share };
  });
});

/** A part of a reference's picture that a copy may show. */
export interface ReferencePart {
  readonly across: AxisSpan;
  readonly down: AxisSpan;
  /** Whether it has the picture's own shape. */
  readonly alike: boolean;
}

const NUMBERS = SPANS.flatMap((one, across) =>
  SPANS.flatMap((other, down) => {
    const alike = one.share === other.share && one.share >= LEAST_OF_BOTH;
    const cut = (other.share === 1 && one.share < 1) || (one.share === 1 && other.share < 1 && other.share >= LEAST_HEIGHT);
    return alike || cut ? [{ across, down }] : [];
  }),
);

/** Every part that is tried: of the picture's own shape down to two fifths of it, and with one axis whole down to an upright cut of a wide film. */
export const REFERENCE_PARTS: readonly ReferencePart[] = NUMBERS.map(({ across, down }) => ({
  across: SPANS[across]!,
  down: SPANS[down]!,
  alike: SPANS[across]!.share === SPANS[down]!.share,
}));

const PARTS = new CoarseParts(SPANS, NUMBERS);
const WHOLE = new CoarseParts([{ start: 0, end: 1 }], [{ across: 0, down: 0 }]);

/** Coarse bits of a picture as a whole. */
export function coarseOfWhole(picture: Plane): CoarseBits {
  const bits = { low: new Uint32Array(1), high: new Uint32Array(1) };
  WHOLE.write(shrunk(picture, SIDE), bits);
  return bits;
}

/** Least time between two thumbnails of a reference that are compared, milliseconds: five or six say where to look, and their parts take 10 MB an hour. */
const INTERVAL_MS = 2000;

/** Coarse bits of every part of a reference's thumbnails, one in {@link INTERVAL_MS}. */
export class PartsOfReference {
  readonly id: string;
  /** Numbers of the thumbnails among all of them, and their times. */
  readonly thumbnails: readonly number[];
  readonly timesMs: readonly number[];
  /** Those of one thumbnail after the other, in the order of {@link REFERENCE_PARTS}. */
  readonly bits: CoarseBits;

  constructor(id: string, thumbnails: Thumbnails) {
    const chosen: number[] = [];
    for (const [at, timeMs] of thumbnails.timesMs.entries()) {
      const last = chosen.at(-1);
      // Frames do not fall on whole seconds.
      if (last === undefined || timeMs - thumbnails.timesMs[last]! >= INTERVAL_MS - 50) chosen.push(at);
    }
    this.id = id;
    this.thumbnails = chosen;
    this.timesMs = chosen.map((thumbnail) => thumbnails.timesMs[thumbnail]!);
    this.bits = { low: new Uint32Array(chosen.length * PARTS.count), high: new Uint32Array(chosen.length * PARTS.count) };
    for (const [at, thumbnail] of chosen.entries()) PARTS.write(planeOf(thumbnails, thumbnail, SIDE), this.bits, at * PARTS.count);
  }
}
