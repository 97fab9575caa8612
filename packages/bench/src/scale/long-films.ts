import { writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { ffmpeg } from '../clips/ffmpeg.ts';

/** A film of 20 minutes. */
export interface LongFilm {
  /** What it shows. */
  readonly name: string;
  readonly path: string;
}

/** Seconds that are encoded. The film repeats them. */
const ENCODED = 60;
const REPEATS = 20;
/** Seconds of a piece, from one key frame to another. */
const PIECE = 2;
/** A key frame every two seconds, also where no scene changes. */
const CODING = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-force_key_frames', `expr:gte(t,n_forced*${PIECE})`];

/** Makes films of 20 minutes at 720 rows: of each source as it is, of the first one letterboxed at 60 frames a second, and of many pieces. */
export async function makeLongFilms(sources: readonly string[], folder: string): Promise<LongFilm[]> {
  const fitted = 'scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:-1:-1,setsar=1';
  const kinds = [
    ...sources.map((source) => ({ source, name: `${parse(source).name}, 25 frames a second`, filter: `${fitted},fps=25` })),
    { source: sources[0]!, name: 'letterboxed, 60 frames a second', filter: 'scale=1280:536,pad=1280:720:-1:-1,setsar=1,fps=60' },
  ];
  const films: LongFilm[] = [];
  const minutes: string[] = [];
  for (const [number, { source, name, filter }] of kinds.entries()) {
    const minute = join(folder, `minute-${number}.mp4`);
    await ffmpeg('-stream_loop', '-1', '-i', source, '-t', String(ENCODED), '-vf', filter, '-an', ...CODING, minute);
    if (number < sources.length) minutes.push(minute);
    films.push({ name, path: await repeated(minute, folder, number) });
  }
  return [...films, { name: 'many pieces', path: await repeated(await piecesOf(minutes, folder), folder, films.length) }];
}

/** Two seconds of each film in turn. */
async function piecesOf(minutes: readonly string[], folder: string): Promise<string> {
  const lines = ['ffconcat version 1.0'];
  for (let start = 0, piece = 0; start + PIECE <= ENCODED; start += PIECE, piece++) {
    lines.push(`file ${parse(minutes[piece % minutes.length]!).base}`, `inpoint ${start}`, `outpoint ${start + PIECE}`);
  }
  const [list, path] = [join(folder, 'pieces.ffconcat'), join(folder, 'pieces.mp4')];
  await writeFile(list, lines.join('\n'));
  await ffmpeg('-f', 'concat', '-safe', '0', '-i', list, ...CODING, path);
  return path;
}

async function repeated(minute: string, folder: string, number: number): Promise<string> {
  const path = join(folder, `long-${number}.mp4`);
  await ffmpeg('-stream_loop', String(REPEATS - 1), '-i', minute, '-c', 'copy', path);
  return path;
}
