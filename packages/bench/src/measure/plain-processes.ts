import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { FROM_SOURCES } from './peak-memory.ts';

/**
 * Processes that do the same work, each in a loop on one thread with its own memory. They share only the machine. What they do at the same time is the
 * most that the machine can do.
 */
export class PlainProcesses {
  readonly #processes: readonly ChildProcess[];

  private constructor(processes: readonly ChildProcess[]) {
    this.#processes = processes;
  }

  /**
   * Starts processes, and waits until each is ready.
   * @param script - Path of a module that calls {@link answerWith}.
   * @param cores - The cores that they and their children may use, from {@link coresToRunOn}. @defaultValue those of this process
   */
  static async start(script: string, args: readonly string[], count: number, cores?: readonly number[]): Promise<PlainProcesses> {
    const fromSources = script.endsWith('.ts') ? FROM_SOURCES : [];
    const how =
      cores === undefined
        ? { execArgv: [...fromSources] }
        : { execPath: 'taskset', execArgv: ['--cpu-list', cores.join(), process.execPath, ...fromSources] };
    const processes = Array.from({ length: count }, () => fork(script, args, how));
    await Promise.all(processes.map((each) => answerOf(each)));
    return new PlainProcesses(processes);
  }

  /** Makes some of them do their work once, all at the same time. @returns The sum of their results. */
  async work(count: number): Promise<number> {
    const working = this.#processes.slice(0, count);
    const found = Promise.all(working.map(answerOf));
    for (const each of working) each.send('work');
    return (await found).reduce((sum, each) => sum + each, 0);
  }

  /** Ends them. */
  async close(): Promise<void> {
    const ended = this.#processes.map((each) => each.exitCode ?? once(each, 'exit'));
    for (const each of this.#processes) each.kill();
    await Promise.all(ended);
  }
}

/** The numbers of the cores that this process may use; undefined when processes cannot be bound to cores, which needs Linux and util-linux. */
export function coresToRunOn(): number[] | undefined {
  const list = spawnSync('taskset', ['--cpu-list', '--pid', `${process.pid}`], { encoding: 'utf8' })
    .stdout?.split(': ')
    .at(-1)
    ?.trim();
  if (!list || !/^[\d,-]+$/.test(list)) return undefined;
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number) as [number, number?];
    return Array.from({ length: last! - first + 1 }, (_, at) => first + at);
  });
}

/** Makes this process one of {@link PlainProcesses}: it does the work at each request and sends the result. */
export function answerWith(work: () => Promise<number>): void {
  process.on('message', () => void work().then((found) => process.send!(found)));
  process.send!(0);
}

/** The next number that a process tells. @throws Error when it ends instead. */
function answerOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const end = (status: number | null) => reject(new Error(`a process stopped with ${status} before it had done its work`));
    child.once('exit', end);
    child.once('message', (found) => {
      child.off('exit', end);
      resolve(found as number);
    });
  });
}
