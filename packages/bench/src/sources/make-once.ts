import { access, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Makes a file unless it is there already. It is made under another name, so that what an earlier run was stopped at is never taken for whole.
 * @param make - Makes the file at the path that it is given.
 */
export async function makeOnce(path: string, make: (path: string) => Promise<void>): Promise<void> {
  try {
    await access(path);
  } catch {
    const part = join(dirname(path), `part-${basename(path)}`);
    await make(part);
    await rename(part, path);
  }
}
