import { compare, type Section } from '../measure/figure.ts';
import { attackedCopy, FILM_FRAMES, generatedFilm, PICTURE_LOOKS } from '../scale/generated-catalogue.ts';
import type { Absent, FrameFinder, Frames } from './frame-finder.ts';
import { linearFinder, segmentedFinder } from './own-finders.ts';
import { pgvectorFinder } from './pgvector.ts';
import { type QueriedCopy, RADII, type Recall, recallOf } from './recall.ts';
import { usearchFinder } from './usearch.ts';

/** Options for {@link benchNearest}. */
export interface NearestOptions {
  /** Sizes of the library, hours of film of 28,800 frames. @defaultValue [1, 10] */
  readonly hours?: readonly number[];
  /** Copies to search for, a minute each. @defaultValue 12 */
  readonly copies?: number;
  /** Timed rounds. @defaultValue 5 */
  readonly rounds?: number;
}

/** Mean distances of the copies, in turn; single frames are 0.6 to 1.4 times as far away. */
const DISTANCES = [25, 45, 60] as const;
const SPREAD = 0.4;
/** Share of the frames that may be missing from what the index finds when a graph counts as equal. */
const EQUAL = 0.005;

/** A finder that was built, with its measurements. */
interface Built {
  readonly finder: FrameFinder;
  readonly seconds: number;
  /** By breadth. */
  readonly recalls: ReadonlyMap<number, Recall>;
  /** The narrowest search with the recall of the index; undefined if none reaches it. */
  readonly breadth: number | undefined;
}

/**
 * Compares a linear scan, our index, and the graphs of usearch and pgvector if present: build time, memory, and search time for a minute's frames at equal
 * recall. Absent ones are named with the reason.
 */
export async function benchNearest({ hours = [1, 10], copies = 12, rounds = 5 }: NearestOptions = {}): Promise<Section[]> {
  const sections: Section[] = [];
  for (const size of hours) sections.push(...(await besideEachOther(size, copies, rounds)));
  return sections;
}

async function besideEachOther(films: number, count: number, rounds: number): Promise<Section[]> {
  const frames = generatedFrames(films);
  const queries = Array.from({ length: count }, (_, number) => copyOf(number, films));
  const absent: Absent[] = [];
  const built: Built[] = [];
  let target = 0;
  const makers = [
    async () => linearFinder(frames, RADII[1]),
    async () => segmentedFinder(frames),
    () => usearchFinder(frames),
    () => pgvectorFinder(frames),
  ];
  try {
    for (const [at, make] of makers.entries()) {
      const start = performance.now();
      const finder = await make();
      const seconds = (performance.now() - start) / 1000;
      if ('reason' in finder) {
        absent.push(finder);
        continue;
      }
      const recalls = new Map<number, Recall>();
      for (const breadth of finder.breadths) recalls.set(breadth, await recallOf(finder, breadth, queries, frames.codes));
      const reached = (breadth: number) => recalls.get(breadth)!.frames[1]!;
      // The second is the index, which has no search breadth.
      if (at === 1) target = reached(0);
      built.push({ finder, seconds, recalls, breadth: finder.breadths.find((breadth) => at < 2 || reached(breadth) >= target - EQUAL) });
    }
    return await sectionsOf(films, frames, queries, built, absent, rounds);
  } finally {
    for (const { finder } of built) await finder.close();
  }
}

async function sectionsOf(
  films: number,
  frames: Frames,
  queries: readonly QueriedCopy[],
  built: readonly Built[],
  absent: readonly Absent[],
  rounds: number,
): Promise<Section[]> {
  const times = built.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, { finder, breadth }] of built.entries()) {
      const start = performance.now();
      await finder.find(queries[round % queries.length]!.track.hashes, breadth ?? finder.breadths.at(-1)!);
      times[at]!.push(performance.now() - start);
    }
  const size = `${films} h of film (${whole(films * FILM_FRAMES)} frames)`;
  const skipped = absent.map(({ name, reason }) => `Skipped: ${name}; ${reason}.`);
  const nameOf = ({ finder: { name, breadths }, breadth }: Built) =>
    breadths.length === 1 ? name : `${name}, ef ${breadth ?? breadths.at(-1)}`;
  const [, ...indexes] = built;
  return [
    {
      title: `A minute’s frames among ${size}, at equal recall`,
      baseline: nameOf(built[0]!),
      figures: compare(built.map((each, at) => ({ name: nameOf(each), unit: 'ms', values: times[at]! }))),
      notes: [
        `Frames found of those that are ${RADII.join(' and ')} bits away or nearer, and lines: ${built.map(recallWords).join('; ')}.`,
        `${queries.length} copies of a minute at mean distances of ${DISTANCES.join(', ')} bits; a frame counts as found with its neighbours, a line with three frames. A graph is searched as widely (ef) as finds what the index does.`,
        ...built
          .filter(({ breadth }) => breadth === undefined)
          .map(({ finder }) => `${finder.name} finds less than the index at every breadth.`),
        ...skipped,
      ],
    },
    {
      title: `Building an index of ${size}`,
      baseline: indexes[0]!.finder.name,
      figures: compare(indexes.map(({ finder: { name }, seconds }) => ({ name, unit: 's', values: [seconds] }))),
      notes: ['SegmentedIndex on one core, usearch and Postgres on all of theirs. For pgvector it includes writing the table.', ...skipped],
    },
    {
      title: `Memory for ${size}`,
      baseline: built[0]!.finder.name,
      figures: compare(built.map(({ finder: { name, bytes } }) => ({ name, unit: 'MiB', values: [bytes / 2 ** 20] }))),
      notes: [
        `Bytes a frame: ${built.map(({ finder: { name, bytes, bytesIn } }) => `${name} ${((8 * bytes) / frames.codes.length).toFixed(0)}${bytesIn === 'disk' ? ' on disk, table and index' : ''}`).join(', ')}.`,
        ...skipped,
      ],
    },
  ];
}

function recallWords({ finder: { name, breadths }, recalls }: Built): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  const words = [...recalls].map(
    ([breadth, { frames, lines }]) =>
      `${breadths.length === 1 ? '' : `ef ${breadth}: `}${frames.map(percent).join(' and ')} %, lines ${percent(lines)} %`,
  );
  return `${name} ${words.join(', ')}`;
}

/** Unrelated films, one after the other. */
function generatedFrames(films: number): Frames {
  const codes = new Uint32Array(films * FILM_FRAMES * 8);
  for (let film = 0; film < films; film++) codes.set(generatedFilm(PICTURE_LOOKS * (film + 1)).tracks[0]!.hashes, film * FILM_FRAMES * 8);
  return { codes, framesAFilm: FILM_FRAMES };
}

function copyOf(number: number, films: number): QueriedCopy {
  const film = (number * 7919) % films;
  const { track, shows } = attackedCopy(generatedFilm(PICTURE_LOOKS * (film + 1)), number, {
    distance: DISTANCES[number % DISTANCES.length]!,
    spread: SPREAD,
  });
  return { track, shows: shows.map((frame) => film * FILM_FRAMES + frame) };
}

function whole(count: number): string {
  return count.toLocaleString('en');
}
