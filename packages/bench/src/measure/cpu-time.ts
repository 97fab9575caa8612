import { readFile } from 'node:fs/promises';

/** Ticks in a second in `/proc`: USER_HZ, 100 on every Linux architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * User and system time of this process and of its ended children, in seconds, in steps of 10 ms.
 * Node's own `resourceUsage` leaves children out, and the decoder is one.
 * @returns undefined on systems without `/proc`, where CPU time is not reported.
 */
export async function cpuSeconds(): Promise<number | undefined> {
  let stat: string;
  try {
    stat = await readFile('/proc/self/stat', 'latin1');
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may hold spaces. After it, utime, stime, cutime and cstime are the
  // fields 14 to 17 of proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks / TICKS_PER_SECOND;
}
