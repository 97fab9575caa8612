import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fingerprint } from '@streetdate/core/portable';
import { SegmentedIndex } from '@streetdate/index';
import { findMatches, type Match } from '@streetdate/matcher';
import { exportParquet, type SweepProgress, sweep } from '@streetdate/sweep';
import { inTemporaryFolder } from '../clips/clips.ts';
import { compare, type Section } from '../measure/figure.ts';
import { attackedCopy, FILM_FRAMES, generatedFilm, PICTURE_LOOKS } from './generated-catalogue.ts';

/** Options for {@link benchSweep}. */
export interface SweepBenchOptions {
  /** Sizes of the library, hours of film. @defaultValue [10] */
  readonly hours?: readonly number[];
  /** Queries of a minute. @defaultValue 100 */
  readonly queries?: number;
}

/** One query in this many is a copy: most files of a sweep show nothing. */
const COPIES = 20;
/** Mean distances of the copies, bits of 256, in turn. */
const DISTANCES = [20, 45, 60] as const;
/** Single frames differ by 0.6 to 1.4 times that. */
const SPREAD = 0.4;
const SECONDS = 60;
/** Most queries that the loop takes, the first ones; its time for all is worked out from theirs. A thousand would take it an hour. */
const MOST_LOOPED = 100;

/**
 * Times a sweep and a loop over single searches in an index, on the same queries and in the same process: how many frames are compared with how many in
 * an hour.
 */
export async function benchSweep({ hours = [10], queries = 100 }: SweepBenchOptions = {}): Promise<Section[]> {
  const sections: Section[] = [];
  for (const size of hours) await inTemporaryFolder(async (folder) => void sections.push(await sweepBeside(folder, size, queries)));
  return sections;
}

async function sweepBeside(folder: string, films: number, count: number): Promise<Section> {
  const library = new Map(Array.from({ length: films }, (_, film) => [`film ${film + 1}`, ownFilm(film + 1)]));
  const queries = Array.from({ length: count }, (_, number) => queryOf(number, films));
  const [temporaryFolder, parquet] = [join(folder, 'temporary'), join(folder, 'parquet')];
  await mkdir(temporaryFolder);
  const exportSeconds = await timed(async () => {
    const references = [...library].map(([id, fingerprint]) => ({ ...NAMELESS, id, load: async () => fingerprint }));
    await exportParquet(parquet, references, []);
  });
  const index = new SegmentedIndex();
  for (const [id, fingerprint] of library) index.add(id, fingerprint);
  index.seal();

  const [found, swept] = [new Map<Fingerprint, readonly Match[]>(), new Map<Fingerprint, readonly Match[]>()];
  // Neither compares every frame with every frame. A library large enough for a sweep is too large for that.
  const match = { maxComparisons: 0 };
  let reached: SweepProgress | undefined;
  const onProgress = (progress: SweepProgress) => {
    reached = progress;
  };
  const sweepSeconds = await timed(async () => {
    const loadReference = async ({ id }: { readonly id: string }) => library.get(id)!;
    const loaded = queries.map((query) => ({ query, load: async () => query }));
    for await (const result of sweep(parquet, loaded, { temporaryFolder, loadReference, match, onProgress }))
      if ('matches' in result) swept.set(result.query.query, result.matches);
  });
  const looped = queries.slice(0, MOST_LOOPED);
  const loopSeconds = await timed(async () => {
    for (const query of looped) {
      const matches = findMatches(query, index, match);
      if (matches.length > 0) found.set(query, matches);
    }
  });

  const frames = queries.reduce((sum, query) => sum + query.tracks[0]!.timesMs.length, 0);
  const anHour = (seconds: number) => `${((frames * films * FILM_FRAMES * 3600) / seconds).toExponential(1)}`;
  const loopOfAll = (loopSeconds * count) / looped.length;
  // What the sweep found of the others is searched one by one as well, outside the measured time.
  for (const query of swept.keys()) if (!looped.includes(query)) found.set(query, findMatches(query, index, match));

  const same = [...found].filter(([query, matches]) => agree(matches, swept.get(query) ?? [])).length;
  const copies = queries.filter((query, number) => isCopy(number) && swept.has(query)).length;
  return {
    title: `${count} queries of a minute against ${films} h of film`,
    baseline: 'loop over single searches',
    figures: compare([
      { name: 'loop over single searches', unit: 's', values: [loopOfAll] },
      { name: 'sweep', unit: 's', values: [sweepSeconds] },
    ]),
    notes: [
      `Frames × frames in an hour of one core: ${anHour(sweepSeconds)} swept, ${anHour(loopOfAll)} in the loop over \`SegmentedIndex\`. Times are CPU time, of all threads together.`,
      `The join proposed ${whole(reached?.lines ?? 0)} lines; ${whole(reached?.pairs ?? 0)} of ${whole(count * films)} pairs were left to be searched.`,
      ...(looped.length < count ? [`The loop took ${looped.length} of the queries; its time for all is worked out from that.`] : []),
      `The sweep found ${copies} of ${Math.ceil(count / COPIES)} copies, at mean distances of ${DISTANCES.join(', ')}, and ${swept.size - copies} other queries. Many of these films share a picture for some seconds.`,
      `Single searches found ${found.size} of the looped queries and of those that the sweep found, ${same} of them with the same references, strengths and intervals.`,
      `Written as Parquet in ${exportSeconds.toFixed(1)} s: ${whole((films * FILM_FRAMES) / exportSeconds)} frames/s.`,
    ],
  };
}

/** Seconds by which the ends of an interval may differ: the indexes propose the alignment by other frames. */
const SAME = 0.5;

function agree(one: readonly Match[], other: readonly Match[]): boolean {
  const intervals = ({ segments }: Match) =>
    segments.flatMap(({ queryStart, queryEnd, referenceStart }) => [queryStart, queryEnd, referenceStart]);
  return (
    one.length === other.length &&
    one.every((match, at) => {
      const [times, others] = [intervals(match), intervals(other[at]!)];
      const { referenceId, strength } = other[at]!;
      const isSame = times.length === others.length && times.every((time, number) => Math.abs(time - others[number]!) <= SAME);
      return match.referenceId === referenceId && match.strength === strength && isSame;
    })
  );
}

const NAMELESS = { titleId: '', title: '', kind: 'master', fingerprintSha256: '' };

/** Films of distinct pictures. Other generated films mirror the same pictures, and a query is also searched for mirrored and rotated. */
function ownFilm(film: number): Fingerprint {
  return generatedFilm(film * PICTURE_LOOKS);
}

function isCopy(number: number): boolean {
  return number % COPIES === 0;
}

function queryOf(number: number, films: number): Fingerprint {
  const copy = number / COPIES;
  const film = isCopy(number) ? 1 + ((copy * 7919) % films) : 1_000_000 + number;
  const distance = isCopy(number) ? DISTANCES[copy % DISTANCES.length]! : 20;
  const { track } = attackedCopy(ownFilm(film), number, { distance, spread: SPREAD }, SECONDS);
  return { role: 'query', kind: 'film', duration: SECONDS, tracks: [track], areas: [], media: {} };
}

function whole(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** CPU time of all threads, seconds, including the SQL engine's. Other programs distort wall time. */
async function timed(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
