import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { fingerprintFile } from '@streetdate/core';
import type { Fingerprint } from '@streetdate/core/portable';
import { type CanaryVariants, readVariants } from '@streetdate/marks';
import { readClipFacts, runFfmpeg } from '../accuracy/ffmpeg.ts';
import type { RunFacts } from '../results/run-facts.ts';
import { MARK_ATTACKS } from './attacks.ts';

/** One canary of one altered copy, as it was read. */
export interface VariantFigure {
  readonly clip: string;
  readonly attack: string;
  readonly canary: string;
  /** The choice that the copy carries; undefined where it carries one that was never issued. */
  readonly carried: number | undefined;
  /** The choice that was read; undefined where none is told. */
  readonly read: number | undefined;
  /** Why none is told. */
  readonly reason: string | undefined;
}

/** Options for {@link measureVariants}. */
export interface VariantsOptions {
  /** Names of attacks to leave the others out. @defaultValue all on one copy */
  readonly attacks?: readonly string[] | undefined;
  /** Names of generated footage to leave the rest out. @defaultValue all */
  readonly generated?: readonly string[] | undefined;
  /** Called with each figure as soon as it is measured. */
  readonly onFigure?: ((figure: VariantFigure) => void) | undefined;
  /** Called with each figure in words. */
  readonly onProgress?: ((message: string) => void) | undefined;
}

/** Frames a second of the films that are made. */
const RATE = 24;

/** Seconds of footage that a film and its takes are made of. */
const FOOTAGE_SECONDS = 30;

/** The canaries of each film: where they are, and by how many frames the cuts lie later. */
const CANARIES = [
  { name: 'take of 3 s', start: 4, end: 7 },
  { name: 'cut, 6 frames', start: 11, end: 13.5 },
  { name: 'caption of 2 s', start: 13.7, end: 16.3 },
  { name: 'cut, 3 frames', start: 16.4, end: 18.5 },
] as const;

/** Seconds of the footage that are takes of one place, frames by which each cut is later, and seeds of captions. The last of each is issued to nobody. */
const CHOICES = { take: [4, 24, 27], cut: [0, 6, 3], caption: [1, 2, 3], shortCut: [0, 3, 6] } as const;

type Choices = readonly [take: number, cut: number, caption: number, shortCut: number];

/** Footage that is made: motion everywhere, and still surfaces with little motion. */
const GENERATED = [
  { name: 'generated fractal', source: `mandelbrot=s=320x240:r=${RATE}` },
  { name: 'generated test picture', source: `testsrc2=s=320x240:r=${RATE}` },
] as const;

/**
 * Makes films with canaries of clips and of generated footage, alters copies of them, and reads the canaries. One copy of each carries choices that were
 * issued, another carries others: a take, cut or caption that nobody got. Clips of less than 30 s are left out.
 */
export async function measureVariants(
  clips: readonly string[],
  { attacks, generated, onFigure = () => {}, onProgress = () => {} }: VariantsOptions = {},
): Promise<VariantFigure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-marks-variants-'));
  const figures: VariantFigure[] = [];
  try {
    const made = GENERATED.filter(({ name }) => generated?.includes(name) ?? true).map(({ name, source }) => ({
      name,
      input: ['-f', 'lavfi', '-t', `${FOOTAGE_SECONDS}`, '-i', source],
    }));
    const given: { readonly name: string; readonly input: readonly string[] }[] = [];
    for (const clip of clips) {
      const facts = await readClipFacts(resolve(clip));
      const name = basename(clip, extname(clip));
      if (facts === undefined || facts.duration < FOOTAGE_SECONDS) onProgress(`${name}: shorter than ${FOOTAGE_SECONDS} s, left out`);
      else
        given.push({ name, input: ['-ss', `${(facts.duration - FOOTAGE_SECONDS) / 2}`, '-t', `${FOOTAGE_SECONDS}`, '-i', resolve(clip)] });
    }
    for (const { name, input } of [...given, ...made]) {
      await readFilms(name, input, folder, attacks, (figure) => {
        figures.push(figure);
        onFigure(figure);
        const read = figure.read === undefined ? `not told (${figure.reason})` : `choice ${figure.read}`;
        onProgress(`${figure.clip}, ${figure.attack}, ${figure.canary}: ${figure.carried ?? 'another'} → ${read}`);
      });
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readFilms(
  clip: string,
  input: readonly string[],
  folder: string,
  attacks: readonly string[] | undefined,
  onFigure: (figure: VariantFigure) => void,
): Promise<void> {
  const film = (name: string) => join(folder, name);
  await runFfmpeg([...input, '-vf', `fps=${RATE},scale=320:-2`, '-an', ...encoded(12), 'footage.mkv'], folder);
  await makeFilm(folder, 'first.mp4', [0, 0, 0, 0]);
  await makeFilm(folder, 'second.mp4', [1, 1, 1, 1]);
  await makeFilm(folder, 'issued.mp4', [0, 1, 1, 0]);
  await makeFilm(folder, 'other.mp4', [2, 2, 2, 2]);
  const paths = [film('first.mp4'), film('second.mp4')];
  const fingerprints = new Map<string, Fingerprint>();
  for (const path of paths) fingerprints.set(path, await fingerprintFile(path, { role: 'reference' }));
  const variants: CanaryVariants[] = CANARIES.map((canary) => ({ ...canary, files: paths.map((path) => ({ path })) }));
  for (const { name: attack, copies, filter, crf } of MARK_ATTACKS) {
    if (copies !== 1 || (attacks !== undefined && !attacks.includes(attack))) continue;
    for (const [name, carried] of [
      ['issued', [0, 1, 1, 0]],
      ['other', undefined],
    ] as const) {
      await runFfmpeg(['-i', `${name}.mp4`, '-vf', filter, '-an', ...encoded(crf), 'copy.mp4'], folder);
      const readings = await readVariants(film('copy.mp4'), variants, { fingerprints });
      for (const [at, { name: canary, choice: read, reason }] of readings.entries())
        onFigure({ clip, attack, canary, carried: carried?.[at], read, reason });
    }
  }
}

function encoded(crf: number): string[] {
  return ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf), '-pix_fmt', 'yuv420p'];
}

