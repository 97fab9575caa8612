import { readdir, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderStore } from '../../../packages/engine/src/blobs/folder-store.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { describeBlobStore } from './blob-store-contract.ts';

describeBlobStore('a folder', async () => {
  const folder = await temporaryFolder();
  const pathOf = async (sha256: string) =>
    join(folder, (await readdir(folder, { recursive: true })).find((name) => name.includes(sha256))!);
  return {
    store: new FolderStore(folder),
    damage: async (_, sha256) => truncate(await pathOf(sha256), 2),
    makeOld: async (_, sha256) => {
      const hourAgo = Date.now() / 1000 - 3600;
      await utimes(await pathOf(sha256), hourAgo, hourAgo);
      return Date.now() - 1_800_000;
    },
    leave: () => writeFile(join(folder, 'fingerprints', '.0b7a.tmp'), 'half'),
  };
});
