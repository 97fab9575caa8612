import { link } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTemporaryFolder, makeLongFilm } from '../clips/clips.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { compare, type Section } from '../measure/figure.ts';
import { slopeOf } from '../measure/line.ts';
import { peakMemory } from '../measure/peak-memory.ts';

/** The extension is this file's own: the script runs from the sources and from the build. */
const SCRIPT = fileURLToPath(new URL(`./scan-many-files${import.meta.url.slice(-3)}`, import.meta.url));
/** Files after which the memory is looked at. */
export const LOOK_EVERY = 10;

/** Options for {@link benchMemoryOfFolder}. */
export interface FolderMemoryOptions {
  /** Files in the folder. @defaultValue 1000 */
  readonly files?: number;
  /** Files after which caches are filled and code is compiled: growth is measured from there on. Less than half of all. @defaultValue 100 */
  readonly warm?: number;
}

/** Resident memory while a folder of short films is fingerprinted and looked up, one after the other in one process: what grows with each file is lost. */
export function benchMemoryOfFolder({ files = 1000, warm = 100 }: FolderMemoryOptions = {}): Promise<Section[]> {
  return inTemporaryFolder(async (folder) => {
    const [minute, film] = [join(folder, 'minute.mp4'), join(folder, 'film.mp4')];
    await makeLongFilm(1, 180, minute);
    await ffmpeg('-i', minute, '-t', '2', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', film);
    for (let file = 0; file < files; file++) await link(film, join(folder, `upload-${file}.mp4`));
    const { printed } = await peakMemory(SCRIPT, [folder, minute]);
    const resident = printed.map(Number);
    const later = resident.slice(warm / LOOK_EVERY);
    const half = later.slice(later.length >> 1);
    const [slope, laterSlope] = [later, half].map((each) =>
      slopeOf(
        each.map((_, at) => at * LOOK_EVERY),
        each,
      ),
    );
    const figures = compare([
      { name: `files ${warm} to ${2 * warm}`, unit: 'MiB', values: later.slice(0, warm / LOOK_EVERY) },
      { name: `the last ${warm} of ${files}`, unit: 'MiB', values: later.slice(-warm / LOOK_EVERY) },
    ]);
    return [
      {
        title: 'Resident memory of Node while a folder is scanned',
        baseline: figures[0]!.name,
        figures,
        notes: [
          `From file ${warm} to file ${files} it grows by ${(slope! * 1024).toFixed(1)} KiB a file (least squares), ${(slope! * (files - warm)).toFixed(1)} MiB in all; over the second half of them by ${(laterSlope! * 1024).toFixed(1)} KiB a file.`,
          'Films of 2 s, fingerprinted and looked up in a library of one film.',
        ],
      },
    ];
  });
}
