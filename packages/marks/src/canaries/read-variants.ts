import { fingerprintFile } from '@streetdate/core';
import { checkObject, checkPath } from '@streetdate/core/internal';
import { type Fingerprint, StreetdateError } from '@streetdate/core/portable';
import { type Alignment, alignFingerprints } from '../read/align.ts';
import { FilmWindow, type PyramidFrame } from '../read/film-window.ts';
import type { Homography } from '../read/geometry.ts';
import { type Picture, pictureOf, pyramidOf } from '../read/picture.ts';
import type { ReadOptions } from '../read/read-segments.ts';
import { correlate, LEVELS, register, warp } from '../read/register.ts';
import { type CanaryVariants, checkVariants, type VariantFile } from './canary-variants.ts';
import { decideVariant, LEAST_CORRELATION, type NotToldReason, type VariantDecision } from './decide-variant.ts';
import { differenceMask, PairSums, predictChoices, RestSums } from './pair-sums.ts';
import { type CanaryPlace, CHOICE_SIDE, copyTime, decodeCopy, masterTime, placeCanary } from './place-canary.ts';

/** What the pictures of a copy tell of a canary. */
export interface VariantReading {
  /** The canary's name. */
  readonly name: string;
  /** The number of the choice that they show; undefined where that is not told. */
  readonly choice?: number | undefined;
  /** Decimal logarithm of how much likelier the pictures are under it than under the next choice, 2 to 6. */
  readonly logRatio?: number | undefined;
  /** Why it is not told. */
  readonly reason?: NotToldReason | undefined;
  /** Frames of the copy in which choices were compared. */
  readonly frames: number;
}

/** Options of {@link readVariants}. */
export interface ReadVariantsOptions extends ReadOptions {
  /** Fingerprints of the choices' files in the role of references, by their paths. @defaultValue they are made */
  readonly fingerprints?: ReadonlyMap<string, Fingerprint> | undefined;
}

/** Seconds of a canary's surroundings in which an alignment counts. */
const NEAR = 5;

/** Alignments that are tried. */
const TRIED = 6;

/** Seconds before and after a canary whose frames tell what a copy leaves beside a film that it shows. */
const BESIDE = 1;

/** Frames on one side that are weighed for that. */
const WEIGHED_BESIDE = 8;

/**
 * Frames of the films in which choices must differ. The moment of a copy is known to a frame: a cut that lies one frame later, with a moment that is one frame off,
 * looked exactly as one of two choices that lie two frames apart.
 */
const LEAST_MOMENTS = 3;

/** Frames of a canary in which choices are alike that are weighed, at most. */
const WEIGHED_ALIKE = 120;

/**
 * The copy shows none of the choices if more than this share of the energy of their difference is left where they are alike, in so many frames. A
 * cut that lies three frames later than both looks as the later one in all frames in which these differ. One frame at a cut may be off.
 */
const ELSEWHERE = { share: 0.33, frames: 2 } as const;

/** Frames in which choices differ that are all weighed; of more, every second, third … is. */
const WEIGHED = 48;

/**
 * Reads takes, cuts and captions from a copy's pictures, with each choice at hand as a film. The copy is aligned with the films by Streetdate's own
 * match and registered near the canary. Then each pair of choices is decided by their difference d = A − B, as it would look in the copy:
 * r = 2 Σ d (copy − mean of A and B) / Σ d² is 1 for A and -1 for B.
 * @param copy - The suspect film. It is decoded as any upload is.
 * @returns For each canary what is told, in their order.
 * @throws StreetdateError as of `fingerprintFile`; `bad-evidence` where choices have pictures of different shapes. TypeError, RangeError for what
 * are no variants.
 */
