import { join } from 'node:path';
import type { Source } from '@streetdate/matcher';
import { Random } from '../accuracy/seeded-random.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { cameraFilter } from './camera.ts';
import { drawSound, layCopySound } from './copy-sound.ts';
import type { MadeFilm } from './films.ts';
import { makeOnce } from './make-once.ts';
import { coverFilters } from './marks.ts';
import { isDvd, type MadeRendition } from './renditions.ts';
import { type Trait, traitsOf } from './traits.ts';

/** A copy, with what it is of. */
export interface SourceCopy {
  /** Such as `film 3, pal, small, excerpt, 30 frames a second`. */
  readonly name: string;
  /** The truth. */
  readonly source: Source;
  /** The rendition that it was made from: of a camera recording the one that was on the screen. */
  readonly of: string;
  readonly quality: Quality;
  readonly extent: Extent;
  /** In what the discs and the web release of its film differ, beside speed, size and the web's logo. */
  readonly differ: 'cut' | 'transfer' | 'cut and transfer' | 'neither cut nor transfer';
  /** What the making left in it that could tell its source from the other, see {@link traitsOf}. */
  readonly traits: readonly Trait[];
  /** Its file. */
  readonly path: string;
}

/** Size and constant rate factor. */
const QUALITIES = { good: [960, 540, '22'], small: [480, 270, '30'], rough: [320, 180, '37'] } as const;
type Quality = keyof typeof QUALITIES;

/** The whole; the whole without its beginning and end; and 20 s that all editions have. */
const EXTENTS = ['whole', 'trimmed', 'excerpt'] as const;
type Extent = (typeof EXTENTS)[number];
const TRIMMED = { start: 12, end: 3 } as const;
const EXCERPT = { start: 14, seconds: 20 } as const;

/** What uploaders do besides: most do nothing. */
const HABITS = ['none', 'none', 'none', 'none', '30 frames a second', 'pictures in front', '25 frames a second'] as const;
type Habit = (typeof HABITS)[number];
/**
 * Share of the copies that are brought to the colours of the other definition: uploaders scale luma and chroma as they are, or use a program that thinks of it.
 */
const CONVERTS = 0.15;
/**
 * Share of the copies of films in whole frames that were edited in a project of NTSC's other film rate, which repeats a frame in 42 s or leaves one out.
 */
const REPEATS = 0.1;
/** Share of the copies of marked releases whose marks are covered by what is around them. */
const COVERS = 0.05;
/** Share of the copies of releases in fields whose fields are scaled as if they were one picture, which merges them. */
const MERGES = 0.25;
/** Seconds of pictures in front, where there are any. */
const FRONT = 5;

/**
 * Copies of every rendition, and recordings of the web release's picture by a camera: three of each, a whole, a trimmed and an excerpt, qualities and
 * habits drawn. Each is made when it is asked for, unless the folder has it.
 */
export async function* makeCopies(film: MadeFilm, renditions: readonly MadeRendition[], folder: string): AsyncGenerator<SourceCopy> {
  const byId = new Map(renditions.map((rendition) => [rendition.id, rendition]));
  const [bluray, web] = [byId.get('bluray')!, byId.get('web')!];
  const takes = [
    ...renditions.map((rendition) => ({ id: rendition.id, source: rendition.source, rendition })),
    { id: 'camera', source: 'camera' as const, rendition: web },
  ];
  for (const [number, { id, source, rendition }] of takes.entries()) {
    const qualities = Object.keys(QUALITIES) as Quality[];
    for (const [at, extent] of EXTENTS.entries()) {
      // Over the films every extent meets every quality.
      const quality = qualities[(film.number + Math.floor(film.number / 2) + number + at) % qualities.length]!;
      const random = new Random(`source copies/${film.number}/${id}/${extent}`);
      const runsFast = rendition.speed > 1;
      const habit = source === 'camera' || runsFast || rendition.fields === 'mixed' ? 'none' : random.pick(HABITS);
      const stem = join(folder, `film-${film.number}-copy-${id}-${extent}`);
      const converts = source !== 'camera' && new Random(`colours of copies/${film.number}/${id}/${extent}`).chance(CONVERTS);
      const covers = rendition.marks !== undefined && new Random(`marks of copies/${film.number}/${id}/${extent}`).chance(COVERS);
      const repeats =
        habit === 'none' &&
        (id === 'bluray' || id === 'web') &&
        new Random(`rate of copies/${film.number}/${id}/${extent}`).chance(REPEATS);
      const merges = rendition.fields !== undefined && new Random(`fields of copies/${film.number}/${id}/${extent}`).chance(MERGES);
      const picture = `${stem}.picture.mp4`;
      await makeOnce(picture, (part) =>
        makeCopy({ id, source, rendition, quality, extent, habit, repeats, converts, covers, merges, random, path: part }),
      );
      const speed = habit === '25 frames a second' ? 25 / (24 * rendition.speed) : 1;
      const cut = { ...extentOf(extent, rendition), speed, front: habit === 'pictures in front' ? FRONT : 0 };
      // Another release's sound lies under an excerpt as it is: no cut is between, and the speed is a thousandth off.
      const mayBorrow = extent === 'excerpt' && !runsFast && speed === 1;
      const sound = drawSound(source, rendition, mayBorrow, new Random(`sound of copies/${film.number}/${id}/${extent}`));
      const path = `${stem}.mp4`;
      await makeOnce(path, (part) => layCopySound(picture, { sound, of: rendition, other: source === 'disc' ? web : bluray }, cut, part));
      const changes = [
        ...(habit === 'none' ? [] : [habit]),
        ...(repeats ? ['other film rate'] : []),
        ...(converts ? ['colours converted'] : []),
        ...(covers ? ['marks covered'] : []),
        ...(merges ? ['fields merged'] : []),
      ];
      const name = [`film ${film.number}`, id, quality, extent, ...changes, `sound ${sound.fate}`].join(', ');
      const traits = traitsOf(film, { id, source, extent, habit, repeats, converts, covers, merges, sound });
      yield { name, source, of: rendition.id, quality, extent, differ: differenceOf(film), traits, path };
    }
  }
}

