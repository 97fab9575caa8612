import { writeFile } from 'node:fs/promises';
import type { CanaryVariants } from '@streetdate/marks';
import { FOOTAGE, runFfmpeg } from '../../tools/footage.ts';
import { seeded } from '../../tools/synthetic-film.ts';

/** Where the canaries of {@link makeVariantFilm} are, seconds. */
export const PLACES = [
  { name: 'take', start: 4, end: 7 },
  { name: 'cut', start: 14, end: 16.5 },
  { name: 'caption', start: 20.5, end: 23.5 },
] as const;

/** For each canary the choice that a film has; 2 is none of both that are known. */
export type Choices = readonly [take: 0 | 1 | 2, cut: 0 | 1 | 2, caption: 0 | 1 | 2 | undefined];

/**
 * Makes a film of 25 s from real footage: a take of 3 s that is one of several, a cut that lies 0.4 s later or half as much, and a caption of two
 * seconds in one of several wordings.
 * @param without - Seconds that are left out. @defaultValue none
 */
export async function makeVariantFilm(path: string, [take, cut, caption]: Choices, without?: readonly [from: number, to: number]) {
  const from = [24, 80, 95][take]!;
  const later = [0, 6, 3][cut]! / 15;
  const parts = [
    [20, 24],
    [from, from + 3],
    [27, 35 + later],
    [60 + later, 70],
  ];
  const trims = parts.map(([start, end], at) => `[0:v]trim=${start! - 0.03}:${end! - 0.03},setpts=PTS-STARTPTS[p${at}]`);
  const joined = `${trims.join(';')};${parts.map((_, at) => `[p${at}]`).join('')}concat=n=${parts.length},setpts=N/15/TB[film]`;
  const words = `${path}.pgm`;
  if (caption !== undefined) await writeFile(words, lettering(caption + 1));
  const titled =
    caption === undefined
      ? '[film]null[titled]'
      : `[1:v]format=gray,split[a][b];[a][b]alphamerge[words];[film][words]overlay=(W-w)/2:H-34:enable='between(t,21,23)'[titled]`;
  const kept = without === undefined ? 'null' : `select='not(between(t,${without[0]},${without[1]}))',setpts=N/15/TB`;
  const inputs = ['-i', FOOTAGE.bunny, ...(caption === undefined ? [] : ['-i', words])];
  const encode = ['-an', '-r', '15', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16'];
  await runFfmpeg([...inputs, '-filter_complex', `${joined};${titled};[titled]${kept}[v]`, '-map', '[v]', ...encode, path]);
}

/**
 * Makes a film of 12 s of a man before a fixed camera, with a take from 4 to 7 s.
 * @param from - The second of the footage where the take begins.
 */
export async function makeTakeFilm(path: string, from: number) {
  const parts = [
    [12, 16],
    [from, from + 3],
    [19, 24],
  ];
  const trims = parts.map(([start, end], at) => `[0:v]trim=${start! - 0.02}:${end! - 0.02},setpts=PTS-STARTPTS[p${at}]`);
  const joined = `${trims.join(';')};[p0][p1][p2]concat=n=3,setpts=N/25/TB,scale=320:-2[v]`;
  const encode = ['-an', '-r', '25', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16'];
  await runFfmpeg(['-i', FOOTAGE.cap12, '-filter_complex', joined, '-map', '[v]', ...encode, path]);
}

/** The canaries with a film for each choice. */
export function variantsOf(paths: readonly string[]): CanaryVariants[] {
  return PLACES.map((place) => ({ ...place, files: paths.map((path) => ({ path })) }));
}

/** A line of random letters, 5 × 7 dots each, as a picture. */
function lettering(seed: number): Uint8Array {
  const random = seeded(seed);
  const words = [3, 5, 2, 4, 2].map((length) => length + Math.floor(3 * random()) - 1);
  const dots = words.flatMap((length) => [
    ...Array.from({ length }, () => Array.from({ length: 35 }, () => random() < 0.5)),
    Array.from({ length: 35 }, () => false),
  ]);
  const [width, height] = [dots.length * 12, 14];
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = (x % 12) >> 1;
      if (column < 5 && dots[Math.floor(x / 12)]![(y >> 1) * 5 + column]) pixels[y * width + x] = 255;
    }
  }
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]);
}
