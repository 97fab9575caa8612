import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './streetdate.ts';

/** Shows a folder at another place, where nothing can be written. @returns undefined if this user may not mount. */
export async function mountReadOnly(folder: string): Promise<string | undefined> {
  const place = join(await temporaryFolder(), 'mounted');
  await mkdir(place);
  if (spawnSync('mount', ['--bind', folder, place]).status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', place]));
  return spawnSync('mount', ['-o', 'remount,bind,ro', place]).status === 0 ? place : undefined;
}

/** A user who owns nothing here: permissions do not bind root. @defaultValue the user of this process */
export const STRANGER: { readonly uid?: number } = process.getuid?.() === 0 ? { uid: 65534 } : {};

/** Takes the permission to write from a folder and all in it, until the test ends. */
export async function protect(folder: string): Promise<void> {
  const change = async (folderMode: number, fileMode: number) => {
    await chmod(folder, folderMode);
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
      await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? folderMode : fileMode);
  };
  await change(0o555, 0o444);
  onTestFinished(() => change(0o755, 0o644));
}
