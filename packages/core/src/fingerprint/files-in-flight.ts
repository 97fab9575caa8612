import pLimit from 'p-limit';

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
export async function* filesInFlight<T, R>(
  paths: Iterable<T> | AsyncIterable<T>,
  concurrency: number,
  work: (path: T, signal: AbortSignal) => Promise<R>,
  signal: AbortSignal | undefined,
): AsyncGenerator<R> {
  signal?.throwIfAborted();
  const limit = pLimit({ concurrency, rejectOnClear: true });
  const source = Symbol.asyncIterator in paths ? paths[Symbol.asyncIterator]() : paths[Symbol.iterator]();
  const stopping = new AbortController();
  const tasks = new Set<Promise<void>>();
  const results: R[] = [];
  let taken = 0;
  let pulling = false;
  let exhausted = false;
  let failure: { readonly reason: unknown } | undefined;
  let wake = () => {};

  const fail = (reason: unknown) => {
    failure ??= { reason };
    wake();
  };
  const begin = (path: T) => {
    taken++;
    const task = limit(work, path, stopping.signal)
      .then((result) => void results.push(result), fail)
      .then(() => {
        tasks.delete(task);
        wake();
      });
    tasks.add(task);
  };
  const pull = async () => {
    if (pulling) return;
    pulling = true;
    try {
      while (!exhausted && taken < 2 * concurrency && !stopping.signal.aborted) {
        const next = await source.next();
        if (next.done) exhausted = true;
        else if (!stopping.signal.aborted) begin(next.value);
      }
    } catch (reason) {
      exhausted = true;
      fail(reason);
    }
    pulling = false;
    wake();
  };
  const abort = () => fail(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    while (true) {
      void pull();
      while (results.length === 0 && failure === undefined && !(exhausted && taken === 0)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (failure !== undefined) throw failure.reason;
      if (results.length === 0) return;
      yield results.shift()!;
      taken--;
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    stopping.abort();
    limit.clearQueue();
    await Promise.all(tasks);
    if (!exhausted) await leave(source, pulling);
  }
}

/** Tells a source that no more is wanted. One that is still thinking about its next path would answer only after that: no wait then. */
async function leave(source: Iterator<unknown> | AsyncIterator<unknown>, pulling: boolean): Promise<void> {
  const left = Promise.resolve(source.return?.());
  if (pulling) left.catch(() => {});
  else await left;
}
