import { basename, extname, join } from 'node:path';
import { type Clip, readClipFolder, readPackagedClips } from '../accuracy/clip-folder.ts';
import { readClipFacts } from '../accuracy/ffmpeg.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';

/** A film whose trailers are made. */
export interface LawfulFilm {
  /** Its name: the clip's, with the number of the part. */
  readonly name: string;
  /** Path. */
  readonly path: string;
  /** Length, seconds. */
  readonly seconds: number;
}

/** The footage of a run. */
export interface LawfulFootage {
  /** Films that are enrolled. */
  readonly films: readonly LawfulFilm[];
  /** Paths of other films, which are never enrolled: the people who react, and what a trailer shows beside its film. */
  readonly unrelatedFilms: readonly string[];
  /** A film and its real trailer, where the clips have them. */
  readonly realPair: { readonly film: LawfulFilm; readonly trailer: string } | undefined;
}

/** Shortest film, seconds. */
const SHORTEST = 60;
/** Clips of more seconds are cut into films. */
const CUT_FROM = 300;
/** Length of such a film, and what is left out behind it, seconds: a shot that runs across the cut would be in two films. */
const PART = { seconds: 180, gap: 6 } as const;
/** A clip with this ending of its name is the trailer of the clip whose name starts with the rest. */
const TRAILER = '-trailer';

/**
 * The films of the npm packages and of a folder. A production that the folder has too is taken from there. Long clips are cut into several
 * films, so that there are more of them.
 * @param folder - The temporary folder of the cuts.
 */
export async function readLawfulFootage(clips: string | undefined, folder: string): Promise<LawfulFootage> {
  const { clips: own, leftOut } = clips === undefined ? { clips: [], leftOut: [] } : await readClipFolder(clips);
  const packaged = (await readPackagedClips()).clips.filter(({ name }) => !own.some((clip) => clip.name.startsWith(name)));
  const all = [...own, ...packaged];
  const parts: LawfulFilm[][] = [];
  for (const clip of all.filter(({ name, duration }) => duration >= SHORTEST && !name.endsWith(TRAILER)))
    parts.push(await cut(clip, folder));
  // The first of each clip, then the second of each: a run of few films has several kinds of them.
  const most = Math.max(0, ...parts.map((each) => each.length));
  const films = Array.from({ length: most }, (_, at) => parts.flatMap((each) => each[at] ?? [])).flat();
  const unrelatedFilms = packaged.filter(({ duration }) => duration < SHORTEST).map(({ path }) => path);
  return {
    films,
    unrelatedFilms,
    realPair: realPairOf(
      own,
      [...own, ...leftOut].map(({ path }) => path),
    ),
  };
}

async function cut(clip: Clip, folder: string): Promise<LawfulFilm[]> {
  const { name, path, duration } = clip;
  if (duration <= CUT_FROM) return [{ name, path, seconds: duration }];
  const films: LawfulFilm[] = [];
  for (let start = 0; start + PART.seconds <= duration; start += PART.seconds + PART.gap) {
    const film = `${name} part ${films.length + 1}`;
    const part = join(folder, `${film.replaceAll(' ', '-')}.mp4`);
    const filters = `trim=start=${start}:duration=${PART.seconds},setpts=PTS-STARTPTS`;
    await ffmpeg('-i', path, '-vf', filters, '-an', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-threads', '1', part);
    films.push({ name: film, path: part, seconds: (await readClipFacts(part))?.duration ?? PART.seconds });
  }
  return films;
}

/** @param paths - All files of the folder: a trailer is left out there where it is stated to repeat its film. */
function realPairOf(clips: readonly Clip[], paths: readonly string[]): LawfulFootage['realPair'] {
  for (const trailer of paths) {
    const name = basename(trailer, extname(trailer));
    if (!name.endsWith(TRAILER)) continue;
    const production = name.slice(0, -TRAILER.length);
    const film = clips.find(({ path, name, duration }) => path !== trailer && name.startsWith(production) && duration >= SHORTEST);
    if (film) return { film: { name: film.name, path: film.path, seconds: film.duration }, trailer };
  }
  return undefined;
}
