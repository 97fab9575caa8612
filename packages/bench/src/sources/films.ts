import { join } from 'node:path';
import { probe } from '@streetdate/core';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { makeOnce } from './make-once.ts';

/** Which films are looked at while ratios are chosen, and which are reported. */
export type FilmHalf = 'tuning' | 'reported';

/** A film of which releases are made. */
export interface MadeFilm {
  /** From 0. Even ones are for tuning, odd ones are reported. */
  readonly number: number;
  /** Its file: 24 pictures a second in the colours of high definition (ITU-R BT.709), with a scene that not every edition has. */
  readonly path: string;
  /** Who has the scene. */
  readonly longer: 'discs' | 'web' | 'all';
  /** Whether the DVDs were made from a transfer of their own: framed a little closer and graded otherwise. */
  readonly ownTransfer: boolean;
  /** How the PAL disc has 25 frames a second: it runs faster, or its frames are mixed, fields of 50 a second between those of 23.976, as standards are converted. */
  readonly pal: 'faster' | 'mixed';
  /** In what the sound of the discs and of the web release differs: the language, for another country; or the layout, 5.1 beside stereo. */
  readonly sound: 'same' | 'language' | 'layout';
  /** Frames a second of the web release: half of the films are sold at 24, half at 23.976. */
  readonly webRate: '24' | '24000/1001';
}

/** Seconds of the logo that the web release has in front. */
export const LEAD_IN = 4;
/** Seconds of a film without its opening, and where in it the scene lies. */
const FOOTAGE = 66;
/** Seconds of the opening, a distributor's logo that all releases have. */
export const OPENING = 6;
/** Where the scene begins and ends, seconds, the opening counted. */
export const SCENE = [38, 46] as const;
/** Seconds of a whole film. */
export const FILM_SECONDS = OPENING + FOOTAGE;

const SHAPE = 'scale=960:540:force_original_aspect_ratio=increase:flags=bicubic,crop=960:540,setsar=1';
/** Grain is what footage of a small size lacks: detail up to the last pixel. */
const GRAIN = 'noise=alls=5:allf=t:all_seed=3,format=yuv420p';

/**
 * Cuts one long film into films of {@link FILM_SECONDS} each. What differs between their releases goes by their number, so that each half has every kind.
 * @param footage - A film of two and a half minutes at least; the longer, the more films.
 * @param most - Films at most.
 * @throws RangeError when it is too short for two films.
 */
export async function makeFilms(footage: string, half: FilmHalf, most: number, folder: string): Promise<MadeFilm[]> {
  const { duration } = await probe(footage);
  const count = Math.min(most, Math.floor(duration / FOOTAGE));
  if (count < 2) throw new RangeError(`film must have ${2 * FOOTAGE} s at least, got ${duration.toFixed(0)} s`);
  const numbers = Array.from({ length: count }, (_, number) => number).filter((number) => number % 2 === (half === 'tuning' ? 0 : 1));
  const films: MadeFilm[] = [];
  for (const number of numbers) {
    const path = join(folder, `film-${number}.mp4`);
    const logo = `mandelbrot=size=960x540:rate=24:start_scale=${0.5 + 0.2 * number}:end_scale=0.05:end_pts=400,trim=duration=${OPENING},setsar=1`;
    const film = `[0:v:0]fps=24,trim=duration=${FOOTAGE},setpts=PTS-STARTPTS,${SHAPE}[footage]`;
    const graph = `${logo}[logo];${film};[logo][footage]concat=n=2:v=1,${GRAIN}[film]`;
    const input = ['-ss', String(number * FOOTAGE), '-t', String(FOOTAGE + 1), '-i', footage];
    const encode = ['-map', '[film]', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', '-an'];
    await makeOnce(path, (file) => ffmpeg(...input, '-filter_complex', graph, ...encode, file));
    const pair = Math.floor(number / 2);
    films.push({
      number,
      path,
      longer: (['discs', 'web', 'all'] as const)[pair % 3]!,
      ownTransfer: pair % 2 === 1,
      pal: pair % 2 === 1 ? 'mixed' : 'faster',
      sound: (['same', 'language', 'layout', 'same'] as const)[pair % 4]!,
      webRate: pair % 2 === 0 ? '24' : '24000/1001',
    });
  }
  return films;
}