/** Joins parts of the footage to a film of 20.5 s, with a caption from 14 to 16 s. */
async function makeFilm(folder: string, name: string, [take, cut, caption, shortCut]: Choices): Promise<void> {
  const from = CHOICES.take[take]!;
  const [later, slightlyLater] = [CHOICES.cut[cut]! / RATE, CHOICES.shortCut[shortCut]! / RATE];
  const parts = [
    [0, 4],
    [from, from + 3],
    [7, 12 + later],
    [14 + later, 19 + slightlyLater],
    [20.5 + slightlyLater, 24],
  ];
  // A quarter of a frame earlier, so that no time lies at a frame's edge.
  const trims = parts.map(([start, end], at) => `[0:v]trim=${start! - 0.25 / RATE}:${end! - 0.25 / RATE},setpts=PTS-STARTPTS[p${at}]`);
  const joined = `${trims.join(';')};${parts.map((_, at) => `[p${at}]`).join('')}concat=n=${parts.length},setpts=N/${RATE}/TB[film]`;
  await writeFile(join(folder, 'words.pgm'), lettering(CHOICES.caption[caption]!));
  const words = '[1:v]format=gray,split[a][b];[a][b]alphamerge[words]';
  const titled = "[film][words]overlay=(W-w)/2:H-34:enable='between(t,14,16)'[v]";
  const inputs = ['-i', 'footage.mkv', '-i', 'words.pgm', '-filter_complex', `${joined};${words};${titled}`];
  await runFfmpeg([...inputs, '-map', '[v]', '-an', '-r', `${RATE}`, ...encoded(16), name], folder);
}

/** A line of five words of random letters, 5 × 7 dots each, as a picture. */
function lettering(seed: number): Uint8Array {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const columns = 24;
  const dots = Array.from({ length: columns }, (_, at) => (at % 5 === 4 ? [] : Array.from({ length: 35 }, () => random() < 0.5)));
  const [width, height] = [columns * 12, 14];
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = (x % 12) >> 1;
      if (column < 5 && dots[Math.floor(x / 12)]![(y >> 1) * 5 + column]) pixels[y * width + x] = 255;
    }
  }
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]);
}

/** The figures as Markdown: for each attack and canary how many were read right, not told and read wrong. */
export function variantsText(figures: readonly VariantFigure[]): string {
  const of = (chosen: readonly VariantFigure[]) => ({
    right: chosen.filter(({ carried, read }) => read !== undefined && read === carried).length,
    untold: chosen.filter(({ read }) => read === undefined).length,
    wrong: chosen.filter(({ carried, read }) => read !== undefined && read !== carried).length,
  });
  const unique = (key: 'attack' | 'canary' | 'clip') => [...new Set(figures.map((each) => each[key]))];
  const table = (title: string, key: 'attack' | 'canary' | 'clip') => [
    `| ${title} | issued: right | not told | wrong | issued to nobody: not told | told |`,
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...[...unique(key), undefined].map((value) => {
      const own = value === undefined ? figures : figures.filter((each) => each[key] === value);
      const [issued, other] = [
        of(own.filter(({ carried }) => carried !== undefined)),
        of(own.filter(({ carried }) => carried === undefined)),
      ];
      return `| ${value ?? 'all'} | ${issued.right} | ${issued.untold} | ${issued.wrong} | ${other.untold} | ${other.wrong} |`;
    }),
    '',
  ];
  const wrong = figures.filter(({ carried, read }) => read !== undefined && read !== carried);
  return [
    ...table('attack', 'attack'),
    ...table('canary', 'canary'),
    ...table('footage', 'clip'),
    wrong.length === 0 ? 'No reading was wrong.' : 'Read wrong:',
    ...(wrong.length === 0 ? [] : ['']),
    ...wrong.map(
      ({ clip, attack, canary, carried, read }) => `- ${clip}, ${attack}, ${canary}: ${carried ?? 'another'} was read as ${read}`,
    ),
  ].join('\n');
}

/** Writes figures as `DATE-variants.md` and `.json`. @returns The paths. */
export async function writeVariants(folder: string, facts: RunFacts, figures: readonly VariantFigure[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const date = facts.date.slice(0, 10);
  const stem = join(folder, `${date}-variants`);
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, figures }, undefined, 2)}\n`);
  await writeFile(`${stem}.md`, `# Canaries read from pictures, ${date}\n\n${variantsText(figures)}\n`);
  return [`${stem}.md`, `${stem}.json`];
}
