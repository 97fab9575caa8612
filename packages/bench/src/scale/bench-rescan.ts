import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fingerprint, HashTrack } from '@streetdate/core/portable';
import { BandIndex } from '@streetdate/index';
import { decodeSketch, encodeSketch, SketchSearch, sketchOf } from '@streetdate/index/internal';
import { findMatches } from '@streetdate/matcher';
import { inTemporaryFolder } from '../clips/clips.ts';
import { generatedCopy, generatedReference, joined } from '../library/generated-library.ts';
import { compare, type Section } from '../measure/figure.ts';
import { generatedSketch } from './generated-sketch.ts';

/** Options for {@link benchRescan}. */
export interface RescanBenchOptions {
  /** Kept fingerprints of ten minutes. @defaultValue 100,000 */
  readonly sketches?: number;
}

/** Length of the kept fingerprints and of the new film, seconds. */
const [UPLOAD_SECONDS, FILM_SECONDS] = [600, 7200] as const;
/** Sketches that are read at once. */
const PAGE = 200;
/** Kinds of copies: seconds of the new film in ten minutes of another, and bits of 256 in which pictures differ. */
const COPIES = [10, 60, 600].flatMap((seconds) => [20, 45, 60].map((bits) => ({ seconds, bits })));
const COPIES_OF_A_KIND = 5;
/** Other uploads that are searched in full, to know what that costs. */
const IN_FULL = 5;

/**
 * Looks for one new film in the sketches of many uploads, read from a file, and searches what remains in full. Copies of each kind are looked
 * for both ways, to count what the sketches miss.
 */
export async function benchRescan({ sketches = 100_000 }: RescanBenchOptions = {}): Promise<Section[]> {
  const film = withSound(generatedReference(1, FILM_SECONDS));
  const started = cpuSeconds();
  const search = new SketchSearch([film]);
  const built = cpuSeconds() - started;
  const { read, found, bytes } = await inTemporaryFolder((folder) => lookFor(search, join(folder, 'sketches'), sketches));

  const index = new BandIndex();
  index.add('film', film);
  const alone = cpuSeconds();
  for (let other = 0; other < IN_FULL; other++) findMatches(upload(film, other, { seconds: 0, bits: 0 }), index, { maxComparisons: 0 });
  const full = (cpuSeconds() - alone) / IN_FULL;
  return [
    {
      title: `${sketches} kept fingerprints of ten minutes against one new film of two hours`,
      baseline: 'all fingerprints searched in full, by the time of a few',
      figures: compare([
        { name: 'all fingerprints searched in full, by the time of a few', unit: 's', values: [full * sketches] },
        { name: 'sketches read and compared, one thread', unit: 's', values: [read] },
        { name: 'tables of the new film built', unit: 's', values: [built] },
      ]),
      notes: [
        `CPU time. A sketch has ${(bytes / 1024).toFixed(0)} KB: 1200 pictures and 2400 codes of sound. Those of key frames have a tenth of the pictures.`,
        `Taken for the new film without showing it: ${found} of ${sketches}. Each costs a search in full: ${full.toFixed(2)} s.`,
        ...misses(film, search, index),
      ],
    },
  ];
}

/** Writes sketches to a file, a page each, and looks for the film in each page as a worker does. Making them does not count. */
async function lookFor(search: SketchSearch, path: string, sketches: number) {
  const file = await open(path, 'w+');
  try {
    let [read, found, bytes] = [0, 0, 0];
    for (let first = 0; first < sketches; first += PAGE) {
      const page = Array.from({ length: Math.min(PAGE, sketches - first) }, (_, at) =>
        encodeSketch(generatedSketch(first + at, UPLOAD_SECONDS)),
      );
      bytes = page[0]!.length;
      await file.write(Buffer.concat(page), 0, undefined, 0);
      const start = cpuSeconds();
      found += await compared(search, file, page.length, bytes);
      read += cpuSeconds() - start;
    }
    return { read, found, bytes };
  } finally {
    await file.close();
  }
}

async function compared(search: SketchSearch, file: FileHandle, count: number, bytes: number): Promise<number> {
  const page = new Uint8Array(count * bytes);
  await file.read(page, 0, page.length, 0);
  const sketches = Array.from({ length: count }, (_, at) => decodeSketch(page.subarray(at * bytes, (at + 1) * bytes))!);
  return search.mayShow(sketches).filter(Boolean).length;
}

/** The film with codes of sound, eight a second. Uploads of other films share some of them by chance. */
function withSound(film: Fingerprint): Fingerprint {
  const { codes } = generatedSketch(12_345_678, 2 * FILM_SECONDS);
  const spanMs = (1000 * FILM_SECONDS) / codes.length;
  const sound: HashTrack = {
    algorithm: 'chromaprint/1',
    view: 'sound',
    bits: 32,
    timesMs: Uint32Array.from(codes, (_, at) => at * spanMs),
    spansMs: new Uint32Array(codes.length).fill(spanMs),
    quality: new Uint8Array(codes.length).fill(100),
    hashes: codes,
  };
  return { ...film, tracks: [...film.tracks, sound] };
}

/** For each kind of copy: how many a search in full finds, and how many of these the sketches find. */
function misses(film: Fingerprint, search: SketchSearch, index: BandIndex): string[] {
  return COPIES.map((copy) => {
    const queries = Array.from({ length: COPIES_OF_A_KIND }, (_, number) => upload(film, 100 + number, copy));
    const inFull = queries.filter((query) => findMatches(query, index, { maxComparisons: 0 }).length > 0);
    const bySketch = search.mayShow(inFull.map(sketchOf)).filter(Boolean);
    return `${copy.seconds} s of the film, ${copy.bits} bits away: ${inFull.length} of ${queries.length} found in full, ${bySketch.length} of these by the sketch.`;
  });
}

/** An upload of ten minutes that shows a part of the film after other footage. */
function upload(film: Fingerprint, number: number, copy: { readonly seconds: number; readonly bits: number }): Fingerprint {
  const other = generatedReference(10_000 + number, UPLOAD_SECONDS);
  if (copy.seconds === 0) return generatedCopy(other, 0, UPLOAD_SECONDS, 10);
  const part = generatedCopy(film, 600 + 37 * number, copy.seconds, copy.bits);
  return copy.seconds >= UPLOAD_SECONDS ? part : joined([generatedCopy(other, 0, UPLOAD_SECONDS - copy.seconds, 10), part]);
}

/** CPU time of this process, seconds: the machine may do other work. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
