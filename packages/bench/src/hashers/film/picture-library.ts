import { type LumaFrame, scaleArea, WHOLE_PICTURE } from '@streetdate/core';
import { HASH_PICTURE_SIZE, MIN_QUALITY, measureQuality } from '@streetdate/core/internal';
import { generatedPicture } from '../../clips/pictures.ts';

/** Two pictures that correlate by this or more are not different: they show one scene. */
const SAME_SCENE = 0.9;

/** Side of the pictures whose correlation is computed. */
const SIDE = 16;

/** Most pictures of the film, of its quarters, and of generated ones. */
const MOST = { film: 120, quarters: 200, generated: 200 } as const;

/** Pictures that differ from each other. Those of the film come first: their copies are looked for among all. */
export interface PictureLibrary {
  /** As hashers get them: 64 × 64. */
  readonly pictures: readonly LumaFrame[];
  /** Indexes of the film's frames that are its first pictures. */
  readonly frames: readonly number[];
  readonly quarters: number;
  readonly generated: number;
}

/** What the pipeline gives to a hasher: an active picture, or a part of it, scaled to 64 × 64. */
export function hashPicture(picture: LumaFrame, area = WHOLE_PICTURE): LumaFrame {
  return scaleArea(picture, area, HASH_PICTURE_SIZE, HASH_PICTURE_SIZE);
}

/**
 * Chooses pictures that differ from each other: frames of the film that are not plain, quarters of these, and generated pictures. What
 * differs is decided by correlation and not by a hash.
 * @param pictures - Active pictures of the film.
 */
export function chooseLibrary(pictures: readonly LumaFrame[]): PictureLibrary {
  const chosen = new DifferentPictures();
  const film: number[] = [];
  // In an order that takes all parts of the film when it has too many: every 8th, then the others.
  const order = Array.from({ length: 8 }, (_, phase) => [...pictures.keys()].filter((at) => at % 8 === phase)).flat();
  for (const at of order) {
    if (film.length === MOST.film) break;
    if (chosen.add(hashPicture(pictures[at]!))) film.push(at);
  }
  const quarters = film.flatMap((at) => QUARTERS.map((area) => hashPicture(pictures[at]!, area)));
  const addMost = (candidates: Iterable<LumaFrame>, most: number) => {
    let added = 0;
    for (const picture of candidates) {
      if (added === most) break;
      if (chosen.add(picture)) added++;
    }
    return added;
  };
  const ofQuarters = addMost(quarters, MOST.quarters);
  const generated = addMost(generatedPictures(2 * MOST.generated), MOST.generated);
  return { pictures: chosen.pictures, frames: film, quarters: ofQuarters, generated };
}

/** Keeps a part of a library, for a hasher that takes long. */
export function shrinkLibrary({ pictures, frames, quarters, generated }: PictureLibrary, share: number): PictureLibrary {
  const kept = (number: number) => Math.min(number, Math.max(8, Math.floor(number * share)));
  const [film, ofQuarters, ofGenerated] = [kept(frames.length), kept(quarters), kept(generated)];
  const rest = pictures.slice(frames.length);
  return {
    pictures: [...pictures.slice(0, film), ...rest.slice(0, ofQuarters), ...rest.slice(quarters, quarters + ofGenerated)],
    frames: frames.slice(0, film),
    quarters: ofQuarters,
    generated: ofGenerated,
  };
}

const QUARTERS = [0, 0.5].flatMap((top) => [0, 0.5].map((left) => ({ left, top, right: left + 0.5, bottom: top + 0.5 })));

function* generatedPictures(number: number): Generator<LumaFrame> {
  for (let seed = 1; seed <= number; seed++) yield generatedPicture(seed);
}

/** Pictures of which no two show one scene. */
class DifferentPictures {
  readonly pictures: LumaFrame[] = [];
  readonly #signatures: Float64Array[] = [];

  /** Takes a picture in, unless it is plain or resembles one that is there. */
  add(picture: LumaFrame): boolean {
    if (measureQuality(picture) < MIN_QUALITY) return false;
    const signature = signatureOf(picture);
    if (this.#signatures.some((other) => product(signature, other) >= SAME_SCENE)) return false;
    this.pictures.push(picture);
    this.#signatures.push(signature);
    return true;
  }
}

/** A small copy with a mean of 0 and a length of 1: the product of two is their correlation. */
function signatureOf(picture: LumaFrame): Float64Array {
  const small = Float64Array.from(scaleArea(picture, WHOLE_PICTURE, SIDE, SIDE).pixels);
  const mean = small.reduce((sum, value) => sum + value, 0) / small.length;
  const length = Math.hypot(...small.map((value) => value - mean));
  return small.map((value) => (length > 0 ? (value - mean) / length : 0));
}

function product(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}
