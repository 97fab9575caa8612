import { Bench } from 'tinybench';
import { compare, type Figure } from './figure.ts';

/** A task to time. It is called repeatedly; its result is kept so that the engine cannot optimise it away. */
export interface MicroTask {
  /** What is timed. */
  readonly name: string;
  /** Does the work once. */
  readonly run: () => unknown | Promise<unknown>;
  /** How many items one call handles; the figures are for one item. @defaultValue 1 */
  readonly items?: number;
}

/** Options for {@link microBench}. */
export interface MicroOptions {
  /** Least time spent on each task after its warm-up, milliseconds. @defaultValue 1000 */
  readonly timeMs?: number;
  /** Rounds of one call or more; the spread is taken over rounds. @defaultValue 5 */
  readonly calls?: number;
}

/** The last results. A value that could be read again cannot be optimised away. */
export const sink: unknown[] = [];

/**
 * Times small tasks with tinybench, in turn and round after round, so that a machine that becomes slower affects all of them alike.
 * Each is warmed up for a quarter of its time before the first round. A round's sample is the median of its calls.
 * @param tasks - The baseline first; at least one.
 * @returns A figure for each task, in microseconds for one item.
 * @throws What a task throws.
 */
export async function microBench(tasks: readonly MicroTask[], options: MicroOptions = {}): Promise<Figure[]> {
  const { timeMs = 1000, calls = 5 } = options;
  const samples = tasks.map(({ name }) => ({ name, unit: 'µs' as const, values: [] as number[] }));
  for (let round = 0; round < calls; round++) {
    const warmup = round === 0;
    const bench = new Bench({ time: timeMs / calls, iterations: 1, warmup, warmupTime: timeMs / 4, warmupIterations: 1, throws: true });
    for (const [at, { name, run }] of tasks.entries()) {
      bench.add(name, async () => {
        sink[at] = await run();
      });
    }
    await bench.run();
    for (const [at, { name, result }] of bench.tasks.entries()) {
      if (!('latency' in result)) throw new Error(`${name} was not timed: ${result.state}`);
      samples[at]!.values.push((result.latency.p50 * 1000) / (tasks[at]!.items ?? 1));
    }
  }
  return compare(samples);
}
