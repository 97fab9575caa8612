import { mkdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Environment variable with the folder for what test files share. The global setup makes it, and removes it after the last test. */
export const SHARED_FOLDER = 'STREETDATE_TEST_SHARED';

/**
 * Path of a file or folder that is made once in a run of the tests, by the first test file that needs it. Others must not change it.
 * @param name - Its name, which says all that it depends on.
 * @param make - Makes it at the path that it is given.
 */
export async function madeOnce(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const folder = process.env[SHARED_FOLDER];
  if (!folder) throw new Error(`${SHARED_FOLDER} is not set: the tests run without their global setup`);
  const path = join(folder, name);
  const lock = `${path}.lock`;
  while (!(await isThere(path))) {
    if (!(await isMine(lock))) {
      await sleep(50);
      continue;
    }
    // Another file may have made it between the two checks.
    if (await isThere(path)) {
      await rmdir(lock);
      break;
    }
    const part = `${path}.part`;
    try {
      await make(part);
      await rename(part, path);
    } finally {
      await rm(part, { recursive: true, force: true });
      await rmdir(lock);
    }
  }
  return path;
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Takes the lock. @returns false where another test file holds it */
const isMine = (lock: string) =>
  mkdir(lock).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
