import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outlinedText, textWidth } from '../accuracy/assets/stroke-font.ts';
import { Random } from '../accuracy/seeded-random.ts';
import { drawSvg } from '../clips/images.ts';
import { makeOnce } from './make-once.ts';

/** When something is read in a film, seconds of it with its scene: once within what an excerpt shows, and once later. */
const TIMES = [
  [20, 23],
  [55, 58],
] as const;

/** What a release for another country has over the picture where something is read: a line or two in its language, in the lower third. @returns Its file, of the film's size. */
export async function drawInsert(film: number, folder: string): Promise<string> {
  const path = join(folder, `film-${film}-insert.png`);
  const random = new Random(`insert/${film}`);
  const lines = Array.from({ length: random.integer(1, 2) }, () =>
    random.pick(['Gare du Nord', 'Fermeture annuelle', 'Trois jours plus tard']),
  );
  const size = random.between(0.05, 0.07) * 540;
  const text = lines.map((line, at) => outlinedText(line, (960 - textWidth(line, size)) / 2, 540 * 0.78 + at * 1.5 * size, size));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540" viewBox="0 0 960 540">${text.join('')}</svg>`;
  await makeOnce(path, async (part) => writeFile(part, await drawSvg(svg)));
  return path;
}

/** The start of a chain of ffmpeg's filters that lays it over a film: its input is the chain's. */
export function insertFilter(path: string): string {
  const times = TIMES.map(([start, end]) => `between(t,${start},${end})`).join('+');
  return `null[plain];movie=${path}[insert];[plain][insert]overlay=enable='${times}',`;
}
