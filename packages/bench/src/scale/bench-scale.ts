import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createHammingKernel, type HashTrack } from '@streetdate/core/portable';
import type { Candidates } from '@streetdate/matcher';
import { StoredIndex } from '@streetdate/matcher/store';
import { inTemporaryFolder } from '../clips/clips.ts';
import { compare, median, type Section } from '../measure/figure.ts';
import { type AttackedCopy, attackedCopy, FILM_FRAMES, generatedFilm } from './generated-catalogue.ts';

/** Options for {@link benchScale}. */
export interface ScaleOptions {
  /** Sizes of the catalogue, millions of frames, smallest first. @defaultValue [1, 5] */
  readonly millions?: readonly number[];
  /** Queries of a minute for each mean distance. @defaultValue 40 */
  readonly queries?: number;
}

/** Mean distances of the attacked queries, bits of 256. */
const DISTANCES = [30, 60, 75, 90] as const;
/** Films between two flushes. */
const FILMS_A_FLUSH = 10;
const READ_BYTES = 1 << 24;

/**
 * Builds catalogues of generated films in a folder, loads them beside a plain read of the same files, and looks attacked minutes up: time, and how many
 * of the true lines, all of which a linear search accepts, get a candidate.
 */
export async function benchScale(options: ScaleOptions = {}): Promise<Section[]> {
  const { millions = [1, 5], queries = 40 } = options;
  const sections: Section[] = [];
  const medians: number[] = [];
  for (const size of millions) {
    await inTemporaryFolder(async (folder) => {
      const films = Math.round((size * 1e6) / FILM_FRAMES);
      const buildSeconds = await build(folder, films);
      sections.push(await load(`${size} million frames`, folder));
      const index = await StoredIndex.open(folder, { readOnly: true });
      const { segmentBytes, segmentFrames, commonPostings } = index.memory;
      const { times, found } = lookUp(index, films, queries);
      const milliseconds = [...times].sort((one, other) => one - other);
      medians.push(median(milliseconds));
      sections.push({
        title: `A query of 60 s against ${size} million frames`,
        baseline: 'linear scan',
        figures: compare([
          { name: 'linear scan', unit: 'ms', values: [linear(index, attackedCopy(generatedFilm(1), 1, 60).track)] },
          { name: 'StoredIndex, median', unit: 'ms', values: [median(milliseconds)] },
          { name: 'StoredIndex, 99 %', unit: 'ms', values: [milliseconds[Math.floor(0.99 * (milliseconds.length - 1))]!] },
        ]),
        notes: [
          `Built at ${Math.round(segmentFrames / buildSeconds).toLocaleString('en')} frames/s, merges and the disk included; ${index.segments.length} segment(s).`,
          `${(segmentBytes / segmentFrames).toFixed(1)} bytes a frame; ${commonPostings.toLocaleString('en')} postings in common buckets.`,
          `Lines with a candidate: ${found.map(({ distance, one, three }) => `${share(one, queries)} (${share(three, queries)} with three) at a mean distance of ${distance}`).join(', ')}.`,
        ],
      });
      await index.close();
    });
  }
  const last = sections.at(-1)!;
  if (millions.length < 2) return sections;
  return [
    ...sections.slice(0, -1),
    { ...last, notes: [...last.notes, `Time grows as the ${exponent(millions, medians).toFixed(2)}th power of the size.`] },
  ];
}

/** @returns Seconds in the index, without those in which the films were generated. */
async function build(folder: string, films: number): Promise<number> {
  const index = await StoredIndex.open(folder);
  let seconds = 0;
  for (let film = 1; film <= films; film++) {
    const fingerprint = generatedFilm(film);
    const start = performance.now();
    index.add(`film ${film}`, fingerprint);
    if (film % FILMS_A_FLUSH === 0 || film === films) {
      await index.flush();
      await index.settled();
    }
    seconds += (performance.now() - start) / 1000;
  }
  await index.close();
  return seconds;
}

/** Loading beside a plain read of the same bytes, in turn; the first round warms the disk cache. */
async function load(what: string, folder: string): Promise<Section> {
  const samples: [number[], number[]] = [[], []];
  for (let round = 0; round < 4; round++) {
    for (const [at, run] of [
      () => readPlainly(folder),
      () => StoredIndex.open(folder, { readOnly: true }).then((index) => index.close()),
    ].entries()) {
      const start = performance.now();
      await run();
      if (round > 0) samples[at]!.push((performance.now() - start) / 1000);
    }
  }
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sdsg'));
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
  return {
    title: `Loading ${what}`,
    baseline: 'plain read',
    figures: compare([
      { name: 'plain read', unit: 's', values: samples[0] },
      { name: 'StoredIndex', unit: 's', values: samples[1] },
    ]),
    notes: [`${Math.round(sizes.reduce((sum, bytes) => sum + bytes, 0) / 2 ** 20)} MiB, from the disk cache; the checksum is compared.`],
  };
}

async function readPlainly(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const bytes = new Uint8Array((await stat(path)).size);
    const file = await open(path);
    for (let at = 0; at < bytes.length; at += READ_BYTES) await file.read(bytes, at, Math.min(READ_BYTES, bytes.length - at), at);
    await file.close();
  }
}

function lookUp(index: StoredIndex, films: number, queries: number) {
  const times: number[] = [];
  const found = DISTANCES.map((distance) => ({ distance, one: 0, three: 0 }));
  for (let query = -3; query < queries; query++) {
    const film = 1 + ((Math.abs(query) * 7919) % films);
    const fingerprint = generatedFilm(film);
    for (const each of found) {
      const copy = attackedCopy(fingerprint, 1000 + query, each.distance);
      const start = performance.now();
      const candidates = index.candidates(copy.track);
      if (query < 0) continue;
      times.push(performance.now() - start);
      const hits = hitsOnLine(index, candidates, `film ${film}`, copy);
      if (hits >= 1) each.one++;
      if (hits >= 3) each.three++;
    }
  }
  return { times, found };
}

/** Candidates on the true line, a frame beside it at most. */
function hitsOnLine(index: StoredIndex, candidates: Candidates, id: string, { shows }: AttackedCopy): number {
  let hits = 0;
  for (let at = 0; at < candidates.count; at++) {
    if (Math.abs(candidates.referenceFrames[at]! - shows[candidates.queryFrames[at]!]!) > 1) continue;
    if (index.idOf(candidates.references[at]!) === id) hits++;
  }
  return hits;
}

/** Milliseconds in which the kernel compares a query with every frame. */
function linear(index: StoredIndex, track: HashTrack): number {
  const kernel = createHammingKernel(256);
  const start = performance.now();
  for (const { segment } of index.segments) for (const _ of kernel.scan(track.hashes, segment.codes, 0));
  return performance.now() - start;
}

function share(count: number, of: number): string {
  return `${((100 * count) / of).toFixed(1)} %`;
}

/** Slope of the line through the logarithms, least squares. */
function exponent(sizes: readonly number[], values: readonly number[]): number {
  const [x, y] = [sizes.map(Math.log), values.map(Math.log)];
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  return (
    x.reduce((sum, value, at) => sum + (value - meanX) * (y[at]! - meanY), 0) / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
  );
}
