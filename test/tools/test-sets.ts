import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tags of test files. Vitest reads them from a comment at the top: `// @module-tag process`. */
export const TAGS = [
  { name: 'process', description: 'Starts a decoder, a browser, another program or a thread.' },
  { name: 'slow', description: 'Takes long. Runs with `npm run test:slow` and in CI, not with `npm test`.' },
];

/** The test files, each in one set. */
export interface TestSets {
  /** Files without a tag. They start no process and no thread, and `no-processes.ts` holds them to that. */
  readonly fast: string[];
  /** Files tagged `process`. */
  readonly process: string[];
  /** Files tagged `slow`. */
  readonly slow: string[];
}

/**
 * Sorts the test files into sets by their tags.
 * @param root - Absolute path of the repository. The returned paths are relative to it.
 */
export function testSets(root: string): TestSets {
  const sets: TestSets = { fast: [], process: [], slow: [] };
  const names = (readdirSync(join(root, 'test'), { recursive: true }) as string[]).filter((name) => name.endsWith('.test.ts'));
  for (const name of names.sort()) {
    if (name.startsWith('packaging')) continue;
    const tags = readFileSync(join(root, 'test', name), 'utf8').matchAll(/^\/\/ @module-tag (\w+)$/gm);
    const known = Array.from(tags, ([, tag]) => tag);
    const set = known.includes('slow') ? 'slow' : known.includes('process') ? 'process' : 'fast';
    sets[set].push(join('test', name));
  }
  return sets;
}
