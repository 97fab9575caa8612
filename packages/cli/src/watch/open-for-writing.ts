import { existsSync } from 'node:fs';
import { readdir, readFile, readlink, realpath } from 'node:fs/promises';

/** Access modes of `open(2)` that write, in the flags of `/proc/PID/fdinfo/FD`: O_WRONLY and O_RDWR. */
const WRITES = 0o3;

/**
 * Those of some files that a process holds open for writing, as far as Linux says so: of other users' processes only to root, and of writers
 * on other machines never. Then only the time that a file must stay as it is helps.
 */
export async function openForWriting(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  if (paths.length === 0 || !existsSync('/proc/self/fdinfo')) return open;
  const wanted = new Map<string, string>();
  for (const path of paths) wanted.set(await realpath(path).catch(() => path), path);
  for (const process of await readdir('/proc')) {
    if (!/^\d+$/.test(process)) continue;
    // A process may end meanwhile, or be another user's.
    for (const descriptor of await readdir(`/proc/${process}/fd`).catch(() => [])) {
      const path = wanted.get(await readlink(`/proc/${process}/fd/${descriptor}`).catch(() => ''));
      if (path === undefined || open.has(path)) continue;
      const facts = await readFile(`/proc/${process}/fdinfo/${descriptor}`, 'latin1').catch(() => '');
      const [, flags = '0'] = /^flags:\s*(\d+)/m.exec(facts) ?? [];
      if ((Number.parseInt(flags, 8) & WRITES) !== 0) open.add(path);
    }
  }
  return open;
}
