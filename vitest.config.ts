import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests run on the sources of every package, not on a build that may be old.
  resolve: { conditions: ['development', 'module', 'node'] },
  ssr: { resolve: { conditions: ['development', 'module', 'node'] } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/tools/decoder-setup.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // For the threads that a test starts.
    execArgv: ['--conditions=development', '--import', new URL('test/tools/threads-on-sources.js', import.meta.url).href],
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**', 'packages/matcher/src/**'],
      reporter: ['text-summary', 'text', 'json-summary'],
      reportOnFailure: true,
      thresholds: { lines: 90 },
    },
  },
});
