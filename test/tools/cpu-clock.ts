/**
 * CPU time that this process has spent in its own code, milliseconds. For tests that work ends in bounded time: a clock on the wall would count what
 * other programs take of a busy machine.
 */
export function cpuClock(): number {
  return process.cpuUsage().user / 1000;
}
