import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { synthesiseMusic } from '../accuracy/assets/music.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { makeOnce } from './make-once.ts';

/** A film's sound as it was made, or with other voices over the same score, as for another country. */
export type Mix = 'original' | 'dubbed';

/** Language of each mix, as containers name it. */
export const LANGUAGES: Readonly<Record<Mix, string>> = { original: 'eng', dubbed: 'fra' };

/** Samples a second of {@link makeMix}. */
export const MIX_RATE = 44_100;

/** Makes the sound of a film in one mix: a score that all share, and a melody in place of the voices. @returns Its file, mono. */
export async function makeMix(film: number, mix: Mix, seconds: number, folder: string): Promise<string> {
  const path = join(folder, `film-${film}-${mix}.wav`);
  await makeOnce(path, async (part) => {
    const parts = ['score', `voices of the ${mix}`].map((seed) => ({
      seed: `source films/${film}/${seed}`,
      file: `${part}-${seed.split(' ')[0]}.wav`,
    }));
    for (const { seed, file } of parts) await writeFile(file, synthesiseMusic(seed, seconds));
    await ffmpeg(...parts.flatMap(({ file }) => ['-i', file]), '-filter_complex', 'amix=inputs=2', '-ar', String(MIX_RATE), part);
    for (const { file } of parts) await rm(file);
  });
  return path;
}

/** ffmpeg's filter for silence in front: each channel is delayed on its own, and a stream may have been spread to six by then. */
export function delayed(seconds: number): string[] {
  return seconds === 0 ? [] : [`adelay=${Array.from({ length: 6 }, () => Math.round(1000 * seconds)).join('|')}`];
}

/** What is laid under a picture. */
export interface LaidSound {
  /** Arguments before and with the file of the sound, such as `-ss 14 -i film.vob`. */
  readonly input: readonly string[];
  /** ffmpeg's filters for it. */
  readonly filters: readonly string[];
  /** How it is encoded. */
  readonly encode: readonly string[];
  /** Language that it is marked with; undefined for none. */
  readonly language: string | undefined;
  /** A file of chapter marks in ffmpeg's own text; undefined for none. */
  readonly chapters?: string | undefined;
}

/** Puts a sound under a picture, whose stream stays as it is. */
export async function laySound(picture: string, { input, filters, encode, language, chapters }: LaidSound, path: string): Promise<void> {
  await ffmpeg(
    // Program streams do not say when each picture is shown.
    ...['-fflags', '+genpts', '-i', picture, ...input, ...(chapters === undefined ? [] : ['-i', chapters])],
    ...['-filter_complex', `[1:a]${['anull', ...filters].join(',')}[sound]`, '-map', '0:v', '-map', '[sound]', '-c:v', 'copy', ...encode],
    ...(language === undefined ? [] : ['-metadata:s:a:0', `language=${language}`]),
    ...['-map_chapters', chapters === undefined ? '-1' : '2', path],
  );
}
