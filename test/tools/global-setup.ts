import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildVerifyPage } from '../../packages/evidence/page/build.ts';
import { useFallbackDecoder } from './decoder-setup.ts';
import { SHARED_FOLDER } from './made-once.ts';

/**
 * Vitest's global setup, called once for each project. Workers inherit its environment: the decoder, and one temporary folder for all that the tests and
 * their programs write.
 * @returns Removes the folder after the last test. A test file cannot do that by itself: where all its tests are skipped, its hooks never run.
 */
export default async function setUp(): Promise<() => void> {
  if (process.env[SHARED_FOLDER] !== undefined) return () => {};
  useFallbackDecoder();
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'streetdate-tests-'));
  // A test runs the command as another user, who has to reach its own folder in here.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  process.env[SHARED_FOLDER] = join(folder, 'shared');
  mkdirSync(process.env[SHARED_FOLDER]);
  // Bundles hold this page, and there may be no build.
  await buildVerifyPage();
  return () => {
    rmSync(folder, { recursive: true, force: true });
    delete process.env[SHARED_FOLDER];
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  };
}
