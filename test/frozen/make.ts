import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Fingerprint, fingerprintFile, loadFingerprint, saveFingerprint } from '@streetdate/core';
import { runFfmpeg } from '../tools/footage.ts';
import type { FilmRecipe } from './films.ts';

const COMMITTED = fileURLToPath(new URL('./fingerprints/', import.meta.url));
const KEPT = fileURLToPath(new URL('../../.cache/frozen/', import.meta.url));

/** Where the fingerprint of a film is kept: beside this file, or in a folder that is not committed. */
export function placeOf({ name, shared = false }: FilmRecipe): string {
  return join(shared ? KEPT : COMMITTED, `${name}.sdfp`);
}

/**
 * The frozen fingerprint of a film. It is made with ffmpeg where it is missing, and never made again.
 * @throws Error where ffmpeg fails.
 */
export async function frozenFingerprint(film: FilmRecipe): Promise<Fingerprint> {
  const place = placeOf(film);
  if (!existsSync(place)) {
    await mkdir(film.shared ? KEPT : COMMITTED, { recursive: true });
    await saveFingerprint(place, await make(film));
  }
  return loadFingerprint(place);
}

async function make({ inputs, output = [], role, rich = false, extension = 'mkv', open, shared }: FilmRecipe): Promise<Fingerprint> {
  const folder = await mkdtemp(join(tmpdir(), 'streetdate-frozen-'));
  try {
    const path = join(folder, `film.${extension}`);
    const encode =
      extension === 'png' ? [] : ['-c:v', 'libx264', '-preset', 'veryfast', '-threads', '1', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
    await runFfmpeg([...inputs.flat(), ...encode, ...output, path]);
    const { thumbnails, ...rest } = await fingerprintFile(path, role === 'reference' ? { role, thumbnails: rich } : { role });
    // Pictures can be seen in thumbnails. Those of footage that nobody may share are not committed.
    return open || shared || thumbnails === undefined ? { ...rest, ...(thumbnails && { thumbnails }) } : rest;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
