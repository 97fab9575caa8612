import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Section } from '../measure/figure.ts';
import { resultsPage } from './markdown.ts';
import { ratioPlot } from './ratio-plot.ts';
import type { RunFacts } from './run-facts.ts';

/**
 * Writes one run as `DATE-NAME.json`, for programs, and `DATE-NAME.md`, for people, and the ratios drawn as `DATE-NAME.svg`.
 * @param name - What was run, such as `throughput`.
 * @returns The three paths.
 */
export async function writeResults(folder: string, name: string, facts: RunFacts, sections: readonly Section[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const stem = join(folder, `${facts.date.slice(0, 10)}-${name}`);
  await writeFile(`${stem}.json`, `${JSON.stringify({ facts, sections }, undefined, 2)}\n`);
  await writeFile(`${stem}.md`, resultsPage(facts, sections));
  await writeFile(`${stem}.svg`, ratioPlot(sections));
  return [`${stem}.json`, `${stem}.md`, `${stem}.svg`];
}
