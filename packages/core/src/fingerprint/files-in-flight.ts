import pLimit from 'p-limit';
import { inFlight } from '../in-flight.ts';

/**
 * Works on files, a few at a time, and yields each result as soon as it is there, in whatever order that is. The only door to p-limit,
 * which alone would take the whole list in: here at most `2 * concurrency` paths are taken and not yet yielded, half of them being worked
 * on and half ready to follow while the receiver is busy with a result.
 * @param paths - The files; may be endless, and may be slow.
 * @param concurrency - Files worked on at once, from 1.
 * @param work - Works on one file until its signal aborts. A rejection ends everything.
 * @param signal - Ends everything; the generator then throws the signal's reason.
 * @throws What `paths`, `work` or `signal` threw. Before the generator ends, in whatever way, all work has ended.
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
