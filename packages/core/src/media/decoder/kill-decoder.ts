import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Launch } from './confinement/confinement.ts';

/** Most looks whether a process stands still: a look takes some 20 µs, and a process stops at the end of its system call. */
const MOST_LOOKS = 500;

/**
 * Kills a decoder. In a sandbox what is below the spawned process is killed too: while bubblewrap sets a sandbox up, its inner process waits for the
 * outer one, and would wait for ever, with the pipes open.
 * @returns Whether the spawned process was there.
 */
export function killDecoder(child: ChildProcess, { nested }: Pick<Launch, 'nested'>): boolean {
  const runs = child.exitCode === null && child.signalCode === null;
  if (nested && runs && child.pid !== undefined) {
    // One that stands still starts no further process.
    child.kill('SIGSTOP');
    for (let looks = 0; looks < MOST_LOOKS && isMoving(child.pid); looks++);
    for (const pid of childrenOf(child.pid)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {} // It has just ended.
    }
  }
  return child.kill('SIGKILL');
}

/** Whether a process neither stands still nor has ended: proc(5) names its state after its name in parentheses. */
function isMoving(pid: number): boolean {
  return /\) [^TtZX]/.test(textOf(`/proc/${pid}/stat`));
}

function childrenOf(pid: number): number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

/** A file of the process table; empty where the process is gone, or the system has none. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