export async function readVariants(
  copy: string,
  variants: readonly CanaryVariants[],
  options: ReadVariantsOptions = {},
): Promise<VariantReading[]> {
  checkPath('copy', copy);
  checkVariants(variants);
  checkObject('options', options);
  const { signal, fingerprints } = options;
  const query = await fingerprintFile(copy, { role: 'query', signal });
  const aligned = new Map<string, readonly Alignment[]>();
  const readings: VariantReading[] = [];
  for (const canary of variants) {
    const alignments: Alignment[] = [];
    for (const file of canary.files) alignments.push(...(await alignedWith(file)));
    readings.push(await readCanary(copy, canary, alignments, options));
  }
  return readings;

  async function alignedWith({ path, begins = 0 }: VariantFile): Promise<Alignment[]> {
    let known = aligned.get(path);
    if (known === undefined) {
      known = alignFingerprints(query, fingerprints?.get(path) ?? (await fingerprintFile(path, { role: 'reference', signal })));
      aligned.set(path, known);
    }
    return known.map((each) => ({ ...each, referenceStart: each.referenceStart + begins }));
  }
}

async function readCanary(
  copy: string,
  canary: CanaryVariants,
  alignments: readonly Alignment[],
  { signal, onProgress }: ReadOptions,
): Promise<VariantReading> {
  const { name, start, end } = canary;
  const near = nearest(canary, alignments);
  const placed: { readonly alignment: Alignment; readonly place: CanaryPlace }[] = [];
  for (const alignment of near) {
    const place = await placeCanary(copy, canary, alignment, signal);
    if (place === undefined) continue;
    placed.push({ alignment, place });
    if (place.shows[0] && place.shows[1]) break;
  }
  placed.sort((one, other) => other.place.fitting - one.place.fitting);
  const [best] = placed;
  if (best === undefined) return { name, reason: near.length === 0 ? 'missing' : 'registration', frames: 0 };
  // What comes before and what follows lie closer together in the copy than in the master.
  const before = placed.find(({ place }) => place.shows[0]);
  const after = placed.find(({ place }) => place.shows[1]);
  if (before !== undefined && after !== undefined && before !== after) {
    const gap = (copyTime(after.alignment, end) - copyTime(before.alignment, start)) * best.alignment.speed;
    if (gap < (end - start) / 2) return { name, reason: 'missing', frames: 0 };
  }
  const { shares, readers } = await weigh(copy, canary, best.alignment, best.place, { signal, onProgress });
  const [own, ...others] = readers.map((reader) => ({ decision: reader.decide(), frames: reader.frames }));
  if (shares < 0.5) return { name, reason: 'missing', frames: own!.frames };
  const isOther = ({ decision }: { readonly decision: VariantDecision }) =>
    decision.choice !== undefined && decision.choice !== own!.decision.choice;
  const isShort = readers[0]!.moments < LEAST_MOMENTS;
  if (own!.decision.choice !== undefined && (isShort || others.some(isOther))) return { name, reason: 'moment', frames: own!.frames };
  return { name, ...own!.decision, frames: own!.frames };
}

/** Alignments that reach near a canary, those that cover most of its surroundings first, and each once. */
function nearest({ start, end }: CanaryVariants, alignments: readonly Alignment[]): Alignment[] {
  const overlap = (alignment: Alignment) =>
    Math.min(end + NEAR, masterTime(alignment, alignment.queryEnd)) - Math.max(start - NEAR, alignment.referenceStart);
  const middle = (start + end) / 2;
  const kept: Alignment[] = [];
  for (const alignment of [...alignments].sort((one, other) => overlap(other) - overlap(one))) {
    const isKnown = kept.some(
      (each) => Math.abs(copyTime(each, middle) - copyTime(alignment, middle)) < 0.1 && Math.abs(each.speed - alignment.speed) < 0.002,
    );
    if (overlap(alignment) > 0 && !isKnown) kept.push(alignment);
  }
  return kept.slice(0, TRIED);
}

