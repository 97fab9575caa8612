import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  activeAreaOfStill,
  decodeStill,
  type FrameHasher,
  HASH_PICTURE_SIZE,
  HASHERS,
  type LumaFrame,
  pdq,
  scaleArea,
} from '@streetdate/core';
import { inTemporaryFolder } from '../clips/clips.ts';
import { ffmpeg } from '../clips/ffmpeg.ts';
import { NAIVE_HASHERS } from '../hashers/naive.ts';
import type { Section } from '../measure/figure.ts';
import { type MicroOptions, microBench } from '../measure/micro.ts';

/**
 * What hashing alone costs: the built-in hashers on pictures in memory, and image-hash packages called for each frame *file*.
 * @param clip - Film that one frame a second is taken from.
 */
export function benchHash(clip: string, options: MicroOptions = {}): Promise<Section[]> {
  return inTemporaryFolder(async (folder) => {
    await ffmpeg('-i', clip, '-vf', 'fps=1', '-q:v', '2', join(folder, '%04d.jpg'));
    const files = (await readdir(folder)).map((file) => join(folder, file));
    const pictures = await Promise.all(files.map(hashPicture));
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
    ];
  });
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
