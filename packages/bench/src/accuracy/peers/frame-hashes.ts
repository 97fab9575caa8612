import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashFromHex } from '@streetdate/core/portable';
import { IMAGE_HASHES, type ImageHash } from '../../hashers/naive.ts';
import type { Cache } from '../cache.ts';
import type { Codes } from './codes.ts';

/** What is kept was hashed by these: with another one beside them, all is hashed anew. */
const PACKAGES = IMAGE_HASHES.map(({ name, bits }) => `${name}-${bits}`).join(',');

/** Frames taken from each second. */
const RATE = 1;

/**
 * One frame a second of a film, written as picture files and hashed by every package of {@link IMAGE_HASHES}. Kept in the cache.
 * @returns The codes by the package's name.
 */
export async function hashFrameFiles(path: string, cache: Cache): Promise<ReadonlyMap<string, Codes>> {
  const stored = await cache.make('peers', `${PACKAGES}/${path}`, 'json', async (out) => {
    await writeFile(cache.resolve(out), JSON.stringify(await hashFrames(path, cache)));
  });
  const hashes = JSON.parse(await readFile(cache.resolve(stored), 'utf8')) as Record<string, readonly string[]>;
  return new Map(IMAGE_HASHES.map((hash) => [hash.name, codesOf(hash, hashes[hash.name] ?? [])]));
}

async function hashFrames(path: string, cache: Cache): Promise<Record<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-frames-'));
  try {
    await cache.run(['-i', path, '-an', '-vf', `fps=${RATE}`, '-f', 'image2', join(folder, '%06d.png')]);
    const files = (await readdir(folder)).sort().map((file) => join(folder, file));
    const hashes: Record<string, string[]> = {};
    for (const { name, hashFile } of IMAGE_HASHES) {
      const own: string[] = [];
      for (const file of files) own.push(await hashFile(file));
      hashes[name] = own;
    }
    return hashes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function codesOf({ bits }: ImageHash, hashes: readonly string[]): Codes {
  const words = bits / 32;
  const all = new Uint32Array(hashes.length * words);
  for (const [at, hash] of hashes.entries()) all.set(hashFromHex(hash), at * words);
  return { rate: RATE, words, bits: all };
}
