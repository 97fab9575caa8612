import { HASHERS, scaleQuad } from '@streetdate/core/internal';
import { type HashTrack, hammingDistance, scaleArea, type Thumbnails } from '@streetdate/core/portable';
import { type FrameClock, NO_FRAME } from '../../align/frame-clock.ts';
import { CROP_VIEW } from '../../align/views.ts';
import { areaOfCrop, type Crop, middleInCopy } from './crop-grid.ts';

/** Most thumbnails for refining a geometry; larger sets are subsampled evenly. */
const PICTURES = 8;
/** Steps by which the edges of the crop move, coarse to fine, as shares of the reference's axis. */
const STEPS = [0.02, 0.01, 0.005] as const;
/** Tested shifts of the alignment for each geometry, seconds. Proposals have steps of 0.4 s. */
const SHIFTS = [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3] as const;
/** Degrees of further tilt tested during refinement, coarse to fine. Tilts are proposed in steps of 3°. */
const TURNS = [1.5, 0.75, 0.4] as const;
/**
 * Largest mean share of differing bits after the first step, and after the last. Unrelated pictures stay above 0.42, true crops fall below
 * 0.2.
 */
const WORTH_GOING_ON = [0.42, 0.37, 0.36] as const;

/** A geometry with its best alignment. */
export interface SolvedCrop {
  readonly crop: Crop;
  /** Reference time minus query time, seconds. */
  readonly offset: number;
  /** Mean share of differing bits, 0 to 1. */
  readonly distance: number;
}

/** Hashes one query's thumbnails under tested geometries. */
export class CropHasher {
  readonly #thumbnails: Thumbnails;
  readonly #algorithm: string;
  readonly #shape: number;

  /**
   * @param shape - Aspect ratio of the query's picture.
   * @throws RangeError if the algorithm is not built in.
   */
  constructor(thumbnails: Thumbnails, algorithm: string, shape: number) {
    if (HASHERS.get(algorithm) === undefined) throw new RangeError(`algorithm must be a built-in one, got ${algorithm}`);
    this.#thumbnails = thumbnails;
    this.#algorithm = algorithm;
    this.#shape = shape;
  }

