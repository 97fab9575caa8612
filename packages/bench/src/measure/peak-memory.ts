import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Time between two readings of the children's memory, milliseconds. */
const LOOK_MS = 50;

/** What Node needs to run a script of this repository from its sources. */
export const FROM_SOURCES = ['--import', 'tsx', '--conditions=development'] as const;

/** Peak resident memory of a Node process and of its children. */
export interface PeakMemory {
  /** The Node process, MiB. */
  readonly nodeMiB: number;
  /** Sum of the peaks of the children that ran at the same time, MiB; undefined on systems without `/proc`. */
  readonly childMiB: number | undefined;
  /** The lines that the script printed before the last. */
  readonly printed: readonly string[];
}

/**
 * Runs a script in its own Node process and reports the peak resident memory of the process and of its children.
 * The script prints {@link ownPeakMiB} as its last line.
 * A child's mark is read from `/proc` while it runs, so it misses what a child allocates in its last {@link LOOK_MS} ms.
 * @param environment - Variables in addition to those of this process.
 * @throws Error when the script fails.
 */
export async function peakMemory(script: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<PeakMemory> {
  const node = spawn(process.execPath, [...(script.endsWith('.ts') ? FROM_SOURCES : []), script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  let printed = '';
  node.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => node.on('error', reject).on('close', resolve));
  // Peaks of the children that ran together. In a short run one child may end before the other reaches its peak.
  const marks = new Map<string, number>();
  const together = new Set<string>();
  let running = true;
  const look = async () => {
    while (running) {
      const now = await children(node.pid);
      for (const child of now) marks.set(child, (await highWaterMiB(child)) ?? marks.get(child) ?? 0);
      together.add(now.join());
      await sleep(LOOK_MS);
    }
  };
  const looking = look();
  const status = await ended;
  running = false;
  await looking;
  if (status !== 0) throw new Error(`${script} stopped with ${status}`);
  const sums = [...together].map((pids) => pids.split(',').reduce((sum, pid) => sum + (marks.get(pid) ?? 0), 0));
  const childMiB = marks.size === 0 ? undefined : Math.max(...sums);
  const lines = printed.trim().split('\n');
  return { nodeMiB: Number(lines.at(-1)), childMiB, printed: lines.slice(0, -1) };
}

/**
 * Peak resident memory of this process so far, MiB: the kernel's high-water mark. On Linux `resourceUsage` begins with the memory of the
 * parent, so it is used only on systems without `/proc`.
 */
export async function ownPeakMiB(): Promise<number> {
  return (await highWaterMiB('self')) ?? process.resourceUsage().maxRSS / 1024;
}

async function children(pid: number | undefined): Promise<string[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'latin1').catch(() => '');
  return list.split(' ').filter(Boolean);
}

/** VmHWM of proc(5); undefined for a process that has ended, and on systems without `/proc`. */
async function highWaterMiB(pid: string): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}
