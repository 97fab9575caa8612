import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeStill, type FrameHasher, type LumaFrame, pdq, scaleArea } from '@streetdate/core';
import { activeAreaOfStill, HASH_PICTURE_SIZE, HASHERS } from '@streetdate/core/internal';
import { inTemporaryFolder } from '../clips/clips.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { NAIVE_HASHERS } from '../hashers/naive.ts';
import type { Section } from '../measure/figure.ts';
import { type MicroOptions, microBench } from '../measure/micro.ts';
import { type FramePair, measureStability } from './hash-stability.ts';

/**
 * The cost of hashing alone, and the bits of a hash that a re-encode changes: the built-in hashers on pictures in memory, and image-hash
 * packages called for each frame *file*.
 * @param clip - Film from which one frame a second is taken.
 */
export function benchImageHashes(clip: string, options: MicroOptions = {}): Promise<Section[]> {
  return inTemporaryFolder(async (folder) => {
    const files = await frameFiles(clip, join(folder, 'frames'));
    const pictures = await inTurn(files, hashPicture);
    const hashers = [...HASHERS.values()];
    const figures = await microBench(
      [
        ...hashers.map((hasher) => ({
          name: `${hasher.algorithm} (${hasher.bits} bits)`,
          items: pictures.length,
          run: () => hashInMemory(hasher, pictures),
        })),
        {
          name: 'decodeStill a frame file, then pdq/1',
          items: files.length,
          run: async () => hashInMemory(pdq, await inTurn(files, hashPicture)),
        },
        ...NAIVE_HASHERS.map(({ name, hashFile }) => ({ name, items: files.length, run: () => inTurn(files, hashFile) })),
      ],
      options,
    );
    const copy = join(folder, 'copy.mp4');
    await ffmpeg('-i', clip, '-an', '-vf', 'scale=iw/2:-2', '-c:v', 'libx264', '-preset', 'fast', '-crf', '38', copy);
    const copies = await frameFiles(copy, join(folder, 'copies'));
    const copiedPictures = await inTurn(copies, hashPicture);
    const pairs = copies.slice(0, files.length).map((file, at): FramePair => {
      return { files: [files[at]!, file], pictures: [pictures[at]!, copiedPictures[at]!] };
    });
    return [
      {
        title: 'Hashing one picture',
        baseline: figures[0]!.name,
        figures,
        notes: [
          `The built-in hashers get ${HASH_PICTURE_SIZE} × ${HASH_PICTURE_SIZE} luma pictures in memory, as the pipeline gives them.`,
          `A frame file is a JPEG of the clip’s size (${files.length} of them, one a second). Writing the files is not counted; a film at 4 a second needs it as well.`,
        ],
      },
      await measureStability(hashers, pairs, 'half the size, H.264 at CRF 38'),
    ];
  });
}

/** One frame a second, as JPEG files of the film's size. @returns Their paths in order. */
async function frameFiles(film: string, folder: string): Promise<string[]> {
  await mkdir(folder);
  await ffmpeg('-i', film, '-vf', 'fps=1', '-q:v', '2', join(folder, '%04d.jpg'));
  return (await readdir(folder)).sort().map((file) => join(folder, file));
}

async function hashPicture(file: string): Promise<LumaFrame> {
  const still = await decodeStill(file);
  return scaleArea(still, activeAreaOfStill(still), HASH_PICTURE_SIZE, HASH_PICTURE_SIZE);
}

function hashInMemory(hasher: FrameHasher, pictures: readonly LumaFrame[]): Uint32Array {
  const words = hasher.bits / 32;
  const hashes = new Uint32Array(words * pictures.length);
  for (const [at, picture] of pictures.entries()) hasher.hash(picture, hashes, at * words);
  return hashes;
}

async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