/** Weighs the frames of a canary at each shift. @returns The share of the canary that the copy has frames of, and what was weighed. */
async function weigh(
  copy: string,
  canary: CanaryVariants,
  alignment: Alignment,
  { shifts, map }: CanaryPlace,
  { signal, onProgress }: ReadOptions,
) {
  const { start, end } = canary;
  const [least, most] = [Math.min(...shifts), Math.max(...shifts)];
  const films = canary.files.map(({ path, begins = 0 }) => new FilmWindow(path, begins, start - 1, end + 1, CHOICE_SIDE, signal));
  const readers = shifts.map(() => new VariantReader(canary, map));
  const pictures = decodeCopy(copy, alignment, start - BESIDE - most, end + BESIDE - least, signal);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  try {
    for await (const frame of pictures) {
      onProgress?.(frame.time);
      const place = masterTime(alignment, frame.time);
      await Promise.all(films.map((film) => film.hold(place + least - 0.25, place + most + 0.25)));
      const pyramid = pyramidOf(pictureOf(frame), LEVELS);
      for (const [at, shift] of shifts.entries()) {
        const moment = place + shift;
        if (moment < start || moment >= end) {
          readers[at]!.addBeside(pyramid, films, moment);
          continue;
        }
        if (at === 0) [first, last] = [Math.min(first, moment), Math.max(last, moment)];
        readers[at]!.add(pyramid, films, moment);
      }
    }
  } finally {
    await Promise.all([pictures.return(), ...films.map((film) => film.close())]);
  }
  // A canary may be as short as a frame or two.
  return { shares: (last - first + 0.1) / (end - start), readers };
}

/** Weighs all pairs of choices over the frames of a copy. */
class VariantReader {
  /** Frames that were weighed. */
  frames = 0;
  readonly #canary: CanaryVariants;
  readonly #count: number;
  /** Frames in which choices differ for longer, and frames at an end of that, whose moment is less certain. */
  readonly #sums = { inner: new Map<string, PairSums>(), edge: new Map<string, PairSums>() };
  readonly #beside = { before: new RestSums(), after: new RestSums() };
  readonly #besides = { before: 0, after: 0 };
  readonly #correlations = { inner: [] as number[], edge: [] as number[] };
  readonly #moments = new Set<number>();
  /** What is left of each frame in which the choices are alike. */
  readonly #alike: RestSums[] = [];
  #map: Homography;
  #seen = 0;

  constructor(canary: CanaryVariants, map: Homography) {
    this.#canary = canary;
    this.#count = canary.files.length;
    this.#map = map;
  }

  /** Frames of the films in which choices differ. */
  get moments(): number {
    return this.#moments.size;
  }

