import { SegmentedIndex } from '@streetdate/index';
import { chooseFilms, inTemporaryFolder } from '../clips/clips.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { compare, median, type Section } from '../measure/figure.ts';
import { completeFilm } from './complete-film.ts';
import { makeLongFilms } from './long-films.ts';
import { exponent } from './query-times.ts';
import { cpuSecondsNow, type MadeUpload, makeUploads, scanOnce } from './uploads.ts';

/** Options for {@link benchFindingNothing}. */
export interface FindingNothingOptions {
  /** Sizes of the library, hours of film, smallest first. @defaultValue [1, 10] */
  readonly hours?: readonly number[];
  /** Rounds of each figure. @defaultValue 3 */
  readonly rounds?: number;
  /** The film that uploads are cut from. @defaultValue the repository's footage */
  readonly film?: string;
}

/** Films of an hour that are added before they become a segment. */
const FILMS_A_SEGMENT = 50;

/**
 * Scans uploads that show nothing of the library, as nearly all do: CPU time of decoding and fingerprinting, and of the search in libraries
 * of several sizes. Long films of several kinds are compared with a bare decode.
 */
export async function benchFindingNothing({ hours = [1, 10], rounds = 3, film }: FindingNothingOptions = {}): Promise<Section[]> {
  const { paths, description } = await chooseFilms(film);
  return await inTemporaryFolder(async (folder) => {
    const uploads: Upload[] = (await makeUploads(paths, folder)).map((made) => ({ ...made, decoding: [], searches: new Map() }));
    const long: LongUpload[] = [];
    for (const made of await makeLongFilms(paths, folder)) long.push({ ...made, decodes: [], scans: new Map() });
    const index = new SegmentedIndex();
    let films = 0;
    for (const size of hours) {
      while (films < size) {
        index.add(`film ${++films}`, completeFilm(films));
        if (films % FILMS_A_SEGMENT === 0) index.seal();
      }
      index.seal();
      for (const upload of uploads) upload.searches.set(size, await scanAgain(upload, index, rounds));
      // What the index keeps was derived for the short ones.
      for (const upload of long) upload.scans.set(size, await scanLong(upload, index, rounds));
    }
    return [...uploads.map((upload) => sectionOf(upload, hours, description)), ...long.map((upload) => longSectionOf(upload, hours))];
  });
}

interface Upload extends MadeUpload {
  /** CPU time of decoding and fingerprinting, seconds, a number a round. */
  readonly decoding: number[];
  /** CPU time of the search, seconds, for each size of the library. */
  readonly searches: Map<number, readonly number[]>;
}

interface LongUpload {
  /** What it shows. */
  readonly name: string;
  readonly path: string;
  /** CPU time of a bare decode, seconds, a number beside each scan. */
  readonly decodes: number[];
  /** CPU time of the whole scan, seconds, a number a round, for each size of the library. */
  readonly scans: Map<number, readonly number[]>;
}

/** Scans an upload several times. The first scan derives what the index keeps, and is not counted. */
async function scanAgain(upload: Upload, index: SegmentedIndex, rounds: number): Promise<number[]> {
  const searches: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const { decoding, search } = await scanOnce(upload.path, index);
    if (round === 0) continue;
    upload.decoding.push(decoding);
    searches.push(search);
  }
  return searches;
}

/** CPU time of a bare decode, seconds. */
async function decodeBare(path: string): Promise<number> {
  const before = await cpuSecondsNow();
  await ffmpeg('-i', path, '-f', 'null', '-');
  return (await cpuSecondsNow()) - before;
}

/** Decodes and scans a long film several times, in turn: single scans differ by a fifth, single decodes by a tenth. */
async function scanLong({ path, decodes }: LongUpload, index: SegmentedIndex, rounds: number): Promise<number[]> {
  const scans: number[] = [];
  for (let round = 0; round < rounds; round++) {
    decodes.push(await decodeBare(path));
    const { decoding, search } = await scanOnce(path, index);
    scans.push(decoding + search);
  }
  return scans;
}

function sectionOf({ name, seconds: length, decoding, searches }: Upload, hours: readonly number[], description: string): Section {
  const sizes = hours.map((size) => ({ size, values: searches.get(size)! }));
  const growth = exponent(sizes.map(({ size, values }) => ({ size, milliseconds: 1000 * median(values) })));
  return {
    title: `Finding nothing for ${length} s of ${name}`,
    baseline: 'decoding and fingerprinting',
    figures: compare([
      { name: 'decoding and fingerprinting', unit: 's', values: decoding },
      ...sizes.map(({ size, values }) => ({ name: `search, library of ${size} h`, unit: 's' as const, values })),
    ]),
    notes: [
      `CPU times, all passes together. Upload: ${description}, 480 rows. Library: generated films of an hour, with all tracks.`,
      ...(sizes.length < 2 ? [] : [`Search time grows as the ${growth.toFixed(2)}th power of the library.`]),
    ],
  };
}

function longSectionOf({ name, decodes, scans }: LongUpload, hours: readonly number[]): Section {
  return {
    title: `Finding nothing in a film of 20 minutes: ${name}`,
    baseline: 'bare decode',
    figures: compare([
      { name: 'bare decode', unit: 's', values: decodes },
      ...hours.map((size) => ({ name: `scan, library of ${size} h`, unit: 's' as const, values: scans.get(size)! })),
    ]),
    notes: [
      'CPU times. A scan decodes key frames first and up to a tenth of the film more closely, fingerprints them and searches. 720 rows.',
    ],
  };
}
