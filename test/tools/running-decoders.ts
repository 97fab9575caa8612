import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The decoders that this process runs, by the system's process table: a minimal system has no `ps`. Empty where there is no `/proc`. */
export function runningDecoders(): string[] {
  if (!existsSync('/proc/self/stat')) return [];
  return readdirSync('/proc').filter((pid) => {
    try {
      // proc(5): process id, name in parentheses, state, parent. One that has ended stays, as Z, until its parent reads how.
      const [, name = '', state = '', parent = ''] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
      return parent === String(process.pid) && state !== 'Z' && /^ff(mpeg|probe)/.test(name);
    } catch {
      return false; // not a process, or one that has just ended
    }
  });
}
