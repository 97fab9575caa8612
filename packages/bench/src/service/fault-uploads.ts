import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFingerprint } from '@streetdate/core/portable';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { generatedReference } from '../library/generated-library.ts';

/** Length of each clip, seconds. */
export const CLIP_SECONDS = 8;

/** Length of each fingerprint, seconds. */
const FINGERPRINT_SECONDS = 20;

/** Fingerprints that nobody has enrolled. They cost a worker little, so that many can be under way. */
export const FINGERPRINTS: UploadSource = { name: 'unknown.sdfp', bytes: Buffer.alloc(0) };

/** What uploads of the fault run show. */
export interface UploadSource {
  /** The name that its uploads have. */
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Makes what is sent in: two copies of the first film, clips of the others, and a file that is no film.
 * @param films - The enrolled film first, then others.
 */
export async function makeSources(films: readonly string[], folder: string): Promise<UploadSource[]> {
  const sources: UploadSource[] = [];
  const made = films.flatMap((film, number) =>
    number === 0
      ? [
          { film, rows: 480 },
          { film, rows: 240 },
        ]
      : [{ film, rows: 360 }],
  );
  for (const [number, { film, rows }] of made.entries()) {
    const name = `clip-${number}.mp4`;
    const coding = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-an'];
    await ffmpeg('-i', film, '-t', String(CLIP_SECONDS), '-vf', `scale=-2:${rows}`, ...coding, join(folder, name));
    sources.push({ name, bytes: await readFile(join(folder, name)) });
  }
  return [...sources, { name: 'broken.mp4', bytes: Buffer.from('This is no film, whatever its name says.\n') }];
}

/**
 * The bytes of a source as a content of its own: a box of free space with a number is added at the end, which every reader of MP4 leaves out.
 * A content is decoded once only, so that each upload needs another one. A fingerprint is drawn by its number.
 */
export function contentOf(source: UploadSource, number: number): Uint8Array<ArrayBuffer> {
  if (source === FINGERPRINTS) return new Uint8Array(encodeFingerprint(generatedReference(number, FINGERPRINT_SECONDS)));
  const box = Buffer.alloc(16);
  box.writeUInt32BE(box.length, 0);
  box.write('free', 4, 'latin1');
  box.writeBigUInt64BE(BigInt(number), 8);
  return new Uint8Array(Buffer.concat([source.bytes, box]));
}
