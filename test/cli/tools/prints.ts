import { join } from 'node:path';
import { saveFingerprint } from '@streetdate/core';
import { noisy, sampleFilm, syntheticFilm } from '../../tools/synthetic-film.ts';

/** Writes the dense fingerprint of a synthetic film of 60 s: something to enroll without a decoder. */
export async function writeReference(folder: string, name: string, seed: number): Promise<string> {
  const path = join(folder, name);
  await saveFingerprint(path, sampleFilm(syntheticFilm(seed, 60), { seconds: 60, framesPerSecond: 10, role: 'reference' }));
  return path;
}

/** Writes the sparse fingerprint of a re-encode of the synthetic film of that seed: something to scan without a decoder. */
export async function writeCopy(folder: string, name: string, seed: number): Promise<string> {
  const path = join(folder, name);
  const film = noisy(syntheticFilm(seed, 60), 12, seed + 1000);
  await saveFingerprint(path, sampleFilm(film, { seconds: 60, framesPerSecond: 4, role: 'query', phase: 0.03 }));
  return path;
}
