import type { Fingerprint, HashTrack, LumaSeries } from '@streetdate/core/portable';
import { seededRandom } from '../clips/pictures.ts';
import { turnBits } from '../library/generated-library.ts';
import { FILM_FRAMES, generatedFilm } from './generated-catalogue.ts';

/** Words of a picture hash. */
const WORDS = 8;
/** Entries of the luma series in a second of a reference. */
const LUMA_RATE = 5;
/** Audio codes in a second of a reference, about. */
const AUDIO_RATE = 7.65;
/** Further views of a reference, and their frames in a second. */
const VIEWS = [
  { view: 'middle-0.9', rate: 2 },
  { view: 'middle-0.5', rate: 4 },
] as const;

/**
 * The fingerprint of a generated film of an hour with every track that a real reference has: pictures, further views, audio, luma series and
 * grids. All of it changes at the same shot cuts.
 * @param seed - The same seed gives the same film.
 */
export function completeFilm(seed: number): Fingerprint {
  const film = generatedFilm(seed);
  const active = film.tracks[0]!;
  const random = seededRandom(seed);
  const cuts = cutsOf(active);
  return {
    ...film,
    tracks: [active, ...VIEWS.map(({ view, rate }) => viewOf(active, view, rate, random)), audioOf(film.duration, random)],
    luma: lumaOf(film.duration, cuts, random),
  };
}

/** Times of the shot cuts, milliseconds: frames that differ from the one before in a quarter of the bits. */
function cutsOf({ hashes, timesMs }: HashTrack): number[] {
  return [...timesMs].filter((_, frame) => {
    if (frame === 0) return true;
    let equal = 0;
    for (let word = 0; word < WORDS; word++) if (hashes[frame * WORDS + word] === hashes[(frame - 1) * WORDS + word]) equal++;
    return equal < 2;
  });
}

/** Another view of each picture: the same shots and the same pace, and other bits, since other parts of the picture decide them. */
function viewOf(active: HashTrack, view: string, rate: number, random: () => number): HashTrack {
  const stride = Math.round(FILM_FRAMES / 3600 / rate);
  const frames = Math.floor(FILM_FRAMES / stride);
  const hashes = new Uint32Array(frames * WORDS);
  for (let frame = 0; frame < frames; frame++) {
    const at = frame * WORDS;
    // Words change places, so that no frame is like its own whole picture.
    for (let word = 0; word < WORDS; word++) hashes[at + word] = active.hashes[stride * at + (word ^ 1)]!;
    turnBits(hashes, at, 4, random);
  }
  const timesMs = active.timesMs.filter((_, frame) => frame % stride === 0).subarray(0, frames);
  const spansMs = new Uint32Array(frames).fill(1000 / rate);
  return { ...active, view, timesMs, spansMs, quality: active.quality.subarray(0, frames), hashes };
}

/** Audio codes: each differs from the one before in a few bits, and all at a new sound. */
function audioOf(seconds: number, random: () => number): HashTrack {
  const count = Math.floor(seconds * AUDIO_RATE);
  const hashes = new Uint32Array(count);
  for (let code = 0; code < count; code++) {
    if (code === 0 || random() < 0.1) hashes[code] = random() * 2 ** 32;
    else hashes[code] = hashes[code - 1]! ^ (1 << Math.floor(32 * random())) ^ (1 << Math.floor(32 * random()));
  }
  return {
    algorithm: 'chromaprint/1',
    view: 'sound',
    bits: 32,
    timesMs: Uint32Array.from(hashes, (_, code) => Math.round((1000 * code) / AUDIO_RATE)),
    spansMs: new Uint32Array(count).fill(Math.floor(1000 / AUDIO_RATE)),
    quality: new Uint8Array(count).fill(100),
    hashes,
  };
}

/** The luma series: a level for each shot and cell, and never quite still. */
function lumaOf(seconds: number, cuts: readonly number[], random: () => number): LumaSeries {
  const count = Math.floor(seconds * LUMA_RATE);
  const [timesMs, means] = [new Uint32Array(count), new Uint16Array(count)];
  const [coarseGrid, changeSigns] = [new Uint8Array(9 * count), new Uint32Array(2 * count)];
  const cells = new Float64Array(9);
  let next = 0;
  for (let entry = 0; entry < count; entry++) {
    const timeMs = (1000 * entry) / LUMA_RATE;
    const isCut = timeMs >= (cuts[next] ?? Number.POSITIVE_INFINITY);
    while ((cuts[next] ?? Number.POSITIVE_INFINITY) <= timeMs) next++;
    let sum = 0;
    for (let cell = 0; cell < 9; cell++) {
      cells[cell] = isCut ? 30 + 150 * random() : Math.min(250, Math.max(5, cells[cell]! + 3 * (random() - 0.5)));
      sum += cells[cell]!;
      coarseGrid[9 * entry + cell] = Math.round(8 * cells[cell]!);
    }
    timesMs[entry] = timeMs;
    means[entry] = Math.round((256 * sum) / 9);
    changeSigns[2 * entry] = random() * 2 ** 32;
    changeSigns[2 * entry + 1] = random() * 2 ** 32;
  }
  return { timesMs, means, coarseGrid, changeSigns };
}
