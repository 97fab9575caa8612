import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { factsText } from '../../results/markdown.ts';
import type { RunFacts } from '../../results/run-facts.ts';
import { hashPlots } from './plots.ts';
import type { HashRecord } from './record.ts';
import { hashText } from './text.ts';

/**
 * Writes a result as `DATE-hash.json`, for programs, `DATE-hash.md`, for people, and its plots as `DATE-hash-roc.svg` and others.
 * @returns The paths.
 */
export async function writeHashResults(folder: string, facts: RunFacts, record: HashRecord): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-hash`);
  const files = new Map([
    [`${stem}.json`, `${JSON.stringify({ facts, ...record }, undefined, 2)}\n`],
    [`${stem}.md`, `${hashText(record)}\n\n${factsText(facts)}\n`],
  ]);
  for (const [name, svg] of Object.entries(hashPlots(record))) files.set(`${stem}-${name}.svg`, svg);
  for (const [path, text] of files) await writeFile(path, text);
  return [...files.keys()];
}
