import type { LumaFrame } from '@streetdate/core/portable';
import type { Figure } from '../measure/figure.ts';
import { type MicroOptions, microBench } from '../measure/micro.ts';
import { type HashPicturesOptions, hasherFailed, threw } from './hash-pictures.ts';
import type { NamedHasher } from './load-hasher.ts';

/** Time that one call of a task takes about, milliseconds. Few are then interrupted by other programs, and a slow hasher gets one picture. */
const CALL_MS = 1;

/**
 * Times hashers in turn on the same pictures.
 * @param hashers - The baseline first.
 * @returns A figure for each, in microseconds for one picture.
 * @throws StreetdateError `bad-model` when a hasher throws.
 */
export function measureSpeed(
  hashers: readonly NamedHasher[],
  pictures: readonly LumaFrame[],
  { nameOf = (at) => `picture ${at + 1}`, ...options }: MicroOptions & Pick<HashPicturesOptions, 'nameOf'>,
): Promise<Figure[]> {
  const tasks = hashers.map((named, at) => {
    const { hasher } = named;
    const hashes = new Uint32Array((hasher.bits / 32) * pictures.length);
    const hashSome = (number: number) => {
      let at = 0;
      try {
        for (; at < number; at++) hasher.hash(pictures[at]!, hashes, (at * hasher.bits) / 32);
      } catch (cause) {
        throw hasherFailed(named, threw(cause), nameOf(at), cause);
      }
      return hashes;
    };
    const trials = Array.from({ length: 3 }, () => {
      const start = performance.now();
      hashSome(1);
      return performance.now() - start;
    });
    const items = Math.max(1, Math.min(pictures.length, Math.round(CALL_MS / Math.min(...trials))));
    return { name: `${at} ${hasher.algorithm}`, items, run: () => hashSome(items) };
  });
  return microBench(tasks, options);
}
