import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpeg } from '../clips/ffmpeg.ts';

/** Length of each upload, seconds. */
export const UPLOAD_SECONDS = 30;

/** Folders of the uploads, each with as many copies as the other. */
export const HALVES = ['first-half', 'second-half'] as const;

/** An upload, and whether it is a copy of the enrolled film. */
export interface MadeUpload {
  readonly name: string;
  readonly path: string;
  readonly isCopy: boolean;
}

/**
 * Makes uploads of 30 s, of which every second one is a copy of the first film. Each has other bytes, so that each is decoded and searched,
 * but only one of each film is encoded. They lie in two folders, {@link HALVES}.
 * @param films - The enrolled film first, then others.
 */
export async function makeUploads(films: readonly string[], count: number, folder: string): Promise<MadeUpload[]> {
  const [copied, ...others] = films;
  if (copied === undefined || others.length === 0) throw new RangeError('films must be at least two');
  for (const half of HALVES) await mkdir(join(folder, half));
  const encoded = new Map<string, string>();
  for (const [number, film] of films.entries()) {
    const path = join(folder, `film-${number}.mp4`);
    const coding = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-g', '50', '-an'];
    await ffmpeg('-stream_loop', '-1', '-i', film, '-t', String(UPLOAD_SECONDS), '-vf', 'scale=-2:480', ...coding, path);
    encoded.set(film, path);
  }
  const uploads: MadeUpload[] = [];
  for (let number = 0; number < count; number++) {
    const isCopy = number % 2 === 0;
    const film = isCopy ? copied : others[(number >> 1) % others.length]!;
    const name = `upload-${String(number).padStart(4, '0')}.mp4`;
    // A copy and another film in turn.
    const path = join(folder, HALVES[(number >> 1) % 2]!, name);
    // Another comment makes another content of the same pictures.
    await ffmpeg('-i', encoded.get(film)!, '-c', 'copy', '-metadata', `comment=upload ${number}`, path);
    uploads.push({ name, path, isCopy });
  }
  return uploads;
}
