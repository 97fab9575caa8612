import { fingerprintFile } from '@streetdate/core';
import type { Fingerprint, LocalFeatures } from '@streetdate/core/portable';
import { StoredIndex, StoredIndexReader } from '@streetdate/index/store';
import { findMatches } from '@streetdate/matcher';
import { localFeaturesFrom } from '@streetdate/matcher/internal';
import { seededRandom } from '../clips/pictures.ts';
import { generatedReference } from '../library/generated-library.ts';
import { compare, median, type Section } from '../measure/figure.ts';
import { inCatalogueFolder } from './catalogue-folder.ts';
import { coreMilliseconds } from './look-up.ts';
import { exponent } from './query-times.ts';

/** Options for {@link benchKeypoints}. */
export interface KeypointsOptions {
  /** Sizes of the library, hours, smallest first. @defaultValue [10, 100] */
  readonly hours?: readonly number[];
  /** Queries of a minute at each size, half of them copies. @defaultValue 6 */
  readonly queries?: number;
  /** Footage whose keypoints are taken. */
  readonly films: readonly string[];
  /** Folder that keeps the library. @defaultValue a temporary one */
  readonly keep?: string | undefined;
}

const HOUR = 3600;
const QUERY_SECONDS = 60;
/** Bits of each code that a generated film changes, and those that a copy changes in half of the keypoints; it loses the others. */
const CHANGED_BITS = { film: 4, copy: 7 } as const;
/** Length of a scene, whose codes are turned in one way. */
const SCENE_SECONDS = 6;
/** Hours that are written in one go. */
const FLUSH_HOURS = 10;

/**
 * Looks up minutes by their keypoints alone in the files of libraries of generated films, whose keypoints are those of footage with the codes
 * of each scene turned in another way: codes of a picture are as alike as in footage, and scenes share none. Time of a query on one core, growth, bytes.
 */
export function benchKeypoints({ hours = [10, 100], queries = 6, films, keep }: KeypointsOptions): Promise<Section[]> {
  return inCatalogueFolder(keep, async (folder) => {
    const shown = await keypointsOf(films);
    const sizes: Size[] = [];
    for (const size of hours) {
      const written = await grow(folder, size, shown);
      sizes.push({ ...written, ...(await ask(folder, size, queries, shown)), hours: size });
    }
    const name = (size: Size) => `${size.hours.toLocaleString('en')} h`;
    const growth = exponent(sizes.map(({ hours: size, times }) => ({ size, milliseconds: median(times) })));
    return [
      {
        title: 'A minute looked up by its keypoints alone',
        baseline: name(sizes[0]!),
        figures: compare(sizes.map((size) => ({ name: name(size), unit: 'ms', values: size.times }))),
        notes: [
          'CPU times on one core: the look-up in the files, the registration of what it finds, and the verification.',
          ...sizes.map(
            (size) =>
              `${name(size)}: ${(size.keypoints / 1e6).toFixed(1)} million keypoints, ${(size.bytes / size.keypoints).toFixed(1)} bytes each beside the fingerprints. ` +
              `${size.found} of ${size.copies} copies are found, and ${size.wrong} other films. The first query took ${Math.round(size.first)} ms, ` +
              `and the process has ${Math.round(size.residentMiB)} MiB. Writing took ${(size.seconds / size.added).toFixed(2)} s an hour of film.`,
          ),
          ...(sizes.length < 2 ? [] : [`Time grows as the ${growth.toFixed(2)}th power of the size.`]),
        ],
      },
    ];
  });
}

interface Size {
  readonly hours: number;
  readonly added: number;
  readonly seconds: number;
  readonly keypoints: number;
  readonly bytes: number;
  readonly first: number;
  readonly times: readonly number[];
  readonly copies: number;
  readonly found: number;
  readonly wrong: number;
  readonly residentMiB: number;
}

/** The local features of some footage, as a reference has them. */
async function keypointsOf(paths: readonly string[]): Promise<LocalFeatures[]> {
  const all: LocalFeatures[] = [];
  for (const path of paths) {
    const { localFeatures } = await fingerprintFile(path, { role: 'reference', audio: false });
    if (localFeatures !== undefined) all.push(localFeatures);
  }
  if (all.length === 0) throw new Error('the footage must have keypoints, got none');
  return all;
}

/** A picture of footage: its keypoints under the codes of a generated film. */
function pictureOf(shown: readonly LocalFeatures[], film: number, second: number) {
  const random = seededRandom(film * 100_003 + second);
  const { ends, places, codes } = shown[Math.floor(random() * shown.length)]!;
  const picture = Math.floor(random() * ends.length);
  const [start, end] = [ends[picture - 1] ?? 0, ends[picture]!];
  const turned = seededRandom(film * 100_003 + Math.floor(second / SCENE_SECONDS) + 7);
  const masks = [Math.floor(turned() * 2 ** 32), Math.floor(turned() * 2 ** 32)];
  const own = codes.slice(2 * start, 2 * end).map((word, at) => word ^ masks[at & 1]!);
  for (let code = 0; code < end - start; code++) flip(own, code, CHANGED_BITS.film, random);
  return { places: places.slice(4 * start, 4 * end), codes: own };
}

