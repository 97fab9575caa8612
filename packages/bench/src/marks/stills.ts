import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MarkSet } from '@streetdate/marks';
import { joinSegments } from '@streetdate/marks/internal';
import { runFfmpeg } from '../accuracy/ffmpeg.ts';

/**
 * Writes one frame of both versions, for a person to look at: `marks-a.png` and `marks-b.png`, `marks-side-by-side.png`, and
 * `marks-difference.png`, eightfold around grey.
 * @param to - The folder, which is made.
 * @returns Their paths.
 */
export async function writeStills(master: string, marks: string, set: MarkSet, folder: string, to: string): Promise<string[]> {
  await mkdir(to, { recursive: true });
  // The middle of a segment: marks rise and fall at its ends.
  const frame = set.segmentFrames * Math.floor(set.segments / 2) + Math.floor(set.segmentFrames / 2);
  const versions = ['a', 'b'].map((name) => join(folder, `stills-${name}.mp4`));
  for (const [variant, path] of versions.entries())
    await joinSegments(master, marks, set, new Uint8Array(set.segments).fill(variant), path);
  const chosen = `select=eq(n\\,${frame})`;
  const [a, b] = [`[0:v]${chosen}`, `[1:v]${chosen}`];
  const stills: readonly (readonly [name: string, filter: string])[] = [
    ['marks-a.png', `${a}[out]`],
    ['marks-b.png', `${b}[out]`],
    ['marks-side-by-side.png', `${a}[a];${b}[b];[a][b]hstack[out]`],
    ['marks-difference.png', `${a}[a];${b}[b];[a][b]blend=c0_expr=128+8*(A-B):c1_expr=128:c2_expr=128[out]`],
  ];
  const paths: string[] = [];
  for (const [name, filter] of stills) {
    const inputs = versions.flatMap((path) => ['-i', path]);
    await runFfmpeg([...inputs, '-filter_complex', filter, '-map', '[out]', '-frames:v', '1', name], folder);
    paths.push(join(resolve(to), name));
    await copyFile(join(folder, name), paths.at(-1)!);
  }
  for (const path of versions) await rm(path);
  return paths;
}
