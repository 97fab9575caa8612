import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from '../accuracy/ffmpeg.ts';

/** Size of the pictures whose errors are followed: what flickers is seen where it covers some area. */
const [WIDTH, HEIGHT] = [64, 36];

/**
 * How much a copy flickers beside its master, frame by frame: the root mean square, over 64 × 36 areas, of how the error of mean luma changes
 * from the frame before. In code values. What stands still, such as a constant offset, counts for nothing. The first frame has 0.
 * @param folder - Takes temporary files.
 * @throws Error when ffmpeg fails.
 */
export async function measureFlicker(copy: string, master: string, folder: string): Promise<number[]> {
  const [one, other] = [await areasOf(copy, 'flicker-copy.gray', folder), await areasOf(master, 'flicker-master.gray', folder)];
  const areas = WIDTH * HEIGHT;
  const frames = Math.floor(Math.min(one.length, other.length) / areas);
  const flicker: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    let squares = 0;
    for (let at = frame * areas; at < (frame + 1) * areas && frame > 0; at++) {
      const change = one[at]! - other[at]! - (one[at - areas]! - other[at - areas]!);
      squares += change * change;
    }
    flicker.push(Math.sqrt(squares / areas) / 256);
  }
  return flicker;
}

/** Mean luma of each area in 16 bits: 8 would hide what is less than a code value. */
async function areasOf(path: string, name: string, folder: string): Promise<Uint16Array> {
  const filter = `format=gray16le,scale=${WIDTH}:${HEIGHT}:flags=area`;
  await runFfmpeg(['-i', path, '-vf', filter, '-vsync', '0', '-f', 'rawvideo', '-pix_fmt', 'gray16le', name], folder);
  const bytes = await readFile(join(folder, name));
  await rm(join(folder, name));
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % 2)));
}
