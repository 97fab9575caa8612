import { FOOTAGE, sharedData } from '../tools/footage.ts';

/** How one film of the frozen set is made: a part of some footage, through filters of ffmpeg. */
export interface FilmRecipe {
  /** Name in the set, and of its `.sdfp` file. */
  readonly name: string;
  /** Inputs of ffmpeg, with the options before each. */
  readonly inputs: readonly (readonly string[])[];
  /** What follows the inputs: filters and maps. @defaultValue the first input as it is */
  readonly output?: readonly string[];
  /** Whether the film is a reference or a query. */
  readonly role: 'reference' | 'query';
  /** Keeps thumbnails of a reference. @defaultValue false */
  readonly rich?: boolean;
  /** The file's extension; `png` makes a still. @defaultValue 'mkv' */
  readonly extension?: 'mkv' | 'png';
  /** Whether anybody may have its pictures: thumbnails are left out of the committed file where not. */
  readonly open: boolean;
  /** Whether it comes from the optional data folder, and is never committed. @defaultValue false */
  readonly shared?: boolean;
}

const SIZE = '320x180';
const bunny = (start: number, seconds: number) => ['-ss', `${start}`, '-t', `${seconds}`, '-i', FOOTAGE.bunny];
const sintel = (start: number, seconds: number) => ['-ss', `${start}`, '-t', `${seconds}`, '-i', FOOTAGE.sintel];
const ocean = (seconds: number) => ['-t', `${seconds}`, '-i', FOOTAGE.ocean];
const man = (start: number, seconds: number) => ['-ss', `${start}`, '-t', `${seconds}`, '-i', FOOTAGE.franck];
const other = (start: number, seconds: number) => ['-ss', `${start}`, '-t', `${seconds}`, '-i', FOOTAGE.cap13];
const generated = (source: string, seconds: number) => ['-f', 'lavfi', '-t', `${seconds}`, '-i', `${source}`];
/** A filter of the picture. The sound goes, so that the pictures have to be found by themselves. */
const video = (filter: string) => ['-vf', filter, '-an'];
const graph = (filter: string) => ['-filter_complex', filter];

const reference = (name: string, input: readonly string[], more: Partial<FilmRecipe> = {}): FilmRecipe => ({
  name,
  inputs: [input],
  role: 'reference',
  open: true,
  ...more,
});
const query = (name: string, input: readonly string[], output?: readonly string[], more: Partial<FilmRecipe> = {}): FilmRecipe => ({
  name,
  inputs: [input],
  role: 'query',
  open: true,
  ...(output && { output }),
  ...more,
});

/** References of the set. Titles: `bunny` has three renditions, every other film one. */
const REFERENCES: readonly FilmRecipe[] = [
  reference('bunny-disc', bunny(4, 56), { rich: true }),
  {
    ...reference('bunny-digital', bunny(4, 24)),
    inputs: [bunny(4, 24), bunny(34, 26)],
    output: graph('[0:v]setpts=PTS-STARTPTS[a];[1:v]setpts=PTS-STARTPTS[b];[a][b]concat=n=2:v=1:a=0'),
  },
  reference('bunny-pal', bunny(4, 56), { output: ['-vf', 'setpts=PTS*24/25', '-af', 'atempo=25/24'] }),
  reference('sintel', sintel(0, 10), { rich: true }),
  reference('ocean', ocean(10), { open: false }),
  reference('man', man(0, 60), { open: false }),
  reference('other-man', other(0, 30), { open: false, rich: true }),
  reference('fractal', generated(`mandelbrot=s=${SIZE}:r=24`, 30)),
  reference('cells', generated(`life=s=${SIZE}:r=24:mold=10:life_color=white:seed=7:ratio=0.4`, 30)),
];

