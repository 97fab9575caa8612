import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { TAGS } from '../../tools/test-sets.ts';

const tool = (name: string) => fileURLToPath(new URL(`../../tools/${name}`, import.meta.url));

// What test-sets.test.ts runs: files that break the rule of their set.
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    tags: TAGS,
    execArgv: ['--conditions=development'],
    projects: ['no-processes', 'no-servers'].map((name) => ({
      test: { name, include: [`**/guarded/${name}*.ts`], setupFiles: [tool(`${name}.ts`)], isolate: false },
    })),
  },
});