function differenceOf({ longer, ownTransfer }: MadeFilm): SourceCopy['differ'] {
  if (longer === 'all') return ownTransfer ? 'transfer' : 'neither cut nor transfer';
  return ownTransfer ? 'cut and transfer' : 'cut';
}

interface Take {
  readonly id: string;
  readonly source: Source;
  readonly rendition: MadeRendition;
  readonly quality: Quality;
  readonly extent: Extent;
  readonly habit: Habit;
  readonly repeats: boolean;
  readonly converts: boolean;
  readonly covers: boolean;
  readonly merges: boolean;
  readonly random: Random;
  readonly path: string;
}

/** The interval of a rendition that a copy shows. */
function extentOf(extent: Extent, { seconds }: MadeRendition): { readonly start: number; readonly seconds: number } {
  if (extent === 'whole') return { start: 0, seconds };
  return extent === 'excerpt' ? EXCERPT : { start: TRIMMED.start, seconds: seconds - TRIMMED.start - TRIMMED.end };
}

async function makeCopy({
  id,
  source,
  rendition,
  quality,
  extent,
  habit,
  repeats,
  converts,
  covers,
  merges,
  random,
  path,
}: Take): Promise<void> {
  const [width, height, crf] = QUALITIES[quality];
  const scale = `scale=${width}:${height}:flags=bicubic,setsar=1`;
  // Rippers of NTSC discs restore the film, or separate the fields of the video as it is, or do neither. Mixtures cannot be undone.
  const restores = rendition.fields === 'pulldown' && random.chance(0.5);
  const separate = rendition.fields && (restores ? 'fieldmatch,yadif=deint=interlaced,decimate' : 'yadif=deint=all');
  const chain = [
    ...(separate && !merges ? [separate] : []),
    ...(covers && rendition.marks ? coverFilters(rendition.marks) : []),
    ...(source === 'camera' ? [scale, cameraFilter(width, height, random), scale, 'fps=30'] : [scale]),
    ...(converts ? [isDvd(id) ? 'colormatrix=bt601:bt709' : 'colormatrix=bt709:bt601'] : []),
    ...(habit === '25 frames a second' ? ['setpts=N/25/TB'] : []),
    ...(repeats ? [`fps=${rendition.speed === 1 ? '24000/1001' : '24'}`] : []),
    ...(habit === '30 frames a second' ? ['fps=30'] : []),
  ].join(',');
  const { start, seconds } = extentOf(extent, rendition);
  const cut = extent === 'whole' ? [] : ['-ss', String(start), '-t', String(seconds)];
  const encode = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    crf,
    ...(habit === '25 frames a second' ? ['-r', '25'] : []),
    '-an',
    path,
  ];
  if (habit !== 'pictures in front') return ffmpeg(...cut, '-i', rendition.picture, '-vf', chain, ...encode);
  const front = `cellauto=size=${width}x${height}:rate=24:seed=${random.integer(1, 999)},trim=duration=${FRONT},setsar=1,format=yuv420p`;
  const graph = `[0:v]${chain},format=yuv420p[copy];${front}[front];[front][copy]concat=n=2:v=1[all]`;
  await ffmpeg(...cut, '-i', rendition.picture, '-filter_complex', graph, '-map', '[all]', ...encode);
}
