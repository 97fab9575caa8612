import { defineConfig } from 'vitest/config';

/** Packs, checks and installs what would be published. Apart from the main run, because it needs a registry. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: 'pack-once.ts',
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
