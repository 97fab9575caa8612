import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import yazl from 'yazl';
import { writeCopy } from '../../cli/tools/prints.ts';
import { runFfmpeg } from '../footage.ts';
import { buildRar } from '../release/rar-builder.ts';

/** A file that is what it says. */
export interface SoundFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Containers and codecs: each a film of two seconds with sound. */
const FILMS: readonly (readonly [name: string, ...args: string[]])[] = [
  ['h264.mp4', '-c:v', 'libx264', '-c:a', 'aac'],
  ['fragments.mp4', '-c:v', 'libx264', '-an', '-movflags', 'frag_keyframe+empty_moov'],
  ['h264.mkv', '-c:v', 'libx264', '-c:a', 'aac'],
  ['h264.ts', '-c:v', 'libx264', '-c:a', 'mp2'],
  ['hevc.mp4', '-c:v', 'libx265', '-x265-params', 'log-level=none', '-an'],
  ['vp8.webm', '-c:v', 'libvpx', '-c:a', 'libvorbis', '-ac', '2'],
  ['mpeg4.avi', '-c:v', 'mpeg4', '-c:a', 'mp2'],
  ['mpeg2.mpg', '-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'vob'],
  ['mjpeg.mov', '-c:v', 'mjpeg', '-c:a', 'pcm_s16le'],
  ['flv1.flv', '-c:v', 'flv', '-an'],
  ['wmv2.wmv', '-c:v', 'wmv2', '-c:a', 'wmav2'],
  ['theora.ogv', '-c:v', 'libtheora', '-an'],
  ['picture.gif', '-an'],
  ['plain.y4m', '-an', '-pix_fmt', 'yuv420p'],
  ['plain.h264', '-c:v', 'libx264', '-an', '-f', 'h264'],
];

/** Makes a few hundred kilobytes of films, stills, archives, playlists and a fingerprint, in a folder. */
export async function makeSoundFiles(folder: string): Promise<SoundFile[]> {
  await mkdir(folder, { recursive: true });
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=12:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
  const files: SoundFile[] = [];
  for (const [name, ...args] of FILMS) {
    const path = join(folder, name);
    await runFfmpeg([
      ...source,
      '-map',
      '0:v',
      ...(args.includes('-an') ? [] : ['-map', '1:a']),
      '-pix_fmt',
      'yuv420p',
      ...args,
      '-t',
      '2',
      path,
    ]);
    files.push({ name, bytes: await readFile(path) });
  }
  const pixels = Buffer.from(Array.from({ length: 160 * 90 * 3 }, (_, at) => (at * 7 + (at >> 8) * 31) & 255));
  const still = sharp(pixels, { raw: { width: 160, height: 90, channels: 3 } });
  for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff'] as const) {
    files.push({ name: `still.${format}`, bytes: await still.clone().toFormat(format).toBuffer() });
  }
  const film = files[0]!.bytes;
  files.push({ name: 'film.rar', bytes: buildRar(5, [{ name: 'film.mkv', bytes: files[2]!.bytes }])[0]! });
  files.push({ name: 'older.rar', bytes: buildRar(4, [{ name: 'film.mkv', bytes: files[2]!.bytes }])[0]! });
  files.push({ name: 'film.zip', bytes: await zipOf('film.mp4', film) });
  files.push({ name: 'list.m3u8', bytes: Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nh264.ts\n#EXT-X-ENDLIST\n') });
  const print = await writeCopy(folder, 'copy.sdfp', 1);
  files.push({ name: 'copy.sdfp', bytes: await readFile(print) });
  await writeFile(join(folder, 'made'), '');
  return files;
}

/** A ZIP archive of one file. */
export async function zipOf(name: string, bytes: Uint8Array, compress = true): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(bytes), name, { compress });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
