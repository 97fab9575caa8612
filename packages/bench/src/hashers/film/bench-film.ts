import { setImmediate as letOthersRun } from 'node:timers/promises';
import { blockhash, type LumaFrame, pdq, StreetdateError } from '@streetdate/core';
import { seededRandom } from '../../clips/pictures.ts';
import type { Figure } from '../../measure/figure.ts';
import { type Change, FILM_CHANGES, MIRRORED } from '../changes.ts';
import { hashPictures } from '../hash-pictures.ts';
import type { NamedHasher } from '../load-hasher.ts';
import { measureSpeed } from '../speed.ts';
import { type HashedCopies, type Telling, tellApart } from '../tell-apart.ts';
import { Estimate, type Progress } from './estimate.ts';
import { activePicture, type FilmFrames, readFilmFrames } from './film-frames.ts';
import { chooseLibrary, hashPicture, type PictureLibrary, shrinkLibrary } from './picture-library.ts';
import { RE_ENCODED, reEncode } from './re-encode.ts';

/** Options for {@link benchFilm}. */
export interface BenchFilmOptions {
  /** Seconds that are read of a longer film. */
  readonly seconds: number;
  /** Whether mirrored copies count as equal pictures. */
  readonly mirrored: boolean;
  /** Ends the run: what was measured by then is the result. */
  readonly signal: AbortSignal;
  /** Called often. */
  readonly onProgress: (progress: Progress) => void;
}

/** One hasher's figures: what was measured of it. */
export interface FilmHasher {
  readonly name: string;
  /** What its file is called; its id for a built-in one. */
  readonly source: string;
  readonly bits: number;
  /** Time for one picture. */
  readonly speed: Figure | undefined;
  readonly telling: Telling | undefined;
}

/** Hashers compared on a film. */
export interface FilmResult {
  readonly film: FilmFrames | undefined;
  readonly library: PictureLibrary | undefined;
  /** Whether pictures were left out because a hasher takes long. */
  readonly isReduced: boolean;
  readonly hashers: readonly FilmHasher[];
  /** What was done to pictures, as far as it was measured. */
  readonly changes: readonly string[];
  /** Changes that were not reached. */
  readonly missing: readonly string[];
  /** Wall time of the run, seconds. */
  readonly seconds: number;
  /** The step in which the run was stopped; undefined when it is complete. */
  readonly stoppedIn: string | undefined;
}

/** Longest time that hashing may take the slowest hasher, seconds. It gets fewer pictures where it would take longer. */
const HASHING_SECONDS = 8;

/** Time on each hasher's clock, milliseconds. */
const TIMED_MS = 400;

/** The steps before the copies, with seconds they take about. Reading is measured. */
const STEPS = { reading: 5, choosing: 0.7, timing: 2, 'hashing the library': 0.2 };

/** Makes copies of some frames. What finding the active area of a copy costs is not the hasher's: all keep that of the film. */
type MakeCopies = (
  film: FilmFrames,
  frames: readonly number[],
  pictures: readonly LumaFrame[],
  signal: AbortSignal,
) => Promise<LumaFrame[]>;

/** Codes all frames, since a codec uses those in between. */
const reEncoded: MakeCopies = async (film, frames, _, signal) => {
  const copies = await reEncode(film.frames, signal);
  return frames.map((at) => activePicture(copies[at]!, film.areas[at]!));
};

const changedBy =
  (change: Change): MakeCopies =>
  async (_, frames, pictures) => {
    const random = seededRandom(1);
    return frames.map((at) => change(pictures[at]!, random));
  };

/** What is done to a film's pictures, by name; the last one, mirroring, only counts where it is asked for. */
const COPIES: Readonly<Record<string, MakeCopies>> = {
  [RE_ENCODED]: reEncoded,
  ...Object.fromEntries(Object.entries({ ...FILM_CHANGES, mirrored: MIRRORED }).map(([name, change]) => [name, changedBy(change)])),
};

/**
 * Compares hashers on a film: `pdq/1`, `blockhash/1` and one's own. Speed first, then how well they tell copies of the film's pictures from
 * other pictures, one change after the other, so that a run that is stopped has figures for the changes before.
 * @throws StreetdateError as `decodeFrames`; `nothing-to-fingerprint` for a film of plain pictures; `bad-model` for a hasher that fails.
 */
