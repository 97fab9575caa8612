/** Options for {@link inFlight}. */
export interface InFlightOptions {
  /** Most inputs that are taken and whose results are not fetched yet, from 1. */
  readonly most: number;
  /** Whether results come in the order of the inputs; a failure then waits for its turn. @defaultValue false: as soon as they are ready */
  readonly inOrder?: boolean;
  /** Ends everything; the generator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

type Outcome<Result> = { readonly result: Result } | { readonly failure: unknown };

/** An input that was taken and whose result is not fetched yet. */
interface Task<Result> {
  outcome?: Outcome<Result>;
  readonly ended: Promise<void>;
}

/**
 * Works on several inputs at once and yields the results. At most `most` inputs are taken ahead of the results that were fetched, and none
 * before the first request.
 * @param inputs - The inputs; may be endless, and may be slow.
 * @param work - Works on one input until its signal aborts. A rejection ends everything.
 * @throws What `inputs`, `work` or `signal` threw. All work has ended before the generator ends.
 */
export async function* inFlight<Input, Result>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  { most, inOrder = false, signal }: InFlightOptions,
  work: (input: Input, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result> {
  signal?.throwIfAborted();
  const source = Symbol.asyncIterator in inputs ? inputs[Symbol.asyncIterator]() : inputs[Symbol.iterator]();
  const stopping = new AbortController();
  /** In the order in which they were taken. */
  const taken: Task<Result>[] = [];
  /** Finished inputs, in the order in which they finished. */
  const done: Task<Result>[] = [];
  let taking = false;
  let exhausted = false;
  let failure: { readonly reason: unknown } | undefined;
  // Woken, not raced: each race would leave a reaction on a promise that lives as long as the stream.
  let wake = () => {};

  const fail = (reason: unknown) => {
    failure ??= { reason };
    wake();
  };
  const begin = (input: Input) => {
    const settle = (outcome: Outcome<Result>) => {
      task.outcome = outcome;
      done.push(task);
      wake();
    };
    const ended = work(input, stopping.signal).then(
      (result) => settle({ result }),
      (reason) => (inOrder ? settle({ failure: reason }) : fail(reason)),
    );
    const task: Task<Result> = { ended };
    taken.push(task);
  };
  const take = async () => {
    if (taking) return;
    taking = true;
    try {
      while (!exhausted && taken.length < most && !stopping.signal.aborted) {
        const next = await source.next();
        if (next.done === true) exhausted = true;
        else if (!stopping.signal.aborted) begin(next.value);
      }
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
      void take();
      if (failure !== undefined) throw failure.reason;
      const task = inOrder ? taken[0] : done[0];
      if (task?.outcome !== undefined) {
        if ('failure' in task.outcome) throw task.outcome.failure;
        yield task.outcome.result;
        remove(taken, task);
        remove(done, task);
      } else if (exhausted && taken.length === 0) return;
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

function remove<T>(list: T[], entry: T): void {
  list.splice(list.indexOf(entry), 1);
}

/** Closes a source. One that is still waiting for its next input would answer only after that, so this does not wait. */
async function leave(source: Iterator<unknown> | AsyncIterator<unknown>, taking: boolean): Promise<void> {
  const left = Promise.resolve(source.return?.());
  if (taking) left.catch(() => {});
  else await left;
}
