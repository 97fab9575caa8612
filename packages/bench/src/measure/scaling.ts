import { availableParallelism } from 'node:os';
import { compare, median, type Section } from './figure.ts';
import { coresToRunOn, PlainProcesses } from './plain-processes.ts';

/** Work that a loop does on one thread and a pool on several. */
export interface PooledWork {
  /** What is done, for the title. */
  readonly title: string;
  /** The pool's name. */
  readonly name: string;
  /** Module that does the work in a plain loop, see {@link PlainProcesses}, and its arguments. */
  readonly loop: { readonly script: string; readonly args: readonly string[] };
  /** Makes a pool of this many threads. `work` does the work this many times at once and returns the number of findings. */
  readonly pool: (threads: number) => { readonly work: (times: number) => Promise<number>; readonly close: () => Promise<void> };
  /** For the section's reader. */
  readonly notes: readonly string[];
}

/**
 * Times work in pools of one, two, four … threads, up to the number of cores, and in as many separate processes. Each does the work once for each thread, and
 * the time is given for one thread. Processes share nothing, so their loss comes from the machine: shared core parts, slow memory, other programs. Any further
 * loss comes from the pool. Pools and processes take turns.
 * @param rounds - Timed rounds, after one in which each thread reads its input. @defaultValue 3
 * @throws Error when a way finds another number of things than the others.
 */
export async function measureScaling({ title, name, loop, pool: makePool, notes }: PooledWork, rounds = 3): Promise<Section> {
  const counts = threadCounts(availableParallelism());
  const processes = await PlainProcesses.start(loop.script, loop.args, counts.at(-1)!);
  const pools = counts.map((threads) => ({ threads, ...makePool(threads) }));
  const ways = [
    ...counts.map((count) => ({ name: `plain loop, ${counted(count, 'process', 'processes')}`, count, work: () => processes.work(count) })),
    ...pools.map(({ threads, work }) => ({
      name: `${name}, ${counted(threads, 'thread', 'threads')}`,
      count: threads,
      work: () => work(threads),
    })),
  ].map((way) => ({ ...way, seconds: [] as number[] }));
  try {
    const expected = await processes.work(1);
    for (let round = 0; round <= rounds; round++) {
      for (const way of ways) {
        const start = performance.now();
        const found = await way.work();
        const took = (performance.now() - start) / 1000 / way.count;
        if (found !== way.count * expected) throw new Error(`${way.name} found ${found} in ${way.count} times what gives ${expected}`);
        if (round > 0) way.seconds.push(took);
      }
    }
  } finally {
    await Promise.all([processes, ...pools].map((each) => each.close()));
  }
  const [loops, pooled] = [ways.slice(0, counts.length), ways.slice(counts.length)];
  const gains = counts.slice(1).map((count, at) => {
    const [ofLoops, ofPool] = [loops, pooled].map((same) => ratio(same[0]!.seconds, same[at + 1]!.seconds)) as [number, number];
    return `${count} threads do ${ofPool.toFixed(2)} times the work of one, and ${count} processes ${ofLoops.toFixed(2)} times that of one: the pool keeps ${(ofPool / ofLoops).toFixed(2)} of what the machine gives`;
  });
  return {
    title,
    baseline: ways[0]!.name,
    figures: compare(ways.map(({ name, seconds }) => ({ name, unit: 's', values: seconds }))),
    notes: [gains.length === 0 ? 'This machine runs one thread at once.' : `${gains.join('; ')}.`, ...notes],
  };
}

/** Work that a pool does in its own process, on some of the machine's cores. */
export interface BoundWork {
  /** What is done, for the title. */
  readonly title: string;
  /** Module that does the work once for each thread, see {@link PlainProcesses}, and its arguments for a number of threads. */
  readonly script: string;
  readonly args: (threads: number) => readonly string[];
  /** For the section's reader. */
  readonly notes: readonly string[];
}

/**
 * Times work in a process that may use one, two, four … cores, with a thread for each. Decoders and other children are included. The time is given for one
 * thread's work. The processes take turns.
 * @param rounds - Timed rounds, after one in which everything is started. @defaultValue 3
 * @returns undefined when processes cannot be bound to cores.
 */
export async function measureCores({ title, script, args, notes }: BoundWork, rounds = 3): Promise<Section | undefined> {
  const cores = coresToRunOn();
  if (cores === undefined) return undefined;
  const counts = threadCounts(cores.length);
  const ways: { readonly count: number; readonly process: PlainProcesses; readonly seconds: number[] }[] = [];
  try {
    for (const count of counts) {
      ways.push({ count, process: await PlainProcesses.start(script, args(count), 1, cores.slice(0, count)), seconds: [] });
    }
    for (let round = 0; round <= rounds; round++) {
      for (const { count, process, seconds } of ways) {
        const start = performance.now();
        await process.work(1);
        if (round > 0) seconds.push((performance.now() - start) / 1000 / count);
      }
    }
  } finally {
    await Promise.all(ways.map(({ process }) => process.close()));
  }
  const gains = ways
    .slice(1)
    .map(({ count, seconds }) => `${count} cores do ${ratio(ways[0]!.seconds, seconds).toFixed(2)} times the work of one`);
  const figures = compare(
    ways.map(({ count, seconds }) => ({ name: `${counted(count, 'core', 'cores')}, as many threads`, unit: 's', values: seconds })),
  );
  return {
    title,
    baseline: figures[0]!.name,
    figures,
    notes: [gains.length === 0 ? 'This machine has one core.' : `${gains.join('; ')}.`, ...notes],
  };
}

/** One, two, four and so on, and all. */
function threadCounts(most: number): number[] {
  const counts = [];
  for (let count = 1; count < most; count *= 2) counts.push(count);
  return [...counts, most];
}

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** The time of the first divided by that of the second, round by round. */
function ratio(one: readonly number[], other: readonly number[]): number {
  return median(one.map((value, round) => value / other[round]!));
}