function flip(codes: Uint32Array, code: number, bits: number, random: () => number): void {
  for (let bit = 0; bit < bits; bit++) codes[2 * code + (random() < 0.5 ? 0 : 1)]! ^= 1 << Math.floor(32 * random());
}

type Pictures = readonly { readonly places: Uint8Array; readonly codes: Uint32Array }[];

function featuresOf(pictures: Pictures, looks: number): LocalFeatures {
  let end = 0;
  return {
    timesMs: Uint32Array.from(pictures, (_, at) => 1000 * at),
    ends: Uint32Array.from(pictures, ({ places }) => {
      end += places.length / 4;
      return end;
    }),
    places: Uint8Array.from(pictures.flatMap(({ places }) => [...places])),
    looks,
    codes: Uint32Array.from(pictures.flatMap(({ codes }) => [...codes])),
  };
}

function generatedHour(film: number, shown: readonly LocalFeatures[]): Fingerprint {
  const pictures = Array.from({ length: HOUR }, (_, second) => pictureOf(shown, film, second));
  // One hash in ten seconds: only keypoints are searched.
  const plain = generatedReference(film, HOUR / 80);
  const track = {
    ...plain.tracks[0]!,
    timesMs: plain.tracks[0]!.timesMs.map((ms) => 80 * ms),
    spansMs: plain.tracks[0]!.spansMs.map((ms) => 80 * ms),
  };
  return { ...plain, duration: HOUR, tracks: [track], localFeatures: featuresOf(pictures, 1) };
}

async function grow(folder: string, hours: number, shown: readonly LocalFeatures[]) {
  const index = await StoredIndex.open(folder);
  const before = [...index.ids()].length;
  let seconds = 0;
  for (let film = before + 1; film <= hours; film++) {
    const fingerprint = generatedHour(film, shown);
    const start = performance.now();
    index.add(`film ${film}`, fingerprint);
    if (film % FLUSH_HOURS === 0 || film === hours) {
      await index.flush();
      await index.settled();
    }
    seconds += (performance.now() - start) / 1000;
  }
  await index.close();
  return { added: Math.max(1, hours - before), seconds };
}

async function ask(folder: string, hours: number, queries: number, shown: readonly LocalFeatures[]) {
  const index = await StoredIndexReader.open(folder);
  const proposers = [localFeaturesFrom(1)];
  const times: number[] = [];
  let [found, copies, wrong] = [0, 0, 0];
  for (let query = 0; query < queries; query++) {
    const isCopy = query % 2 === 0;
    const film = isCopy ? 1 + ((query * 7919) % hours) : 1_000_000 + query;
    const asked = queryOf(film, 600 + 40 * query, shown, query);
    let ids: string[] = [];
    times.push(
      coreMilliseconds(() => {
        ids = findMatches(asked, index, { proposers }).map(({ referenceId }) => referenceId);
      }),
    );
    if (isCopy) copies++;
    if (isCopy && ids.includes(`film ${film}`)) found++;
    wrong += ids.filter((id) => id !== `film ${film}`).length;
  }
  const { parts } = index.storedKeypoints();
  const keypoints = parts.reduce((sum, { part }) => sum + part.keypoints, 0);
  const bytes = parts.reduce((sum, { part }) => sum + part.bytes, 0);
  const residentMiB = process.memoryUsage().rss / 2 ** 20;
  await index.close();
  return { times: times.slice(1), first: times[0]!, found, copies, wrong, keypoints, bytes, residentMiB };
}

/** A minute of a film of which a copy keeps every second keypoint, with other bits in its codes; under other looks the codes are random. */
function queryOf(film: number, start: number, shown: readonly LocalFeatures[], seed: number): Fingerprint {
  const random = seededRandom(77_777 + seed);
  const pictures = Array.from({ length: QUERY_SECONDS }, (_, second) => {
    const { places, codes } = pictureOf(shown, film, start + second);
    const kept = Array.from({ length: places.length / 4 }, (_, at) => at).filter((at) => at % 2 === 0);
    const own = Uint32Array.from(kept.flatMap((at) => [codes[2 * at]!, codes[2 * at + 1]!]));
    for (let code = 0; code < kept.length; code++) flip(own, code, CHANGED_BITS.copy, random);
    return {
      places: Uint8Array.from(kept.flatMap((at) => [...places.subarray(4 * at, 4 * at + 4)])),
      codes: Uint32Array.from(
        kept.flatMap((_, at) => [own[2 * at]!, own[2 * at + 1]!, ...Array.from({ length: 6 }, () => random() * 2 ** 32)]),
      ),
    };
  });
  const plain = generatedReference(500_000 + seed, QUERY_SECONDS);
  return { ...plain, localFeatures: featuresOf(pictures, 4) };
}
