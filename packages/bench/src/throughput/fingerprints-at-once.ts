import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FingerprintPool } from '@streetdate/core/pool';
import { inTemporaryFolder, makeLongFilm } from '../clips/clips.ts';
import type { Section } from '../measure/figure.ts';
import { measureCores, measureScaling } from '../measure/scaling.ts';
import { countHashes } from './count-hashes.ts';

/** The extension is this file's own: the script runs from the sources and from the build. */
const LOOP = fileURLToPath(new URL(`./fingerprint-loop${import.meta.url.slice(-3)}`, import.meta.url));
const POOLED = fileURLToPath(new URL(`./pooled-fingerprints${import.meta.url.slice(-3)}`, import.meta.url));

/** Options for {@link benchFingerprintsAtOnce}. */
export interface FingerprintsAtOnceOptions {
  /** Length of the film, minutes: whole ones, or a part of one. @defaultValue 2 */
  readonly minutes?: number;
  /** Timed rounds, after one that warms up. @defaultValue 3 */
  readonly rounds?: number;
}

/**
 * Fingerprints films at the same time, one on each thread, in pools of one and more threads. Then again on one and more cores, with a thread for each. The films
 * are small, so that most of the work is Node's.
 * @throws As {@link measureScaling}.
 */
export function benchFingerprintsAtOnce({ minutes = 2, rounds }: FingerprintsAtOnceOptions = {}): Promise<Section[]> {
  return inTemporaryFolder(async (folder) => {
    const film = join(folder, 'film.mp4');
    await makeLongFilm(minutes, 180, film);
    const films = [film, film];
    const fingerprint = (threads: number) => {
      const pool = new FingerprintPool({ threads });
      const work = (times: number) => countHashes(pool, Array.from({ length: times }, () => films).flat());
      return { work, close: () => pool.close() };
    };
    const onThreads = await measureScaling(
      {
        title: `${films.length} films of ${minutes} min fingerprinted on each thread`,
        name: 'FingerprintPool',
        loop: { script: LOOP, args: films },
        pool: fingerprint,
        notes: [
          'Films of 180 rows, as queries. The decoders are processes beside the threads, so that one thread alone keeps more than a core busy, with the pool and without.',
        ],
      },
      rounds,
    );
    const onCores = await measureCores(
      {
        title: `${films.length} films of ${minutes} min fingerprinted for each core`,
        script: POOLED,
        args: (threads) => [`${threads}`, ...films],
        notes: ['By a `FingerprintPool` in a process that, with its decoders, is bound to so many cores.'],
      },
      rounds,
    );
    return onCores === undefined ? [onThreads] : [onThreads, onCores];
  });
}
