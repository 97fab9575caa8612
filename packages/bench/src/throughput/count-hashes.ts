import type { FingerprintPool } from '@streetdate/core/pool';

/** Fingerprints films as a pool does it. @returns The hashes of all of them. @throws What keeps one of them from being fingerprinted. */
export async function countHashes(pool: FingerprintPool, films: readonly string[]): Promise<number> {
  let hashes = 0;
  for await (const { fingerprint, error } of pool.fingerprintFiles(films)) {
    if (error !== undefined) throw error;
    hashes += fingerprint.tracks[0]!.timesMs.length;
  }
  return hashes;
}
