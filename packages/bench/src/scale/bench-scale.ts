import { createHammingKernel } from '@streetdate/core/internal';
import type { HashTrack } from '@streetdate/core/portable';
import { StoredIndexReader } from '@streetdate/index/store';
import { compare, median, type Section } from '../measure/figure.ts';
import { inCatalogueFolder } from './catalogue-folder.ts';
import { attackedCopy, generatedFilm } from './generated-catalogue.ts';
import { filmsOf, type Growth, grow } from './grow.ts';
import { load } from './load.ts';
import { type Attack, coreMilliseconds, findNothing, lookUp } from './look-up.ts';
import { exponent, knownTimes, rememberTime } from './query-times.ts';

/** Options for {@link benchScale}. */
export interface ScaleOptions {
  /** Sizes of the catalogue, millions of frames, smallest first. @defaultValue [1, 5] */
  readonly millions?: readonly number[];
  /** Queries of a minute for each kind of copy. @defaultValue 20 */
  readonly queries?: number;
  /** Folder that keeps the catalogue, so that a later run continues from its size. @defaultValue a temporary one */
  readonly keep?: string | undefined;
}

/** Most queries of films that are not enrolled. */
const UNRELATED_QUERIES = 5;

/** The copies to search for. The distance of single frames is 0.6 to 1.4 times the mean, as in real copies, or equal for all frames, the hardest case. */
const ATTACKS: readonly Attack[] = [
  { distance: 30, spread: 0.4 },
  { distance: 60, spread: 0.4 },
  { distance: 75, spread: 0.4 },
  { distance: 90, spread: 0.4 },
  { distance: 75, spread: 0 },
  { distance: 90, spread: 0 },
];

/**
 * Grows a catalogue of generated films in a folder. At each size it times loading, compared with a plain read of the same files, and searches for attacked minutes:
 * time, and how many of the true alignments, all of which a linear search accepts, get a candidate.
 * @throws Error when the catalogue that is kept is larger than the smallest size.
 */
export function benchScale({ keep, ...options }: ScaleOptions = {}): Promise<Section[]> {
  return inCatalogueFolder(keep, (folder) => measure(folder, options));
}

async function measure(folder: string, { millions = [1, 5], queries = 20 }: Omit<ScaleOptions, 'keep'>): Promise<Section[]> {
  const sections: Section[] = [];
  for (const size of millions) {
    const films = filmsOf(size);
    const growth = await grow(folder, films);
    sections.push(await load(`${size} million frames`, folder));
    const index = await StoredIndexReader.open(folder);
    const { segmentBytes, segmentFrames, commonPostings } = index.memory;
    const { times, found } = lookUp(index, films, queries, ATTACKS);
    const sorted = times.toSorted((one, other) => one - other);
    const unrelated = findNothing(index, Math.min(queries, UNRELATED_QUERIES));
    const linearScan = linear(index, attackedCopy(generatedFilm(1), 1, ATTACKS[0]!).track);
    await rememberTime(folder, size, median(sorted));
    const known = await knownTimes(folder);
    const notes = [
      ...notesOfGrowth(growth),
      `${index.segments.length} segment(s), ${(segmentBytes / segmentFrames).toFixed(1)} bytes a frame, ${whole(commonPostings)} postings in common buckets.`,
      'CPU times on one core, the best of three for each query.',
      ...found.map(
        ({ attack, one, three, middle }) =>
          `Copies ${words(attack)}: ${share(one, queries)} have a candidate on their alignment, ${share(three, queries)} three, the median copy ${middle}.`,
      ),
      ...(known.length < 2
        ? []
        : [
            `From ${known[0]!.size} to ${known.at(-1)!.size} million frames time grows as the ${exponent(known).toFixed(2)}th power of the size (${known.map(({ size, milliseconds }) => `${size}: ${milliseconds.toFixed(1)} ms`).join(', ')}).`,
          ]),
    ];
    sections.push({
      title: `A query of 60 s against ${size} million frames`,
      baseline: 'linear scan',
      figures: compare([
        { name: 'linear scan', unit: 'ms', values: [linearScan] },
        { name: 'StoredIndex, median', unit: 'ms', values: [median(sorted)] },
        { name: 'StoredIndex, 99 %', unit: 'ms', values: [sorted[Math.floor(0.99 * (sorted.length - 1))]!] },
      ]),
      notes,
    });
    sections.push({
      title: `Finding nothing in ${size} million frames`,
      baseline: 'linear scan',
      figures: compare([
        { name: 'linear scan', unit: 'ms', values: [linearScan] },
        { name: 'findMatches', unit: 'ms', values: unrelated },
      ]),
      notes: [
        'The whole search of a minute that no film shows: upright, mirrored and rotated, with votes, alignments and their evidence.',
        'Nothing is compared frame by frame (`maxComparisons: 0`).',
        'CPU times on one core, of short searches the best of three.',
      ],
    });
    await index.close();
  }
  return sections;
}

function notesOfGrowth({ frames, seconds, coreSeconds, wholeSeconds }: Growth): string[] {
  if (frames === 0) return ['Built before.'];
  const a = (spent: number) => whole(frames / spent);
  return [
    `Grew by ${a(coreSeconds)} frames in a second of CPU time in the index, merges included.`,
    `On the clock by ${a(seconds)} a second with the disk, by ${a(wholeSeconds)} with the films generated as well.`,
  ];
}

/** CPU milliseconds in which the kernel compares a query with every frame. */
function linear(index: StoredIndexReader, track: HashTrack): number {
  const kernel = createHammingKernel(256);
  return coreMilliseconds(() => {
    for (const { segment } of index.segments) for (const _ of kernel.scan(track.hashes, segment.codes, 0));
  });
}

function words({ distance, spread }: Attack): string {
  return spread === 0 ? `with every frame ${distance} bits away` : `at a mean distance of ${distance}`;
}

function whole(count: number): string {
  return Math.round(count).toLocaleString('en');
}

function share(count: number, of: number): string {
  return `${((100 * count) / of).toFixed(1)} %`;
}
