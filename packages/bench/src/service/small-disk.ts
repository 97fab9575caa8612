import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Defer } from '../clips/cleaning.ts';

const run = promisify(execFile);

/** A disk of its own, in memory, that can be filled to the last byte. */
export interface SmallDisk {
  /** Where it is. */
  readonly folder: string;
  /** Writes until there is no room left. */
  fill(): Promise<void>;
  /** Removes what {@link fill} wrote. */
  free(): Promise<void>;
}

/** Bytes that are written at once. */
const PART_BYTES = 1024 ** 2;

/** Mounts a disk at a path. @returns Why it cannot be mounted, where that is so. */
export async function mountSmallDisk(defer: Defer, folder: string, megabytes: number): Promise<SmallDisk | string> {
  await mkdir(folder, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', folder]);
  } catch (error) {
    return `a small disk cannot be mounted: ${(error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1)}`;
  }
  // Lazily, because a process that was told to end may still be on it.
  defer(async () => {
    await run('umount', ['-l', folder]);
  });
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: async () => {
      const file = await open(filler, 'a');
      try {
        for (let part = Buffer.alloc(PART_BYTES, 1); part.length > 0; ) {
          // What does not fit as a whole is tried in halves.
          const written = await file.write(part).then(
            ({ bytesWritten }) => bytesWritten,
            () => 0,
          );
          if (written < part.length) part = part.subarray(0, part.length >> 1);
        }
      } finally {
        await file.close();
      }
    },
    free: () => rm(filler, { force: true }),
  };
}
