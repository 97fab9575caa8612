import pLimit from 'p-limit';
import { inFlight } from '../in-flight.ts';

/**
 * Works on several files at once and yields each result as soon as it is ready, in any order. The only file that imports p-limit, which
 * alone would read the whole list: here at most `2 * concurrency` paths are taken and not yet yielded. Half of them are worked on. The
 * other half wait, so that work goes on while the receiver is busy.
 * @param paths - The files; may be endless, and may be slow.
 * @param concurrency - Files worked on at once, from 1.
 * @param work - Works on one file until its signal aborts. A rejection ends everything.
 * @param signal - Ends everything; the generator then throws the signal's reason.
 * @throws What `paths`, `work` or `signal` threw. All work has ended before the generator ends.
 */
export function filesInFlight<T, R>(
  paths: Iterable<T> | AsyncIterable<T>,
  concurrency: number,
  work: (path: T, signal: AbortSignal) => Promise<R>,
  signal: AbortSignal | undefined,
): AsyncGenerator<R> {
  const limit = pLimit(concurrency);
  return inFlight(paths, { most: 2 * concurrency, signal }, (path, stopping) =>
    limit(() => {
      stopping.throwIfAborted();
      return work(path, stopping);
    }),
  );
}
