import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outlinedText, strokeText, textWidth } from '../accuracy/assets/stroke-font.ts';
import { Random } from '../accuracy/seeded-random.ts';
import { drawSvg } from '../clips/images.ts';
import { makeOnce } from './make-once.ts';

/** A place in a picture, pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is burned into the whole of a release. */
export interface Marks {
  /** A picture of the release's size with transparency. */
  readonly path: string;
  /** Where it has something, for whoever covers it. */
  readonly boxes: readonly Box[];
  /** Where time is counted; undefined for nowhere. */
  readonly counter?: Box;
}

/** A station's logo: half-transparent letters in one of the upper corners or the lower right one, as broadcasters have it. */
export async function drawLogo(film: number, width: number, height: number, folder: string): Promise<Marks> {
  const random = new Random(`logo/${film}`);
  const size = Math.round(random.between(0.04, 0.06) * height);
  const text = random.pick(['TV 1', 'FILM+', 'KANAL 5', 'CINE']);
  const [right, low] = random.pick([
    [0, 0],
    [1, 0],
    [1, 1],
  ] as const);
  const box = {
    x: Math.round(right === 0 ? 0.05 * width : 0.95 * width - textWidth(text, size)),
    y: Math.round((low === 0 ? 0.07 : 0.88) * height),
    width: Math.round(textWidth(text, size)),
    height: size,
  };
  const letters = strokeText(text, box.x, box.y, size, 'stroke="#fff" stroke-width="1.3"');
  const svg = svgOf(width, height, `<g opacity="${random.between(0.45, 0.8)}">${letters}</g>`);
  return { path: await draw(join(folder, `film-${film}-logo.png`), svg), boxes: [grown(box)] };
}

/** A screener's notice whose property it is, across the picture, and a counter of time in a lower corner. */
export async function drawNotice(film: number, width: number, height: number, folder: string): Promise<Marks> {
  const random = new Random(`notice/${film}`);
  const text = `Property of Ocean ${random.integer(100, 999)} - not for sale`;
  const size = Math.min(random.between(0.035, 0.055) * height, (0.9 * width) / textWidth(text, 1));
  const notice = {
    x: Math.round((width - textWidth(text, size)) / 2),
    y: Math.round(random.pick([0.06, 0.12, 0.8]) * height),
    width: Math.round(textWidth(text, size)),
    height: Math.round(size),
  };
  const counter = {
    x: Math.round(0.05 * width),
    y: Math.round(0.9 * height),
    width: Math.round(0.16 * width),
    height: Math.round(0.06 * height),
  };
  const svg = svgOf(width, height, `<g opacity="${random.between(0.5, 1)}">${outlinedText(text, notice.x, notice.y, size)}</g>`);
  return { path: await draw(join(folder, `film-${film}-notice.png`), svg), boxes: [grown(notice), grown(counter)], counter };
}

/** ffmpeg's filters that put marks over a picture, from the label `film` to the label `marked`; the marks are the second input. */
export function overMarks({ counter }: Marks, rate: string): string {
  if (counter === undefined) return '[film][1:v]overlay=format=auto[marked]';
  // The digits of ffmpeg's test picture: its own text needs a font. From 100 s on they are five.
  const digits = `testsrc=size=320x240:rate=${rate}:decimals=2,trim=start=100,setpts=PTS-STARTPTS,crop=158:50:128:95,scale=${counter.width}:${counter.height}[digits]`;
  return `${digits};[film][1:v]overlay=format=auto[noticed];[noticed][digits]overlay=x=${counter.x}:y=${counter.y}:shortest=1[marked]`;
}

/** ffmpeg's filters that cover marks with what is around them. */
export const coverFilters = ({ boxes }: Marks): string[] =>
  boxes.map(({ x, y, width, height }) => `delogo=x=${x}:y=${y}:w=${width}:h=${height}`);

/** With the strokes that reach over the edges of letters. */
const grown = ({ x, y, width, height }: Box): Box => ({ x: x - 6, y: y - 6, width: width + 12, height: height + 12 });

const svgOf = (width: number, height: number, content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;

async function draw(path: string, svg: string): Promise<string> {
  await makeOnce(path, async (part) => writeFile(part, await drawSvg(svg)));
  return path;
}
