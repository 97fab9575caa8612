import { join } from 'node:path';
import type { Source } from '@streetdate/matcher';
import { ffmpeg } from '../clips/ffmpeg.ts';

/** One release of the film, as it would be made. */
export interface MadeRendition {
  /** Its reference id. */
  readonly id: string;
  /** What a copy of it is a copy of. */
  readonly source: Source;
  /** Its file. */
  readonly path: string;
}

const SHAPE = 'scale=640:360:force_original_aspect_ratio=increase,crop=640:360,setsar=1,format=yuv420p';
/** Cinema films hold 24 pictures a second; the footage comes at several rates. */
const part = (input: number, start: number, seconds: number, label: string) =>
  `[${input}:v:0]fps=24,trim=start=${start}:duration=${seconds},setpts=PTS-STARTPTS,${SHAPE}[${label}]`;

/**
 * Makes the film that all releases are of: a minute and a quarter, a scene of ten seconds that only the longer edition has, and forty seconds more.
 * @param footage - Three films: one of ten seconds at least, another of ten, and one of two minutes.
 * @returns Its file, and the second at which the scene begins and ends.
 */
export async function makeFilm(footage: readonly string[], folder: string): Promise<{ path: string; scene: readonly [number, number] }> {
  const path = join(folder, 'film.mp4');
  const parts = [part(0, 0, 9, 'opening'), part(2, 0, 66, 'first'), part(1, 0, 9.5, 'scene'), part(2, 70, 40, 'last')];
  await ffmpeg(
    ...footage.flatMap((file) => ['-i', file]),
    ...['-filter_complex', `${parts.join(';')};[opening][first][scene][last]concat=n=4:v=1[film]`, '-map', '[film]'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '12', '-an', path],
  );
  return { path, scene: [75, 84.5] };
}

/**
 * Makes the releases: a PAL disc at 25 frames a second and an NTSC disc with 3:2 pulldown, both MPEG-2 and with the scene, and a web release in H.264 with a
 * logo in front and without it.
 */
export async function makeRenditions({ path, scene }: Awaited<ReturnType<typeof makeFilm>>, folder: string): Promise<MadeRendition[]> {
  const at = (name: string) => join(folder, name);
  const mpeg2 = ['-c:v', 'mpeg2video', '-b:v', '5M', '-maxrate', '8M', '-bufsize', '1800k', '-flags', '+ildct+ilme', '-g', '12', '-an'];
  const wide = ['-aspect', '16:9'];
  await ffmpeg('-i', path, '-vf', 'setpts=PTS*24/25,fps=25,scale=720:576', ...wide, ...mpeg2, at('pal.mpg'));
  const pulldown = 'setpts=PTS*1001/1000,fps=24000/1001,scale=720:480,telecine=pattern=23';
  await ffmpeg('-i', path, '-vf', pulldown, ...wide, '-r', '30000/1001', ...mpeg2, at('ntsc.mpg'));
  const cut = `select='not(between(t,${scene[0]},${scene[1]}))',setpts=N/24/TB,scale=1280:720,setsar=1`;
  const logo = 'mandelbrot=size=1280x720:rate=24:end_scale=0.01:end_pts=300,trim=duration=5,setsar=1,format=yuv420p';
  await ffmpeg(
    ...['-i', path, '-filter_complex', `[0:v]${cut}[film];${logo}[logo];[logo][film]concat=n=2:v=1[web]`, '-map', '[web]'],
    ...['-r', '24', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-an', at('web.mp4')],
  );
  return [
    { id: 'pal', source: 'disc', path: at('pal.mpg') },
    { id: 'ntsc', source: 'disc', path: at('ntsc.mpg') },
    { id: 'web', source: 'digital', path: at('web.mp4') },
  ];
}
