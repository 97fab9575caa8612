import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tags of test files. Vitest reads them from a comment at the top: `// @module-tag process`. A file may have several. */
export const TAGS = [
  { name: 'process', description: 'Starts a decoder, another program or a thread.' },
  {
    name: 'servers',
    description: 'Starts PostgreSQL, Valkey, S3, Caddy, a browser or `streetdate serve`. Runs with `npm run test:servers` and in CI.',
  },
  { name: 'slow', description: 'Takes long. Runs with `npm run test:slow` and in CI, whatever else it starts.' },
  { name: 'waits', description: 'Waits for another process, a thread or a server. CI runs it on a busy machine as well. It makes no set.' },
];

/** The test files, each in one set. */
export interface TestSets {
  /** Files without a tag. They start no process and no thread, and `no-processes.ts` holds them to that. */
  readonly fast: string[];
  /** Files tagged `process`. They start no server, and `no-servers.ts` holds them to that. */
  readonly process: string[];
  /** Files tagged `servers`, but not `slow`. */
  readonly servers: string[];
  /** Files tagged `slow`. Those that start a server are tagged `servers` too. */
  readonly slow: string[];
}

/** The tags in the text of a test file. */
export function tagsOf(text: string): string[] {
  return Array.from(text.matchAll(/^\/\/ @module-tag (\w+)$/gm), ([, tag]) => tag!);
}

/**
 * Sorts the test files into sets by their tags.
 * @param root - Absolute path of the repository. The returned paths are relative to it.
 */
export function testSets(root: string): TestSets {
  const sets: TestSets = { fast: [], process: [], servers: [], slow: [] };
  const names = (readdirSync(join(root, 'test'), { recursive: true }) as string[]).filter((name) => name.endsWith('.test.ts'));
  for (const name of names.sort()) {
    if (name.startsWith('packaging')) continue;
    const tags = tagsOf(readFileSync(join(root, 'test', name), 'utf8'));
    const set = (['slow', 'servers', 'process'] as const).find((each) => tags.includes(each)) ?? 'fast';
    sets[set].push(join('test', name));
  }
  return sets;
}