  /** Adds a frame of the copy, which shows the choices' frames of a moment. */
  add(copy: readonly Picture[], films: readonly FilmWindow[], moment: number): void {
    const places = films.map((film) => film.at(moment));
    const shown = films.flatMap((film, at) => film.frames[places[at] ?? -1] ?? []);
    if (shown.length < films.length) return;
    const masks = this.#masks(shown);
    if (masks.size === 0) {
      if (this.#alike.length < WEIGHED_ALIKE) this.#alike.push(this.#restOf(copy, shown));
      return;
    }
    this.#moments.add(shown[0]!.frame.time);
    this.#seen++;
    if (this.#seen % Math.ceil(this.#seen / WEIGHED) !== 0) return;
    const isInner = [-1, 1].every((step) => {
      const beside = films.flatMap((film, at) => film.frames[places[at]! + step] ?? []);
      return beside.length === films.length && this.#masks(beside).size === masks.size;
    });
    const pictures = shown.map(({ pyramid }) => pyramid[0]!);
    const correlation = this.#register(copy, shown);
    const { width, height } = pictures[0]!;
    const warped = warp(copy[0]!, this.#map, width, height);
    const predicted = predictChoices(warped, pictures);
    if (predicted === undefined) return;
    this.frames++;
    const kind = isInner ? 'inner' : 'edge';
    this.#correlations[kind].push(correlation);
    for (const [pair, { one, other, mask }] of masks) {
      const sums = this.#sums[kind].get(pair) ?? new PairSums();
      this.#sums[kind].set(pair, sums);
      sums.add(warped, predicted[one]!, predicted[other]!, mask);
    }
  }

  /** Adds a frame before or after the canary, where all choices are alike. */
  addBeside(copy: readonly Picture[], films: readonly FilmWindow[], moment: number): void {
    const side = moment < this.#canary.start ? 'before' : 'after';
    if (this.#besides[side] >= WEIGHED_BESIDE) return;
    const shown = films.flatMap((film) => film.frames[film.at(moment) ?? -1] ?? []);
    if (shown.length < films.length || this.#masks(shown).size > 0) return;
    this.#besides[side]++;
    if (this.#register(copy, shown) >= LEAST_CORRELATION) this.#addRest(this.#beside[side], copy, shown[0]!);
  }

  /** What is left of a frame in which the choices are alike. The copy may show something else, by which no place is followed. */
  #restOf(copy: readonly Picture[], shown: readonly PyramidFrame[]): RestSums {
    const known = this.#map;
    const sums = new RestSums();
    if (this.#register(copy, shown) < LEAST_CORRELATION) this.#map = known;
    this.#addRest(sums, copy, shown[0]!);
    return sums;
  }

  #addRest(sums: RestSums, copy: readonly Picture[], { pyramid: [film] }: PyramidFrame): void {
    const warped = warp(copy[0]!, this.#map, film!.width, film!.height);
    const predicted = predictChoices(warped, [film!]);
    if (predicted !== undefined) sums.add(warped, predicted[0]!);
  }

  decide(): VariantDecision {
    const kind = this.#correlations.inner.length > 0 ? 'inner' : 'edge';
    const correlations = this.#correlations[kind];
    const mean = correlations.reduce((sum, value) => sum + value, 0) / Math.max(1, correlations.length);
    const beside = [this.#beside.before.read(), this.#beside.after.read()].filter((rest) => rest !== undefined);
    const decision = decideVariant(this.#count, (one, other) => this.#sums[kind].get(`${one} ${other}`)?.read(beside), mean);
    const differing = Math.min(...[...this.#sums[kind].values()].map(({ energyOfFrame }) => energyOfFrame).filter((energy) => energy > 0));
    const elsewhere = this.#alike.filter((rest) => rest.beyond(beside) > ELSEWHERE.share * differing);
    return decision.choice !== undefined && elsewhere.length >= ELSEWHERE.frames ? { reason: 'neither' } : decision;
  }

  /** Where each pair of choices differs. */
  #masks(shown: readonly PyramidFrame[]) {
    const masks = new Map<string, { readonly one: number; readonly other: number; readonly mask: Uint8Array }>();
    for (let other = 1; other < this.#count; other++) {
      for (let one = 0; one < other; one++) {
        const [first, second] = [shown[one]!.pyramid[0]!, shown[other]!.pyramid[0]!];
        if (first.width !== second.width || first.height !== second.height) throw this.#otherShape(one, other);
        const mask = differenceMask(first, second);
        if (mask !== undefined) masks.set(`${one} ${other}`, { one, other, mask });
      }
    }
    return masks;
  }

  /** Follows the place of the picture from frame to frame, by the choice that the copy is most like. @returns Its correlation. */
  #register(copy: readonly Picture[], shown: readonly PyramidFrame[]): number {
    let [best, most] = [shown[0]!, Number.NEGATIVE_INFINITY];
    for (const each of shown) {
      const correlation = correlate(each.pyramid[2]!, copy[2]!, this.#map);
      if (correlation > most) [best, most] = [each, correlation];
    }
    if (most < LEAST_CORRELATION) return most;
    const registered = register(best.pyramid, copy, this.#map, { coarsest: 1, steps: 3 });
    if (registered.correlation < most) return most;
    this.#map = registered.map;
    return registered.correlation;
  }

  #otherShape(one: number, other: number): StreetdateError {
    const { name, files } = this.#canary;
    const [path, second] = [files[one]!.path, files[other]!.path];
    return new StreetdateError('bad-evidence', `${name}: the pictures of ${path} and ${second} have different shapes`, { path });
  }
}
