import { link } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTemporaryFolder, makeLongFilm } from '../clips/clips.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { compare, median, type Section } from '../measure/figure.ts';
import { slopeOf } from '../measure/line.ts';
import { peakMemory } from '../measure/peak-memory.ts';

/** The extension is this file's own: the script runs from the sources and from the build. */
const SCRIPT = fileURLToPath(new URL(`./scan-many-files${import.meta.url.slice(-3)}`, import.meta.url));
/** Files between two readings of the memory. */
export const LOOK_EVERY = 10;

/** Options for {@link benchMemoryOfFolder}. */
export interface FolderMemoryOptions {
  /** Files in the folder. @defaultValue 1000 */
  readonly files?: number;
  /** Files until caches are full and code is compiled. Growth is measured after them. Less than half of all. @defaultValue 100 */
  readonly warm?: number;
  /** Processes that scan it one after the other, in each setting. The timing of V8's collector makes them differ by some MiB. @defaultValue 3 */
  readonly rounds?: number;
}

/**
 * Settings in which a folder is scanned. Each of Node's threads allocates from its own arena, which keeps the thread's peak. With a
 * single arena, the remaining memory is what the process holds.
 */
const SETTINGS = [
  { title: 'Resident memory of Node while a folder is scanned', environment: {} },
  {
    title: 'Resident memory of Node while a folder is scanned, with one arena of malloc for all threads',
    environment: { MALLOC_ARENA_MAX: '1' },
  },
] as const;

/** Resident memory while a folder of short films is fingerprinted and searched for, one after the other in one process. Growth with each file is a leak. */
export function benchMemoryOfFolder({ files = 1000, warm = 100, rounds = 3 }: FolderMemoryOptions = {}): Promise<Section[]> {
  return inTemporaryFolder(async (folder) => {
    const [minute, film] = [join(folder, 'minute.mp4'), join(folder, 'film.mp4')];
    await makeLongFilm(1, 180, minute);
    await ffmpeg('-i', minute, '-t', '2', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', film);
    for (let file = 0; file < files; file++) await link(film, join(folder, `upload-${file}.mp4`));
    const sections: Section[] = [];
    for (const { title, environment } of SETTINGS) {
      const runs: number[][] = [];
      for (let round = 0; round < rounds; round++) {
        const { printed } = await peakMemory(SCRIPT, [folder, minute], environment);
        runs.push(printed.map(Number).slice(warm / LOOK_EVERY));
      }
      sections.push({ title, ...growthOf(runs, files, warm) });
    }
    return sections;
  });
}

/** The growth of memory in some runs after their warm-up, MiB after every few files. */
function growthOf(runs: readonly (readonly number[])[], files: number, warm: number): Omit<Section, 'title'> {
  const figures = compare([
    { name: `files ${warm} to ${2 * warm}`, unit: 'MiB', values: runs.flatMap((run) => run.slice(0, warm / LOOK_EVERY)) },
    { name: `the last ${warm} of ${files}`, unit: 'MiB', values: runs.flatMap((run) => run.slice(-warm / LOOK_EVERY)) },
  ]);
  const slopes = runs.map(slopeEachFile);
  const later = runs.map((run) => slopeEachFile(run.slice(run.length >> 1)));
  return {
    baseline: figures[0]!.name,
    figures,
    notes: [
      `From file ${warm} to file ${files} it grows by ${kibibytes(median(slopes))} a file (least squares, median of ${runs.length}: ${slopes.map(kibibytes).join(', ')}), ` +
        `over the second half of them by ${kibibytes(median(later))} (${later.map(kibibytes).join(', ')}).`,
      'Films of 2 s, fingerprinted and looked up in a library of one film.',
    ],
  };
}

const slopeEachFile = (run: readonly number[]) =>
  slopeOf(
    run.map((_, at) => at * LOOK_EVERY),
    run,
  );
const kibibytes = (mebibytes: number) => `${(mebibytes * 1024).toFixed(1)} KiB`;
