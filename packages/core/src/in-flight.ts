/** How {@link inFlight} works. */
export interface InFlightOptions {
  /** Inputs that are taken and whose results are not fetched yet, at most, from 1. */
  readonly most: number;
  /** Whether results come in the order of the inputs; a failure then waits for its turn. @defaultValue false: as soon as they are there */
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
 * Works on inputs, several at once, and yields the results. However slowly these are fetched, no more than `most` inputs are taken beyond them; before
 * the first is asked for none is.
 * @param inputs - What is worked on; may be endless, and may be slow.
 * @param work - Works on one input until its signal aborts. A rejection ends everything.
 * @throws What `inputs`, `work` or `signal` threw. Before the generator ends, in whatever way, all work has ended.
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
  /** Those that are done, in the order in which they were. */
  const done: Task<Result>[] = [];
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

/** Tells a source that no more is wanted. One that is still thinking about its next input would answer only after that: no wait then. */
async function leave(source: Iterator<unknown> | AsyncIterator<unknown>, taking: boolean): Promise<void> {
  const left = Promise.resolve(source.return?.());
  if (taking) left.catch(() => {});
  else await left;
}
