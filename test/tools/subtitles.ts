import { writeFile } from 'node:fs/promises';
import { Structure } from './disc/structure.ts';

/** When a subtitle is shown, seconds; one goes before the next comes. */
export interface Shown {
  readonly start: number;
  readonly end: number;
}

/** Subtitles that each stand for a quarter of a second. */
export const standing = (...starts: readonly number[]): Shown[] => starts.map((start) => ({ start, end: start + 0.25 }));

/** Writes subtitles as text. */
export async function writeSubRip(path: string, shown: readonly Shown[]): Promise<void> {
  const stamp = (seconds: number) => new Date(Math.round(1000 * seconds)).toISOString().slice(11, 23).replace('.', ',');
  await writeFile(path, shown.map(({ start, end }, at) => `${at + 1}\n${stamp(start)} --> ${stamp(end)}\nLine ${at + 1}\n`).join('\n'));
}

/** Width and height of what is shown, pixels. */
const SIDE = 8;

/** Writes subtitles as a Blu-ray's presentation graphics in a file of their own (`.sup`): a white square, and nothing. */
export async function writeGraphics(path: string, shown: readonly Shown[]): Promise<void> {
  // Programs count from the first, so that there is one at the beginning.
  const sets = [displaySet(0, 0, false)];
  for (const { start, end } of shown) sets.push(displaySet(start, sets.length, true), displaySet(end, sets.length + 1, false));
  await writeFile(path, Buffer.concat(sets.flat()));
}

/** One moment's composition, window, colours, picture and end, each behind the header that such a file has. */
function displaySet(seconds: number, number: number, isShown: boolean): Uint8Array[] {
  const composition = new Structure()
    .u16(720, 480)
    .u8(0x10)
    .u16(number)
    .u8(0x80, 0, 0, isShown ? 1 : 0);
  if (isShown) composition.u16(0).u8(0, 0).u16(300, 400);
  const window = new Structure().u8(1, 0).u16(300, 400, SIDE, SIDE);
  const colours = new Structure().u8(0, 0).u8(1, 235, 128, 128, 255);
  const lines = Array.from({ length: SIDE }, () => [0, 0x80 | SIDE, 1, 0, 0]).flat();
  const picture = new Structure()
    .u16(0)
    .u8(0, 0xc0, 0)
    .u16(4 + lines.length)
    .u16(SIDE, SIDE)
    .u8(...lines);
  const segment = (kind: number, body: Structure) => {
    const bytes = body.bytes();
    return new Structure()
      .ascii('PG')
      .u32(Math.round(90_000 * seconds), 0)
      .u8(kind)
      .u16(bytes.length)
      .add(bytes)
      .bytes();
  };
  return [
    segment(0x16, composition),
    segment(0x17, window),
    ...(isShown ? [segment(0x14, colours), segment(0x15, picture)] : []),
    segment(0x80, new Structure()),
  ];
}
