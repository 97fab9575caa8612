import { defineConfig } from 'vitest/config';
import { TAGS, testSets } from './test/tools/test-sets.ts';

const sets = testSets(import.meta.dirname);

export default defineConfig({
  // Tests run on the sources of every package, not on a build that may be old.
  resolve: { conditions: ['development', 'node'] },
  ssr: { resolve: { conditions: ['development', 'node'] } },
  test: {
    globalSetup: ['test/tools/global-setup.ts'],
    setupFiles: ['test/tools/equal-arrays.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // A failure on another machine is read in its log alone.
    chaiConfig: { truncateThreshold: 1000 },
    experimental: { fsModuleCache: true },
    // For the threads that a test starts.
    execArgv: ['--conditions=development', '--import', new URL('test/tools/threads-on-sources.js', import.meta.url).href],
    tags: TAGS,
    projects: [
      // A process runs many files of a set: they share the modules under test, which take longer to load than most files run.
      { extends: true, test: { name: 'fast', include: sets.fast, setupFiles: ['test/tools/no-processes.ts'], isolate: false } },
      { extends: true, test: { name: 'process', include: sets.process, setupFiles: ['test/tools/no-servers.ts'], isolate: false } },
      { extends: true, test: { name: 'servers', include: sets.servers, isolate: false } },
      { extends: true, test: { name: 'slow', include: sets.slow, setupFiles: ['test/tools/no-servers.ts'], isolate: false } },
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**', 'packages/index/src/**', 'packages/matcher/src/**'],
      reporter: ['text-summary', 'text', 'json-summary'],
      reportOnFailure: true,
      // Of the fast and the process set: the others run apart, and are not counted.
      thresholds: { lines: 90 },
    },
  },
});
