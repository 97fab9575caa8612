// npx tsx test/docs/write-performance.ts: writes the performance table of README.md from the newest results.
import { readFile, writeFile } from 'node:fs/promises';
import { README, withPerformance } from './performance.ts';

await writeFile(README, await withPerformance(await readFile(README, 'utf8')));
