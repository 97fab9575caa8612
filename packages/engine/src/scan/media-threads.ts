import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { MediaInput } from '@streetdate/core';

/**
 * Bytes of media that justify a thread. A thread takes 0.2 s of CPU time to start, as much as Node spends on 20 s of film, 15 MB at 6
 * Mbit/s.
 */
const BYTES_A_THREAD = 15_000_000;

/**
 * The useful number of threads for fingerprinting: one for each file read at once, but no more than the bytes justify. Streams stay on this
 * thread.
 * @param concurrency - Files read at once. @defaultValue the number of processors
 * @returns 1 if other threads would not help.
 */
export async function threadsFor(inputs: readonly MediaInput[], concurrency = availableParallelism()): Promise<number> {
  const paths = inputs.filter((input) => typeof input === 'string');
  const most = Math.min(concurrency, paths.length);
  let bytes = 0;
  for (const path of paths) {
    if (most === 1 || bytes >= most * BYTES_A_THREAD) break;
    bytes += await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return Math.max(1, Math.min(most, Math.floor(bytes / BYTES_A_THREAD)));
}
