import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { MediaInput } from '@streetdate/core';

/** Bytes of media that are worth a thread: it takes 0.2 s of CPU time to start, which is what Node spends on 20 s of film, 15 MB at 6 Mbit/s. */
const BYTES_A_THREAD = 15_000_000;

/**
 * How many threads are worth starting to fingerprint media: one for each file that is read at once, but no more than their bytes pay for. Streams stay
 * on this thread.
 * @param concurrency - Files read at once. @defaultValue as many as the machine runs threads at once
 * @returns 1 where this thread does as well.
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
