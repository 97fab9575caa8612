import { spawnSync } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './streetdate.ts';

/** Mounts a disk of a size in a folder of its own, or says that this user may not. */
export async function mountDisk(size: string): Promise<string | undefined> {
  const disk = join(await temporaryFolder(), 'disk');
  await mkdir(disk);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
  if (status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', disk]));
  return disk;
}

/** Fills a disk to its last byte. */
export async function fill(disk: string): Promise<void> {
  const file = await open(join(disk, 'filler'), 'w');
  try {
    for (const size of [65536, 4096, 1]) {
      const bytes = Buffer.alloc(size);
      while (
        await file.write(bytes).then(
          () => true,
          () => false,
        )
      );
    }
  } finally {
    await file.close();
  }
}