/** Copies and unrelated films. Each proposer and each channel has at least one that needs it. */
const QUERIES: readonly FilmRecipe[] = [
  query('plain', bunny(20, 20), ['-vf', 'scale=240:-2', '-crf', '34']),
  query('plain-sintel', sintel(1, 8), ['-vf', 'scale=240:-2', '-crf', '34']),
  query('short', bunny(30, 3), ['-crf', '34']),
  query('short-man', other(8, 3), ['-crf', '30'], { open: false }),
  query('still-man', other(12, 6), ['-vf', 'scale=240:-2', '-crf', '32'], { open: false }),
  query('same-man-later', man(80, 20), ['-crf', '30'], { open: false }),
  query('mirrored', bunny(22, 15), video('hflip')),
  query('quarter-turn', bunny(22, 15), video('transpose=1')),
  query('upside-down', sintel(0, 10), video('vflip,hflip')),
  query('tilted', bunny(22, 18), video('rotate=8*PI/180:c=black')),
  query('tilted-and-cropped', bunny(22, 18), video('rotate=11*PI/180,crop=iw*0.7:ih*0.7')),
  query('edges-cropped', bunny(22, 15), video('crop=iw*0.9:ih*0.9')),
  query('corner-cropped', bunny(22, 20), video('crop=iw*0.66:ih*0.66:iw*0.3:ih*0.2')),
  query('quarter-turn-and-cropped', bunny(10, 40), video('crop=iw*0.8:ih*0.8:iw*0.15:ih*0.1,transpose=2')),
  query('portrait', bunny(22, 20), video('crop=ih*9/16:ih')),
  query('letterboxed', bunny(22, 15), video('pad=iw:ih*1.4:0:(oh-ih)/2')),
  query(
    'blurred-bars',
    bunny(22, 15),
    graph('[0:v]split[a][b];[a]scale=180:320,boxblur=12[bg];[b]scale=180:-2[fg];[bg][fg]overlay=0:(H-h)/2'),
  ),
  query('half-speed-bars', bunny(22, 15), video('setpts=PTS*1.09,pad=iw*1.3:ih:(ow-iw)/2:0')),
  query('pal-speed', bunny(12, 30), ['-vf', 'setpts=PTS*24/25', '-af', 'atempo=25/24']),
  query('odd-speed', bunny(12, 30), ['-vf', 'setpts=PTS/1.07', '-an']),
  {
    ...query('inset', bunny(22, 15)),
    inputs: [ocean(10), bunny(22, 15)],
    output: graph('[0:v]scale=640:360,setpts=PTS-STARTPTS[a];[1:v]scale=320:180,setpts=PTS-STARTPTS[b];[a][b]overlay=280:150:shortest=1'),
    open: false,
  },
  {
    ...query('person-in-front', bunny(22, 20)),
    inputs: [bunny(22, 20), man(10, 20)],
    output: graph('[0:v]scale=480:270[a];[1:v]crop=iw*0.5:ih,scale=150:220[b];[a][b]overlay=W-w-20:H-h'),
    open: false,
  },
  {
    ...query('sound-alone', sintel(0, 10)),
    inputs: [other(2, 10), sintel(0, 10)],
    output: ['-map', '0:v', '-map', '1:a'],
    open: false,
  },
  {
    ...query('dubbed', sintel(0, 10)),
    inputs: [sintel(0, 10), generated('sine=frequency=440:sample_rate=48000', 10)],
    output: ['-map', '0:v', '-map', '1:a'],
  },
  query(
    'camera',
    bunny(22, 25),
    video('perspective=20:10:W-12:4:8:H-14:W-24:H-6,eq=gamma=0.8:contrast=0.8,noise=alls=12:allf=t:all_seed=3,scale=240:-2'),
  ),
  query('dark', bunny(10, 40), video('eq=gamma=0.55,rotate=13*PI/180,crop=iw*0.62:ih*0.62')),
  query('flicker', man(20, 20), video("eq=brightness='0.12*sin(9*t)':eval=frame,scale=240:-2"), { open: false }),
  {
    ...query('pieces', bunny(20, 5)),
    inputs: [bunny(40, 6), man(5, 8), bunny(10, 5), sintel(2, 5)],
    output: graph(
      '[0:v]scale=320:180,setsar=1,fps=24[a];[1:v]scale=320:180,setsar=1,fps=24[b];[2:v]scale=320:180,setsar=1,fps=24[c];[3:v]scale=320:180,setsar=1,fps=24[d];[a][b][c][d]concat=n=4:v=1:a=0',
    ),
    open: false,
  },
  query('screenshot', bunny(30, 1), ['-frames:v', '1'], { extension: 'png' }),
  query('mirrored-screenshot', bunny(60, 2), ['-vf', 'hflip', '-frames:v', '1'], { extension: 'png' }),
  query('unrelated-noise', generated(`cellauto=s=${SIZE}:r=24:rule=110:seed=5:random_fill_ratio=0.3`, 20)),
  query('unrelated-man', ['-ss', '5', '-t', '20', '-i', FOOTAGE.cap12], undefined, { open: false }),
];

const clip = (name: string) => sharedData(`clips/${name}`);

/** Films of the optional data folder. They are the set's second half where the folder is present. */
function sharedFilms(): readonly FilmRecipe[] {
  const paths = {
    long: clip('big-buck-bunny-240p.ts'),
    start: clip('big-buck-bunny-480p60-start.ts'),
    trailer: clip('sintel-trailer.mp4'),
    rocket: clip('nasa-sls-hot-fire.mkv'),
    road: clip('car-detection.mp4'),
    friday: clip('his-girl-friday.mp4'),
    frog: clip('frog.mp4'),
    rabbit: clip('rabbit.mp4'),
    butterfly: clip('butterfly.mp4'),
  };
  if (Object.values(paths).some((path) => path === undefined)) return [];
  const all = paths as Readonly<Record<keyof typeof paths, string>>;
  const part = (path: string, start: number, seconds: number) => ['-ss', `${start}`, '-t', `${seconds}`, '-i', path];
  const shared = { open: false, shared: true } as const;
  return [
    reference('shared-bunny', ['-i', all.long], { ...shared, rich: true }),
    reference('shared-trailer', ['-i', all.trailer], { ...shared, rich: true }),
    reference('shared-rocket', ['-i', all.rocket], shared),
    reference('shared-road', ['-i', all.road], shared),
    reference('shared-frog', ['-i', all.frog], shared),
    reference('shared-butterfly', ['-i', all.butterfly], shared),
    query('shared-start', part(all.start, 0, 100), undefined, shared),
    query('shared-middle', part(all.long, 300, 40), ['-vf', 'crop=iw*0.85:ih*0.85,scale=320:-2', '-crf', '32'], shared),
    query('shared-portrait', part(all.trailer, 10, 25), video('crop=ih*9/16:ih'), shared),
    query('shared-trailer-pal', part(all.trailer, 5, 30), ['-vf', 'setpts=PTS*24/25,hflip', '-af', 'atempo=25/24'], shared),
    query('shared-rocket-short', part(all.rocket, 20, 5), ['-crf', '34'], shared),
    query('shared-road-later', part(all.road, 12, 10), ['-crf', '32'], shared),
    query('shared-rabbit', part(all.rabbit, 0, 7), undefined, shared),
    query('shared-friday', part(all.friday, 0, 6), undefined, shared),
    query('shared-butterfly-short', part(all.butterfly, 2, 4), video('rotate=5*PI/180'), shared),
  ];
}

/** All films of the set: those of this repository, and those of the data folder where it is present. */
export const FILMS: readonly FilmRecipe[] = [...REFERENCES, ...QUERIES, ...sharedFilms()];