export async function benchFilm(path: string, own: readonly NamedHasher[], options: BenchFilmOptions): Promise<FilmResult> {
  const { signal, onProgress, mirrored } = options;
  const hashers = [...[pdq, blockhash].map((hasher) => ({ name: hasher.algorithm, source: hasher.algorithm, hasher })), ...own];
  const started = performance.now();
  const names = Object.keys(COPIES);
  const estimate = new Estimate({ ...STEPS, ...Object.fromEntries(names.map((name) => [name, 0.4])) }, started);
  const copies: HashedCopies[][] = hashers.map(() => []);
  const done: string[] = [];
  let film: FilmFrames | undefined;
  let library: PictureLibrary | undefined;
  let speeds: readonly Figure[] | undefined;
  let libraryHashes: Uint32Array[] = [];
  let isReduced = false;
  let step = '';

  const begin = async (name: string) => {
    // A step may be over before hashing pauses, and signals only arrive in a pause.
    await letOthersRun();
    signal.throwIfAborted();
    step = name;
    estimate.begin(name, performance.now());
    reach(0);
  };
  const reach = (share: number) => {
    estimate.reach(share);
    onProgress(estimate.read(performance.now()));
  };
  const hashAll = async (pictures: readonly LumaFrame[], nameOf: (at: number) => string): Promise<Uint32Array[]> => {
    const all: Uint32Array[] = [];
    for (const [at, hasher] of hashers.entries()) {
      const onProgress = (done: number) => reach((at + done / pictures.length) / hashers.length);
      all.push(await hashPictures(hasher, pictures, { nameOf, signal, onProgress }));
    }
    return all;
  };
  const timeOf = (at: number) => `the picture at ${film!.frames[library!.frames[at]!]!.time.toFixed(2)} s`;
  const nameInLibrary = (at: number) => (at < library!.frames.length ? timeOf(at) : `picture ${at + 1} of the library`);

  try {
    await begin('reading');
    film = await readFilmFrames(path, { seconds: options.seconds, signal, onProgress: reach });
    await begin('choosing');
    const pictures = film.frames.map((frame, at) => activePicture(frame, film!.areas[at]!));
    library = chooseLibrary(pictures);
    if (library.frames.length === 0) {
      throw new StreetdateError('nothing-to-fingerprint', `${path} has no picture with enough detail to hash`, { path });
    }
    await begin('timing');
    const some = library.pictures.slice(0, 60);
    for (const hasher of hashers) await hashPictures(hasher, some.slice(0, 2), { nameOf: nameInLibrary, signal });
    speeds = await measureSpeed(hashers, some, { timeMs: TIMED_MS, nameOf: nameInLibrary });
    // Each picture is hashed twice, see hashPictures.
    const slowest = (2 * Math.max(...speeds.map(({ median }) => median))) / 1e6;
    const whole = (library.pictures.length + names.length * library.frames.length) * slowest;
    isReduced = whole > HASHING_SECONDS;
    if (isReduced) library = shrinkLibrary(library, HASHING_SECONDS / whole);
    const each = (2 * speeds.reduce((sum, { median }) => sum + median, 0)) / 1e6;
    estimate.expect('hashing the library', each * library.pictures.length);
    for (const name of names) estimate.expect(name, each * library.frames.length + 0.3);
    await begin('hashing the library');
    const { frames } = library;
    libraryHashes = await hashAll(library.pictures, nameInLibrary);
    for (const [name, makeCopies] of Object.entries(COPIES)) {
      await begin(name);
      const changed = await makeCopies(film, frames, pictures, signal);
      const hashed = await hashAll(
        changed.map((picture) => hashPicture(picture)),
        (at) => `${timeOf(at)}, changed: ${name}`,
      );
      for (const [at, hashes] of hashed.entries()) copies[at]!.push({ change: name, hashes, isCounted: name !== 'mirrored' || mirrored });
      done.push(name);
    }
    step = '';
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return {
    ...{ film, library, isReduced, changes: done, missing: names.slice(done.length) },
    hashers: hashers.map(({ name, source, hasher: { bits } }, at) => {
      const telling = copies[at]!.some(({ isCounted }) => isCounted) ? tellApart(bits, libraryHashes[at]!, copies[at]!) : undefined;
      return { name, source, bits, speed: speeds?.[at], telling };
    }),
    seconds: (performance.now() - started) / 1000,
    stoppedIn: step === '' ? undefined : step,
  };
}
