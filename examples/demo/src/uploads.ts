import { createWriteStream } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { runFfmpeg } from '../../../test/tools/footage.ts';
import { UNRELATED } from './films.ts';

/** A part of the film, seconds. */
export interface Excerpt {
  readonly start: number;
  readonly seconds: number;
}

/** One file that somebody put on the net. */
export interface Upload {
  /** A member of an archive has two slashes behind its archive. */
  readonly path: string;
  /** What was done to the film, for the demo's reader. */
  readonly about: string;
}

/** The longest excerpt that is copied from a film, seconds: a whole feature would take longer to encode than to find. */
const LONGEST = 60;
/** Seconds of the film that are cut into the unrelated one, and of the unrelated one before and after. */
const CUT = { inside: 4, around: 5 } as const;
const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'] as const;

/** What the uploads show: the whole film if it is short, else a minute from a third of its length on. */
export function chooseExcerpt(filmSeconds: number): Excerpt {
  return filmSeconds <= 2 * LONGEST ? { start: 0, seconds: Math.min(filmSeconds, LONGEST) } : { start: filmSeconds / 3, seconds: LONGEST };
}

/**
 * Makes four copies of the excerpt, each harder to recognise than the one before, one in a ZIP archive under the name of a text, and puts an
 * unrelated film beside them.
 */
export async function makeUploads(film: string, { start, seconds }: Excerpt, folder: string): Promise<Upload[]> {
  const to = (name: string) => join(folder, name);
  const input = ['-ss', String(start), '-t', String(seconds), '-i', film];
  const copy = (name: string, ...args: readonly string[]) => runFfmpeg([...input, ...args, ...H264, '-crf', '30', to(name)]);

  await copy('reencoded.mp4', '-vf', 'scale=trunc(iw/2)*2:trunc(ih/2)*2');
  // Half the size, with black bars above and below as on an old television.
  await copy('half-size-letterboxed.mp4', '-vf', 'scale=trunc(iw/4)*2:trunc(ih/4)*2,pad=iw:trunc(ih*2/3)*2:0:-1');
  await cutInto(to('reencoded.mp4'), Math.min(3, Math.max(0, seconds - CUT.inside)), to('waves-with-a-clip.mp4'));
  // 24 frames a second played at 25: picture and sound run 4 % faster.
  await copy('pal-speed.mp4', '-vf', 'setpts=PTS*24/25,scale=trunc(iw/2)*2:trunc(ih/2)*2', '-af', 'atempo=25/24', '-r', '25');
  await zip(to('holiday.zip'), [[to('reencoded.mp4'), 'readme.txt']]);
  await copyFile(UNRELATED.speaker, to('unrelated.mp4'));

  return [
    { path: to('reencoded.mp4'), about: 'encoded again, strongly compressed' },
    { path: to('half-size-letterboxed.mp4'), about: 'half the size, black bars added' },
    { path: to('waves-with-a-clip.mp4'), about: `${CUT.inside} s of it cut into ${2 * CUT.around} s of waves` },
    { path: to('pal-speed.mp4'), about: '4 % faster, as on PAL discs' },
    { path: `${to('holiday.zip')}//readme.txt`, about: 'zipped, called a text' },
    { path: to('unrelated.mp4'), about: 'a man before a camera' },
  ];
}

/** Puts somebody's copy of a trailer beside the uploads: half the size, strongly compressed. */
export async function uploadAgain(trailer: string, folder: string): Promise<Upload> {
  const path = join(folder, 'trailer-copy.mp4');
  await runFfmpeg(['-i', trailer, '-vf', 'scale=trunc(iw/4)*2:trunc(ih/4)*2', ...H264, '-crf', '30', path]);
  return { path, about: 'the trailer, half the size' };
}

/** Waves, a few seconds of a copy of the film with the bars that its shape needs, waves; without sound. */
function cutInto(copy: string, start: number, upload: string): Promise<void> {
  const { inside, around } = CUT;
  const filling = 'scale=640:360:force_original_aspect_ratio=increase,crop=640:360';
  const fitting = 'scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:-1:-1';
  // fps stands before trim: after it, the ffmpeg of 2018 repeats the last frame to the end of the uncut film.
  const part = (input: number, from: number, to: number, shape: string) =>
    `[${input}:v:0]fps=24,trim=${from}:${to},setpts=PTS-STARTPTS,${shape},setsar=1,format=yuv420p[part${input}]`;
  const graph = [
    part(0, 0, around, filling),
    part(1, start, start + inside, fitting),
    part(2, around, 2 * around, filling),
    '[part0][part1][part2]concat=n=3:v=1[upload]',
  ];
  const inputs = [UNRELATED.waves, copy, UNRELATED.waves].flatMap((input) => ['-i', input]);
  return runFfmpeg([...inputs, '-filter_complex', graph.join(';'), '-map', '[upload]', ...H264, '-crf', '23', upload]);
}

async function zip(archive: string, files: readonly (readonly [path: string, name: string])[]): Promise<void> {
  const packed = new ZipFile();
  for (const [path, name] of files) packed.addFile(path, name);
  packed.end();
  await pipeline(packed.outputStream, createWriteStream(archive));
}
