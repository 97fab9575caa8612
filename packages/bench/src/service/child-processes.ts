import { readdir, readFile } from 'node:fs/promises';

/** The processes that a process has started, and theirs. Linux only: it reads /proc. */
export async function childProcesses(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined) : undefined;
    // The name of a program may have spaces and brackets; the state and the parent follow the last one.
    if (stat !== undefined) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const found = [pid];
  for (const each of found) found.push(...[...parents].filter(([, parent]) => parent === each).map(([child]) => child));
  return found.slice(1);
}
