// @module-tag process
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, type open, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFingerprint, type Fingerprint, loadFingerprint, saveFingerprint } from '@streetdate/core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';

// Only so that a test can put a disk that is full in place of the real one; every other call reaches the real file system.
const disk = { full: false };
const files: { open: typeof open } = createRequire(import.meta.url)('node:fs/promises');
const real = files.open;
files.open = async (...parameters) => {
  const file = await real(...parameters);
  if (!disk.full) return file;
  file.writeFile = async (data) => {
    await file.write((data as Uint8Array).subarray(0, 10));
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  return file;
};
syncBuiltinESMExports();
afterAll(() => {
  files.open = real;
  syncBuiltinESMExports();
});

const fingerprint: Fingerprint = { role: 'query', kind: 'film', duration: 1.5, tracks: [], areas: [], media: { container: 'avi' } };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streetdate-files-'));
});
afterEach(async () => {
  disk.full = false;
  await rm(folder, { recursive: true });
});

describe('a saved fingerprint', () => {
  test('loads again, and nothing else is left in the folder', async () => {
    await saveFingerprint(join(folder, 'film.sdfp'), fingerprint);
    expect(await loadFingerprint(join(folder, 'film.sdfp'))).toEqual(fingerprint);
    expect(await readdir(folder)).toEqual(['film.sdfp']);
  });

  test('replaces the one before it', async () => {
    const path = join(folder, 'film.sdfp');
    await saveFingerprint(path, fingerprint);
    await saveFingerprint(path, { ...fingerprint, duration: 2 });
    expect(await loadFingerprint(path)).toMatchObject({ duration: 2 });
  });

  test.each(['-y.sdfp', `${'n'.repeat(250)}.sdfp`, 'a "quoted" name\nof two lines.sdfp', 'Привет.sdfp'])(
    'may be named %j',
    async (name) => {
      await saveFingerprint(join(folder, name), fingerprint);
      expect(await readdir(folder)).toEqual([name]);
      expect(await loadFingerprint(join(folder, name))).toEqual(fingerprint);
    },
  );

  test('is one of the two when two are saved at once', async () => {
    const path = join(folder, 'film.sdfp');
    await Promise.all([1, 2, 3, 4].map((duration) => saveFingerprint(path, { ...fingerprint, duration })));
    expect((await loadFingerprint(path)).duration).toBeOneOf([1, 2, 3, 4]);
    expect(await readdir(folder)).toEqual(['film.sdfp']);
  });
});

describe('a fingerprint that cannot be saved', () => {
  test('leaves no temporary file, and the old file as it was, when the disk is full', async () => {
    const path = join(folder, 'film.sdfp');
    await writeFile(path, 'old');
    disk.full = true;
    await expect(saveFingerprint(path, fingerprint)).rejects.toMatchObject({
      code: 'file-unwritable',
      path,
      message: `${path} cannot be written: the disk is full`,
      cause: { code: 'ENOSPC' },
    });
    expect(await readdir(folder)).toEqual(['film.sdfp']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  // Real, where it is allowed: a file system of 64 KiB, by root on Linux.
  test('says so on a file system that is really full', async (context) => {
    const small = join(folder, 'small');
    await mkdir(small);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'streetdate-test', small]).status !== 0)
      context.skip('tmpfs cannot be mounted here');
    try {
      const media = { container: 'x'.repeat(100_000) };
      await expect(saveFingerprint(join(small, 'film.sdfp'), { ...fingerprint, media })).rejects.toMatchObject({
        code: 'file-unwritable',
        message: expect.stringMatching(/cannot be written: the disk is full$/),
      });
      expect(await readdir(small)).toEqual([]);
    } finally {
      spawnSync('umount', [small]);
    }
  });

  test('because its folder is missing or is a file says so', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(saveFingerprint(join(folder, 'none', 'film.sdfp'), fingerprint)).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringMatching(/: there is no such file or folder$/),
    });
    await expect(saveFingerprint(join(folder, 'file', 'film.sdfp'), fingerprint)).rejects.toMatchObject({
      code: 'file-unwritable',
      message: expect.stringMatching(/: a part of its path is a file, not a folder$/),
    });
  });

  test('because a folder has its name leaves no temporary file', async () => {
    await mkdir(join(folder, 'film.sdfp'));
    await expect(saveFingerprint(join(folder, 'film.sdfp'), fingerprint)).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(await readdir(folder)).toEqual(['film.sdfp']);
  });

  test('because it is not valid is the caller’s mistake, and touches nothing', async () => {
    await expect(saveFingerprint(join(folder, 'film.sdfp'), { ...fingerprint, duration: -1 })).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a file that is not a fingerprint', () => {
  test.each<[string, string, string | RegExp, (path: string) => Promise<unknown>]>([
    ['missing', 'file-not-found', 'cannot be read: there is no such file or folder', async () => {}],
    ['a folder', 'file-unreadable', 'cannot be read: it is a folder', (path) => mkdir(path)],
    ['a link to itself', 'file-unreadable', 'cannot be read: a loop of links', (path) => symlink(path, path)],
    ['empty', 'empty-file', ': the file is empty', (path) => writeFile(path, '')],
    [
      'text',
      'not-a-fingerprint',
      ': not a fingerprint file, or a damaged one: it does not begin with the magic bytes',
      (path) => writeFile(path, 'text'),
    ],
    [
      'cut off',
      'not-a-fingerprint',
      /: not a fingerprint file, or a damaged one: it has 64 bytes, but its header says \d+$/,
      (path) => writeFile(path, encodeFingerprint(fingerprint).subarray(0, 64)),
    ],
  ])('because it is %s is refused with the reason', async (_, code, message, make) => {
    const path = join(folder, 'two\nlines.sdfp');
    await make(path);
    const error = await loadFingerprint(path).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code,
      path,
      message: typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    });
    expect((error as Error).message).toContain('two\\nlines.sdfp');
    expect((error as Error).message).not.toContain('\n');
  });
});
