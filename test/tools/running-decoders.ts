import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process below another one. */
export interface RunningProcess {
  readonly pid: string;
  /** Its name, of at most fifteen characters. */
  readonly name: string;
}

/** The decoders that this process runs. Empty where there is no `/proc`. */
export function runningDecoders(): string[] {
  // A decoder in a sandbox is below two processes of bubblewrap.
  return processesBelow(process.pid).flatMap(({ pid, name }) => (/^ff(mpeg|probe)|^bwrap/.test(name) ? [pid] : []));
}

/** The processes below a process, by the system's process table: a minimal system has no `ps`. Empty where there is no `/proc`. */
export function processesBelow(root: number): RunningProcess[] {
  if (!existsSync('/proc/self/stat')) return [];
  const processes = readdirSync('/proc').flatMap((pid) => {
    try {
      // proc(5): process id, name in parentheses, state, parent. One that has ended stays, as Z, until its parent reads how.
      const [, name = '', state = '', parent = ''] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
      return name === '' || state === 'Z' ? [] : [{ pid, name, parent }];
    } catch {
      return []; // not a process, or one that has just ended
    }
  });
  const below = (parent: string): RunningProcess[] =>
    processes.filter((each) => each.parent === parent).flatMap(({ pid, name }) => [{ pid, name }, ...below(pid)]);
  return below(String(root));
}
