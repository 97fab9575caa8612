// @module-tag process
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadFingerprint } from '@streetdate/core';
import { expect, test } from 'vitest';
import { FOOTAGE } from '../../tools/footage.ts';
import { streetdate, temporaryFolder } from '../tools/streetdate.ts';

/** The fingerprints that a library keeps. */
async function storedIn(home: string) {
  const files = (await readdir(home, { recursive: true })).filter((file) => file.endsWith('.sdfp'));
  return Promise.all(files.map((file) => loadFingerprint(join(home, file))));
}

test('a film keeps pieces at its own resolution where it is enrolled with them, and none otherwise', async () => {
  const folder = await temporaryFolder();
  const enrollAs = async (name: string, ...options: readonly string[]) => {
    const home = join(folder, name);
    const enrolled = await streetdate(['enroll', FOOTAGE.ocean, '--home', home, '--title', 'Ocean', ...options]);
    expect(enrolled).toMatchObject({ status: 0, stderr: '' });
    const [reference] = await storedIn(home);
    return reference!;
  };
  expect(await enrollAs('plain')).not.toHaveProperty('details');
  const { details, thumbnails } = await enrollAs('pieces', '--details');
  expect(thumbnails).toBeUndefined();
  expect(details).toMatchObject({ width: 84, height: 48 });
  expect(details!.timesMs.length).toBeGreaterThan(0);
});
