import type { Random } from '../accuracy/seeded-random.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';

/** The picture of every upload, pixels. */
const [WIDTH, HEIGHT] = [426, 240];
const CODED = ['-an', '-c:v', 'libx264', '-preset', 'veryfast', '-threads', '1'] as const;
/** Fits a film of any shape into the picture. */
const FITTED = `scale=${WIDTH}:${HEIGHT}:force_original_aspect_ratio=decrease,pad=${WIDTH}:${HEIGHT}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p`;
const RATE = 25;

/** An interval of a file, seconds. */
export interface Cut {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** How a promo is uploaded again. */
export interface Reupload {
  readonly kind: string;
  readonly make: (promo: string, path: string, cast: Cast) => Promise<void>;
}

/** What else re-uploads show. */
export interface Cast {
  /** Somebody who reacts. */
  readonly unrelated: string;
  /** The promos of other titles. */
  readonly others: readonly { readonly path: string; readonly seconds: number }[];
  /** Length of the promo, seconds. */
  readonly seconds: number;
  readonly random: Random;
}

const changed =
  (filters: string, crf = 28) =>
  (promo: string, path: string) =>
    ffmpeg('-i', promo, '-vf', filters, ...CODED, '-crf', String(crf), path);

/** Runs a graph over the promo and over somebody who reacts to it, for as long as the promo. */
const reacting = (graph: string) => (promo: string, path: string, cast: Cast) =>
  ffmpeg(
    ...['-i', promo, '-stream_loop', '-1', '-i', cast.unrelated, '-filter_complex', graph, '-map', '[out]'],
    ...['-t', String(cast.seconds), '-r', String(RATE), ...CODED, '-crf', '28', path],
  );

/** All of them, all lawful once the promo is public. */
export const REUPLOADS: readonly Reupload[] = [
  { kind: 're-encoded small', make: changed('scale=256:-2', 34) },
  { kind: 'caption bar', make: changed(`scale=${WIDTH}:-2,drawbox=x=0:y=ih*0.78:w=iw:h=ih*0.15:color=0x202020:t=400`) },
  { kind: 'mirrored', make: changed(`hflip,scale=${WIDTH}:-2`) },
  {
    kind: 'reaction, promo at half size',
    make: reacting(
      `[1:v]fps=${RATE},scale=640:360,setsar=1[back];[0:v]fps=${RATE},scale=320:-2,setsar=1[front];[back][front]overlay=x=300:y=40,format=yuv420p[out]`,
    ),
  },
  {
    kind: 'reaction, face in a corner',
    make: reacting(
      `[0:v]fps=${RATE},scale=${WIDTH}:-2,setsar=1[back];[1:v]fps=${RATE},scale=120:90,setsar=1[front];[back][front]overlay=x=W-w-8:y=H-h-8,format=yuv420p[out]`,
    ),
  },
  {
    kind: 'compilation of promos',
    make: async (promo, path, { others, seconds, random }) => {
      const pieceOf = (file: string, length: number): Cut => {
        const start = random.between(0, Math.max(0, length - 10));
        return { path: file, start, end: Math.min(length, start + 10) };
      };
      await joinCuts([pieceOf(promo, seconds), ...others.slice(0, 2).map((other) => pieceOf(other.path, other.seconds))], path);
    },
  },
  { kind: 'sped up by 5 %', make: changed(`setpts=PTS/1.05,fps=${RATE},scale=${WIDTH}:-2`) },
  { kind: 'letterboxed', make: changed(`scale=${WIDTH}:-2,pad=iw:ih*1.35:0:(oh-ih)/2`) },
];

/** Joins intervals of files, encoded again. */
export async function joinCuts(cuts: readonly Cut[], path: string): Promise<void> {
  // fps stands before trim: after it, an ffmpeg of 2018 repeats the last frame to the end of the uncut film.
  const parts = cuts.map(
    ({ start, end }, at) => `[${at}:v:0]fps=${RATE},trim=start=${start}:end=${end},setpts=PTS-STARTPTS,${FITTED}[part${at}]`,
  );
  const joined = `${cuts.map((_, at) => `[part${at}]`).join('')}concat=n=${cuts.length}:v=1[out]`;
  const inputs = cuts.flatMap((each) => ['-i', each.path]);
  await ffmpeg(...inputs, '-filter_complex', [...parts, joined].join(';'), '-map', '[out]', ...CODED, '-crf', '28', path);
}

/**
 * Chooses an interval of a film that shows as little of some other intervals as possible.
 * @returns The interval, and its seconds outside the others.
 */
export function chooseLeak(
  film: { readonly path: string; readonly seconds: number },
  length: number,
  shown: readonly { readonly start: number; readonly end: number }[],
  random: Random,
): { readonly cut: Cut; readonly outside: number } {
  const drawn = Array.from({ length: 40 }, () => random.between(0, Math.max(0, film.seconds - length - 1)));
  const overlapOf = (from: number) =>
    shown.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, from + length) - Math.max(start, from)), 0);
  const start = drawn.reduce((best, each) => (overlapOf(each) < overlapOf(best) ? each : best));
  return { cut: { path: film.path, start, end: start + length }, outside: Math.max(0, length - overlapOf(start)) };
}
