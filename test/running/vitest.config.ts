import { defineConfig } from 'vitest/config';

/** Runs the samples beside it: test files that behave badly on purpose. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.sample.ts'],
    globalSetup: ['../tools/global-setup.ts'],
    setupFiles: ['../tools/no-processes.ts'],
  },
});
