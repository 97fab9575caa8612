import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { runFfmpeg } from '../footage.ts';
import { lacedBomb, movieBomb, tracksBomb } from './bombs.ts';
import { type SoundFile, zipOf } from './sound-files.ts';

/** Files made by hand: archives in archives, lists of lists, and films that state too much. */
export async function handMade(): Promise<SoundFile[]> {
  const zeros = await zipOf('zeros.mkv', Buffer.alloc(64 * 2 ** 20));
  let nested = zeros;
  for (let depth = 0; depth < 20; depth++) nested = await zipOf(`${depth}.zip`, nested, false);
  const list = (name: string) => Buffer.from(`#EXTM3U\n${`#EXTINF:1,\n${name}\n`.repeat(5000)}`);
  const track = { width: 1, height: 1, samplesPerChunk: 1, chunks: 1, delta: 1 };
  return [
    { name: 'zeros.zip', bytes: zeros },
    { name: 'nested.zip', bytes: nested },
    { name: 'twice.zip', bytes: Buffer.concat([nested, nested]) },
    { name: 'loop.m3u8', bytes: list('loop.m3u8') },
    { name: 'loop.ts', bytes: list('loop.ts') },
    { name: 'endless.ffconcat', bytes: Buffer.from(`ffconcat version 1.0\n${"file 'endless.ffconcat'\n".repeat(5000)}`) },
    { name: 'billion.mov', bytes: movieBomb([{ ...track, samplesPerChunk: 1e6, chunks: 1000 }], 1e6) },
    { name: 'tracks.mov', bytes: movieBomb(new Array(10_000).fill(track), 1000) },
    { name: 'tracks.mkv', bytes: tracksBomb(10_000) },
    { name: 'huge.mov', bytes: movieBomb([{ ...track, width: 16_384, height: 16_384 }], 1000) },
  ];
}

/** Files that keep a decoder busy for long, or until it has used up what it may. */
export async function longHandMade(folder: string): Promise<SoundFile[]> {
  const hour = join(folder, 'hour.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=32x24:r=1:d=3600'];
  await runFfmpeg([...source, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '100000', '-sc_threshold', '0', hour]);
  const large = sharp({ create: { width: 16_384, height: 16_384, channels: 3, background: '#808080' }, limitInputPixels: false });
  return [
    { name: 'many.mov', bytes: movieBomb([{ width: 1, height: 1, samplesPerChunk: 1e6, chunks: 20, delta: 1 }], 1e6) },
    { name: 'laced.mkv', bytes: lacedBomb(1e6) },
    { name: 'hour.mp4', bytes: await readFile(hour) },
    { name: 'large.png', bytes: await large.png({ compressionLevel: 9 }).toBuffer() },
  ];
}
