import { Bench } from 'tinybench';
import type { Figure } from './figure.ts';

/** One thing to time: called again and again, its result kept so that nothing is optimised away. */
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
  /** Least calls of each task after its warm-up. @defaultValue 5 */
  readonly calls?: number;
}

/** The last results. A value that could be read again cannot be optimised away. */
export const sink: unknown[] = [];

/**
 * Times small pieces of work through tinybench, each after a warm-up of a quarter of its time.
 * @param tasks - The baseline first; at least one.
 * @returns A figure for each task, in microseconds for one item.
 * @throws What a task throws.
 */
export async function microBench(tasks: readonly MicroTask[], options: MicroOptions = {}): Promise<Figure[]> {
  const { timeMs = 1000, calls = 5 } = options;
  const bench = new Bench({ time: timeMs, iterations: calls, warmupTime: timeMs / 4, warmupIterations: 1, throws: true });
  for (const [at, { name, run }] of tasks.entries()) {
    bench.add(name, async () => {
      sink[at] = await run();
    });
  }
  await bench.run();
  const timed = bench.tasks.map(({ name, result }, at) => {
    if (!('latency' in result)) throw new Error(`${name} was not timed: ${result.state}`);
    const { p50, mad, samplesCount } = result.latency;
    const perItem = 1000 / (tasks[at]!.items ?? 1);
    return { name, median: p50 * perItem, spread: mad * perItem, samples: samplesCount, unit: 'µs' as const };
  });
  return timed.map((figure) => ({ ...figure, ratio: figure.median / timed[0]!.median }));
}
