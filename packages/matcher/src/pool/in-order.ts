/** What came of an input. */
type Outcome<Result> = { readonly result: Result } | { readonly failure: unknown };

/**
 * Works on inputs, several at once, and yields the results in the order of the inputs. At most `most` inputs are taken and not yet yielded, however slowly
 * the results are fetched: while nobody asks, nothing is taken.
 * @param work - Works on one input until its signal aborts.
 * @param signal - Ends everything; the generator then throws the signal's reason.
 * @throws What `inputs`, `work` or `signal` threw. Before the generator ends, in whatever way, all work has ended.
 */
export async function* inOrder<Input, Result>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  most: number,
  work: (input: Input, signal: AbortSignal) => Promise<Result>,
  signal?: AbortSignal,
): AsyncGenerator<Result> {
  signal?.throwIfAborted();
  const source = Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
  const stopping = new AbortController();
  /** The inputs that were taken and not yet yielded. */
  const taken: { outcome?: Outcome<Result>; readonly ended: Promise<void> }[] = [];
  let taking = false;
  let exhausted = false;
  let failure: { readonly reason: unknown } | undefined;
  // Woken, and not raced: a promise that lives as long as the stream would keep what each race made of it.
  let wake = () => {};

  const fail = (reason: unknown) => {
    failure ??= { reason };
    wake();
  };
  const begin = (input: Input) => {
    const settle = (outcome: Outcome<Result>) => {
      entry.outcome = outcome;
      wake();
    };
    const ended = work(input, stopping.signal).then(
      (result) => settle({ result }),
      (reason) => settle({ failure: reason }),
    );
    const entry: (typeof taken)[number] = { ended };
    taken.push(entry);
  };
  const take = async () => {
    taking = true;
    try {
      const next = await source.next();
      if (next.done === true) exhausted = true;
      else if (!stopping.signal.aborted) begin(next.value);
    } catch (reason) {
      exhausted = true;
      fail(reason);
    }
    taking = false;
    wake();
  };
  const abort = () => fail(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    for (;;) {
      if (!exhausted && !taking && taken.length < most) void take();
      if (failure !== undefined) throw failure.reason;
      const outcome = taken[0]?.outcome;
      if (outcome !== undefined) {
        taken.shift();
        if ('failure' in outcome) throw outcome.failure;
        yield outcome.result;
      } else if (taken.length === 0 && exhausted) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    stopping.abort();
    await Promise.all(taken.map(({ ended }) => ended));
    if (!exhausted) await leave(source, taking);
  }
}

/** Tells a source that no more is wanted. One that is still thinking about its next input would answer only after that: no wait then. */
async function leave(source: Iterator<unknown> | AsyncIterator<unknown>, taking: boolean): Promise<void> {
  const left = Promise.resolve(source.return?.());
  if (taking) left.catch(() => {});
  else await left;
}