  /** Hashes, in order, of the reference's middle half in some thumbnails; undefined if it is not inside them. */
  hashes(crop: Crop, mirrored: boolean, thumbnails: readonly number[]): Uint32Array | undefined {
    const area = middleInCopy(crop, this.#shape);
    if (area === undefined) return undefined;
    const { side, pixels } = this.#thumbnails;
    const hasher = HASHERS.get(this.#algorithm)!;
    const words = hasher.bits / 32;
    const hashes = new Uint32Array(thumbnails.length * words);
    for (const [at, thumbnail] of thumbnails.entries()) {
      const picture = pixels.subarray(thumbnail * side * side, (thumbnail + 1) * side * side);
      const frame = { width: side, height: side, pixels: mirrored ? mirror(picture, side) : picture, time: 0 };
      hasher.hash('left' in area ? scaleArea(frame, area, 64, 64) : scaleQuad(frame, area, 64, 64), hashes, at * words);
    }
    return hashes;
  }

  /** The whole query as one track under one geometry. */
  track(crop: Crop, mirrored: boolean): HashTrack {
    return this.trackOf(
      Array.from(this.#thumbnails.timesMs, (_, thumbnail) => ({ thumbnail, crop })),
      mirrored,
    );
  }

  /**
   * Some thumbnails as a track, each under a crop of its own.
   * @param pictures - In order of time.
   * @throws RangeError for a crop without the reference's middle half.
   */
  trackOf(pictures: readonly { readonly thumbnail: number; readonly crop: Crop }[], mirrored: boolean): HashTrack {
    const { bits } = HASHERS.get(this.#algorithm)!;
    const words = bits / 32;
    const hashes = new Uint32Array(pictures.length * words);
    for (const [at, { thumbnail, crop }] of pictures.entries()) {
      const hash = this.hashes(crop, mirrored, [thumbnail]);
      if (hash === undefined) throw new RangeError(`crop must show the middle, got ${JSON.stringify(areaOfCrop(crop, this.#shape))}`);
      hashes.set(hash, at * words);
    }
    const timesMs = Uint32Array.from(pictures, ({ thumbnail }) => this.#thumbnails.timesMs[thumbnail]!);
    const spansMs = timesMs.map((time, at) => Math.min(LONGEST_SPAN_MS, (timesMs[at + 1] ?? time + LONGEST_SPAN_MS) - time));
    return {
      algorithm: this.#algorithm,
      view: CROP_VIEW,
      bits,
      timesMs,
      spansMs,
      quality: new Uint8Array(pictures.length).fill(100),
      hashes,
    };
  }

  /**
   * Refines the crop of the reference's picture in some thumbnails. It moves one edge after the other, and the tilt if there is one, as
   * long as the distance falls.
   * @param proposed - The initial geometry, right within a twentieth of the picture.
   * @param offset - Reference time minus query time, seconds, right within 0.3 s.
   * @param block - Thumbnails, in order of time.
   * @returns Undefined if the distance stays too large for an extension.
   */
  solve(proposed: Crop, mirrored: boolean, clock: FrameClock, offset: number, block: readonly number[]): SolvedCrop | undefined {
    const stride = Math.max(1, Math.ceil(block.length / PICTURES));
    const all = block.filter((_, at) => at % stride === 0);
    let best: SolvedCrop = { crop: proposed, offset, distance: 1 };
    for (const [round, step] of STEPS.entries()) {
      // Most proposals fail in the first round, which half of the pictures can decide.
      const chosen = round === 0 ? all.filter((_, at) => at % 2 === 0) : all;
      best = this.#fit(best.crop, mirrored, clock, offset, chosen);
      let moved = true;
      while (moved) {
        moved = false;
        for (const neighbour of neighboursOf(best.crop, step, TURNS[round]!)) {
          const tried = this.#fit(neighbour, mirrored, clock, offset, chosen);
          if (tried.distance >= best.distance) continue;
          best = tried;
          moved = true;
        }
      }
      if (best.distance > WORTH_GOING_ON[round]!) return undefined;
    }
    return best;
  }

  /** The distance under one geometry, at the best shift of the alignment. */
  #fit(crop: Crop, mirrored: boolean, clock: FrameClock, offset: number, chosen: readonly number[]): SolvedCrop {
    const hashes = this.hashes(crop, mirrored, chosen);
    let best: SolvedCrop = { crop, offset, distance: 1 };
    if (hashes === undefined) return best;
    const { hashes: others, bits } = clock.track;
    const words = bits / 32;
    for (const shift of SHIFTS) {
      let differing = 0;
      let compared = 0;
      for (const [at, thumbnail] of chosen.entries()) {
        const shown = clock.frameAt(offset + shift + this.#thumbnails.timesMs[thumbnail]! / 1000);
        if (shown === NO_FRAME) continue;
        differing += hammingDistance(hashes, at * words, others, shown * words, words);
        compared++;
      }
      const distance = compared < chosen.length / 2 ? 1 : differing / compared / bits;
      if (distance < best.distance) best = { crop, offset: offset + shift, distance };
    }
    return best;
  }
}

/** Longest time that a thumbnail represents, milliseconds. */
const LONGEST_SPAN_MS = 500;

/** The neighbouring geometries: shifted along each axis, grown or shrunk along each or both, and tilted if there is a tilt. */
function* neighboursOf({ across, down, tilt }: Crop, step: number, turn: number): Generator<Crop> {
  for (const sign of [-1, 1]) {
    const move = sign * step;
    yield { across: { ...across, from: across.from + move }, down, tilt };
    yield { across, down: { ...down, from: down.from + move }, tilt };
    const wider = { from: across.from - move / 2, share: across.share + move };
    const taller = { from: down.from - move / 2, share: down.share + move };
    yield { across: wider, down, tilt };
    yield { across, down: taller, tilt };
    yield { across: wider, down: taller, tilt };
    if (tilt !== 0) yield { across, down, tilt: tilt + sign * turn };
  }
}

function mirror(pixels: Uint8Array, side: number): Uint8Array {
  const mirrored = new Uint8Array(pixels.length);
  for (let row = 0; row < pixels.length; row += side)
    mirrored.set(
      pixels
        .subarray(row, row + side)
        .slice()
        .reverse(),
      row,
    );
  return mirrored;
}
