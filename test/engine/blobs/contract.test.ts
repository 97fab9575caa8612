import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderStore } from '../../../packages/engine/src/blobs/folder-store.ts';
import { temporaryFolder } from '../../cli/tools/streetdate.ts';
import { describeBlobStore } from './blob-store-contract.ts';

describeBlobStore('a folder', async () => {
  const folder = await temporaryFolder();
  return {
    store: new FolderStore(folder),
    damage: async (_, sha256) => {
      const names = await readdir(folder, { recursive: true });
      await truncate(join(folder, names.find((name) => name.includes(sha256))!), 2);
    },
  };
});
