import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSeconds } from './cpu-time.ts';
import { compare, type Section } from './figure.ts';

/** A piece of work of seconds, which may start processes of its own. */
export interface Job {
  /** What is timed. */
  readonly name: string;
  /** Does the work once; its processes have ended when it resolves. */
  readonly run: () => Promise<unknown>;
}

/** Options for {@link measureRounds}. */
export interface RoundOptions {
  /** How often each job is timed. @defaultValue 5 */
  readonly rounds?: number;
  /** Whether to run one round first that is not counted. Jobs of minutes need none. @defaultValue true */
  readonly warmUp?: boolean;
  /** Whether to report CPU time too, on systems that measure it. @defaultValue true */
  readonly cpu?: boolean;
}

/**
 * Times jobs in turn, round after round. Every other round runs in reverse, so that a machine that becomes slower affects all jobs alike.
 * A first round warms the disk cache and the engine and is not counted, unless `warmUp` is false.
 * @param title - What is compared.
 * @param jobs - The baseline first; at least one.
 * @param notes - For the section's reader.
 * @returns The section of wall time and, on systems that measure it, the section of CPU time.
 */
export async function measureRounds(
  title: string,
  jobs: readonly Job[],
  notes: readonly string[],
  options: RoundOptions = {},
): Promise<Section[]> {
  const { rounds = 5, warmUp = true, cpu = true } = options;
  const wall = jobs.map(({ name }) => ({ name, unit: 's' as const, values: [] as number[] }));
  const used = jobs.map(({ name }) => ({ name, unit: 's' as const, values: [] as number[] }));
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    const turns = Array.from(jobs.keys());
    for (const at of round % 2 === 0 ? turns : turns.reverse()) {
      const { run } = jobs[at]!;
      const cpuBefore = await cpuSeconds();
      const start = performance.now();
      await run();
      const seconds = (performance.now() - start) / 1000;
      await sleep(20); // The system counts a child's time when it has collected the child.
      const cpuAfter = await cpuSeconds();
      if (round < 0) continue;
      wall[at]!.values.push(seconds);
      if (cpuBefore !== undefined && cpuAfter !== undefined) used[at]!.values.push(cpuAfter - cpuBefore);
    }
  }
  const baseline = jobs[0]?.name ?? '';
  const sections: Section[] = [{ title: `${title}: wall time`, baseline, figures: compare(wall), notes }];
  if (cpu && used.every(({ values }) => values.length === rounds)) {
    sections.push({ title: `${title}: CPU time`, baseline, figures: compare(used), notes: ['Of this process and its children together.'] });
  }
  return sections;
}
