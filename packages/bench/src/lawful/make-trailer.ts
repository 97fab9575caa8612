import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClipFacts } from '../accuracy/ffmpeg.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { cardFilters, filmShotFilters, type TrailerPicture } from './shot-filters.ts';
import { planTrailer, type ShotChange, type TrailerShot } from './trailer-shots.ts';

/** What {@link makeTrailer} makes. */
export interface TrailerOptions {
  /** Path of the film. */
  readonly film: string;
  /** Path of another film, for footage that is not in this one. @defaultValue no such footage */
  readonly otherFilm?: string;
  /** Length of the trailer, seconds. */
  readonly seconds: number;
  /** The same seed gives the same trailer of a film. */
  readonly seed: string;
  /** Path of the trailer: MP4. */
  readonly path: string;
  /** Seconds of film in one second of trailer. @defaultValue 1 */
  readonly speed?: number;
  /** Frames a second. @defaultValue 24, or 25 at another speed than 1 */
  readonly frameRate?: number;
  /** Width in pixels, even. @defaultValue 480 */
  readonly width?: number;
}

/** A piece of the film in a trailer: what a search should find. */
export interface TrailerPiece {
  /** Start in the trailer, seconds. */
  readonly promoStart: number;
  /** End in the trailer, seconds, exclusive. */
  readonly promoEnd: number;
  /** Start in the film, seconds. */
  readonly filmStart: number;
  /** End in the film, seconds, exclusive. */
  readonly filmEnd: number;
  /** What was done to it. */
  readonly change: ShotChange;
}

/** A trailer and what it shows. */
export interface Trailer {
  /** Length, seconds. */
  readonly seconds: number;
  /** Its pieces of the film, in order of the trailer. */
  readonly pieces: readonly TrailerPiece[];
  /** All of its shots, in order. */
  readonly shots: readonly TrailerShot[];
}

/**
 * Makes a trailer of a film as editors do, by a seed: pieces of half a second to three seconds, cards between them, footage of another film,
 * other sound. Any ffmpeg since 2018 can.
 * @throws RangeError for a file without a moving picture; Error with what ffmpeg printed, where it fails.
 */
export async function makeTrailer(options: TrailerOptions): Promise<Trailer> {
  const { film, otherFilm, seconds, seed, path, speed = 1, frameRate = speed === 1 ? 24 : 25, width = 480 } = options;
  const facts = await factsOf(film);
  const otherSeconds = otherFilm === undefined ? undefined : (await factsOf(otherFilm)).duration;
  const picture = { width, height: 2 * Math.round((width * facts.height) / facts.width / 2), frameRate, speed };
  const shots = planTrailer({ filmSeconds: facts.duration, otherSeconds, seconds, frameRate, speed, seed });
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-trailer-'));
  try {
    await cutShots(film, 'piece', shots, picture, folder);
    if (otherFilm !== undefined) await cutShots(otherFilm, 'other', shots, picture, folder);
    for (const [at, shot] of shots.entries()) {
      if (shot.kind === 'card') await ffmpeg('-f', 'lavfi', '-i', cardFilters(shot, picture), ...LOSSLESS, shotPath(folder, at));
    }
    await joinShots(shots, picture, folder, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { seconds: secondsOf(shots, frameRate), pieces: piecesOf(shots, picture), shots };
}

async function factsOf(path: string) {
  const facts = await readClipFacts(path);
  if (facts === undefined) throw new RangeError(`film must be a film with a moving picture, got ${path}`);
  return facts;
}

const LOSSLESS = ['-an', '-c:v', 'ffv1', '-threads', '1'] as const;

const shotPath = (folder: string, at: number) => join(folder, `${at}.mkv`);

/** Cuts all shots of one film in one pass over it: seeking in a stream is not exact. */
async function cutShots(film: string, kind: 'piece' | 'other', shots: readonly TrailerShot[], picture: TrailerPicture, folder: string) {
  const wanted = [...shots.entries()].flatMap(([at, shot]) => (shot.kind === kind ? [{ at, shot }] : []));
  if (wanted.length === 0) return;
  const split = `[0:v]split=${wanted.length}${wanted.map(({ at }) => `[in${at}]`).join('')}`;
  const cuts = wanted.map(({ at, shot }) => `[in${at}]${filmShotFilters(shot, picture)}[out${at}]`);
  const outputs = wanted.flatMap(({ at }) => ['-map', `[out${at}]`, ...LOSSLESS, shotPath(folder, at)]);
  await ffmpeg('-i', film, '-filter_complex', [split, ...cuts].join(';'), ...outputs);
}

/** Joins the shots, with noise for music. */
async function joinShots(shots: readonly TrailerShot[], { frameRate }: TrailerPicture, folder: string, path: string): Promise<void> {
  const list = join(folder, 'shots.txt');
  await writeFile(list, shots.map((_, at) => `file ${at}.mkv\nduration ${(shots[at]!.frames / frameRate).toFixed(6)}\n`).join(''));
  const sound = `anoisesrc=c=pink:a=0.3:seed=1:d=${secondsOf(shots, frameRate)},tremolo=f=2`;
  const inputs = ['-f', 'concat', '-safe', '0', '-i', list, '-f', 'lavfi', '-i', sound];
  const video = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-r', String(frameRate), '-threads', '1'];
  await ffmpeg(...inputs, ...video, '-c:a', 'aac', '-shortest', '-f', 'mp4', path);
}

const secondsOf = (shots: readonly TrailerShot[], frameRate: number) => shots.reduce((sum, { frames }) => sum + frames, 0) / frameRate;

function piecesOf(shots: readonly TrailerShot[], { frameRate, speed }: TrailerPicture): TrailerPiece[] {
  let promoStart = 0;
  return shots.flatMap((shot) => {
    const promoEnd = promoStart + shot.frames / frameRate;
    const length = promoEnd - promoStart;
    const piece = { promoStart, promoEnd };
    promoStart = promoEnd;
    if (shot.kind !== 'piece') return [];
    return [{ ...piece, filmStart: shot.start, filmEnd: shot.start + length * speed, change: shot.change }];
  });
}
